import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processors } from '../../../server/processors/registry.ts'
import { faultCases } from './fault-cases.ts'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, causeOf, doneOf, paid } from './requests.ts'
import { twinOf } from './twins.ts'

for (const id of Object.keys(processors)) {
  describe(`a wire to ${id}`, () => {
    let under: ProcessorUnderTest
    beforeEach(async () => {
      under = await twinOf(id)()
    })
    afterEach(() => under.close())

    faultCases(() => under)

    it('on which nothing comes back is given up, and every answer is unknown: timeout', async () => {
      const { processor, wire, books } = under
      const payment = await paid(under, 1)
      const other = doneOf(await processor.create(aRequest(2)))
      wire.fail({ kind: 'hang', when: 'after' })
      // All at once: the longest wait is the only one.
      const answers = await Promise.all([
        processor.create(aRequest(3)),
        processor.cancel({ key: 'cancel-2', paymentId: other.id }),
        processor.retrieve({ paymentId: payment.id }),
        processor.listPayments({ fromMs: 0, untilMs: under.nowMs() }),
      ])
      for (const answer of answers)
        expect([answer.kind, causeOf(answer).code, causeOf(answer).retry]).toEqual([
          'unknown',
          'timeout',
          true,
        ])
      wire.heal()
      // Both had been done.
      expect((await books.payments()).filter(({ canceled }) => canceled)).toHaveLength(1)
      expect(await books.payments()).toHaveLength(3)
    })
  })
}

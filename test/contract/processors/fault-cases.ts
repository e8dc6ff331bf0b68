import { describe, expect, it } from 'vitest'
import type { ProcessorAnswer } from '../../../domain/payment/processor.ts'
import type { WireFault } from './faulty-wire.ts'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, causeOf, doneOf, onReader, paid } from './requests.ts'

type Effect = {
  readonly ask: () => Promise<ProcessorAnswer<unknown>>
  readonly happened: () => Promise<number>
}

/** Every verb that moves money or starts a reader: how to ask it once, and how often it took effect in the twin's books. */
const mutations: Readonly<Record<string, (under: ProcessorUnderTest) => Promise<Effect>>> = {
  create: async ({ processor, books }) => ({
    ask: () => processor.create(aRequest(1)),
    happened: async () => (await books.payments()).length,
  }),
  processOnReader: async ({ processor, readerId }) => {
    const payment = doneOf(await processor.create(aRequest(1)))
    const request = { key: 'process-1', readerId, paymentId: payment.id, tipping: null }
    return {
      ask: () => processor.processOnReader(request),
      happened: async () => {
        const { action } = doneOf(await processor.readerAction({ readerId }))
        return action?.paymentId === payment.id ? 1 : 0
      },
    }
  },
  capture: async (under) => {
    const { processor } = under
    const held = await paid(under, 1, { capture: 'manual' })
    return {
      ask: () =>
        processor.capture({ key: 'capture-1', paymentId: held.id, amountMinor: 700, currency: 'EUR' }),
      happened: async () => doneOf(await processor.retrieve({ paymentId: held.id })).capturedMinor / 700,
    }
  },
  cancel: async (under) => {
    const { processor, books } = under
    const payment = await onReader(under, 1)
    return {
      ask: () => processor.cancel({ key: 'cancel-1', paymentId: payment.id }),
      happened: async () => (await books.payments()).filter(({ canceled }) => canceled).length,
    }
  },
  refund: async (under) => {
    const { processor, books } = under
    const payment = await paid(under, 1)
    return {
      ask: () =>
        processor.refund({
          key: 'refund-1',
          paymentId: payment.id,
          amountMinor: 400,
          currency: 'EUR',
          reason: 'duplicate',
          marks: { storeId: 'store', paymentKey: 'contract-1' },
        }),
      happened: async () => (await books.refunds()).length,
    }
  },
}

/** A wire that fails: never a plain yes or no, and the same key again does it exactly once. */
export function faultCases(under: () => ProcessorUnderTest): void {
  const unknowns: readonly {
    readonly name: string
    readonly fault: () => WireFault
    readonly done: number
  }[] = [
    { name: 'cut before it arrived', fault: () => ({ kind: 'drop', when: 'before' }), done: 0 },
    { name: 'cut after it was done', fault: () => ({ kind: 'drop', when: 'after' }), done: 1 },
    {
      name: 'answered by a 5xx before it arrived',
      fault: () => ({ kind: 'answer', when: 'before', answer: under().answers.broken }),
      done: 0,
    },
    {
      name: 'answered by a 5xx after it was done',
      fault: () => ({ kind: 'answer', when: 'after', answer: under().answers.broken }),
      done: 1,
    },
    {
      name: 'answered by a gateway in its own words after it was done',
      fault: () => ({
        kind: 'answer',
        when: 'after',
        answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
      }),
      done: 1,
    },
    { name: 'done, with an answer that breaks off', fault: () => ({ kind: 'truncate' }), done: 1 },
  ]

  for (const [verb, prepare] of Object.entries(mutations)) {
    describe(verb, () => {
      it.each(unknowns)(
        '$name is unknown, and under the same key takes effect once',
        async ({ fault, done }) => {
          const { wire } = under()
          const { ask, happened } = await prepare(under())
          wire.fail(fault(), { count: 1 })
          const answer = await ask()
          expect([answer.kind, causeOf(answer).errorCode]).toEqual(['unknown', 'processor_unavailable'])
          expect(causeOf(answer).retry).toBe(true)
          expect(await happened()).toBe(done)
          expect((await ask()).kind).toBe('done')
          expect(await happened()).toBe(1)
          expect((await ask()).kind).toBe('done')
          expect(await happened()).toBe(1)
        },
      )
    })
  }

  it('that says not to ask again leaves it unknown all the same', async () => {
    const { processor, wire, answers } = under()
    wire.fail({ kind: 'answer', when: 'before', answer: answers.brokenForGood }, { count: 1 })
    const answer = await processor.create(aRequest(1))
    expect([answer.kind, causeOf(answer).retry, causeOf(answer).replayed]).toEqual(['unknown', false, true])
  })

  it('that is too busy did nothing and may be asked again', async () => {
    const { processor, wire, answers, books } = under()
    wire.fail({ kind: 'answer', when: 'before', answer: answers.limited }, { count: 1 })
    const answer = await processor.create(aRequest(1))
    expect([answer.kind, causeOf(answer).retry]).toEqual(['refused', true])
    expect(await books.payments()).toEqual([])
    expect((await processor.create(aRequest(1))).kind).toBe('done')
  })

  it('where the same request is still under way is unknown and may be asked again', async () => {
    const { processor, wire, answers, books } = under()
    wire.fail({ kind: 'answer', when: 'after', answer: answers.inFlight }, { count: 1 })
    const answer = await processor.create(aRequest(1))
    expect([answer.kind, causeOf(answer).retry]).toEqual(['unknown', true])
    expect((await processor.create(aRequest(1))).kind).toBe('done')
    expect(await books.payments()).toHaveLength(1)
  })

  it('where nobody listens was never asked', async () => {
    const answer = await under().unreachable.create(aRequest(1))
    expect([answer.kind, causeOf(answer).code, causeOf(answer).retry]).toEqual([
      'refused',
      'connection_refused',
      true,
    ])
  })

  it('hides reads as well: nothing is said to be gone, empty or missing', async () => {
    const { processor, wire, readerId, nowMs } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    const window = { fromMs: nowMs() - 60_000, untilMs: nowMs() }
    const reads = [
      () => processor.retrieve({ paymentId: payment.id }),
      () => processor.lookUpByKey({ key: 'contract-1', ...window }),
      () => processor.lookUpRefundByKey({ key: 'refund-1', paymentId: payment.id }),
      () => processor.listPayments(window),
      () => processor.listEvents(window),
      () => processor.listReaders(),
      () => processor.readerAction({ readerId }),
      () => processor.account(),
      () => processor.missingPermissions(),
    ]
    wire.fail({ kind: 'drop', when: 'before' })
    for (const read of reads) expect((await read()).kind).toBe('unknown')
    wire.heal()
    for (const read of reads) expect((await read()).kind).toBe('done')
  })

  it('is asked once for each call: the adapter tries nothing again by itself', async () => {
    const { processor, wire } = under()
    for (const kind of ['drop', 'truncate'] as const) {
      wire.fail(kind === 'drop' ? { kind, when: 'before' } : { kind })
      const before = wire.seen().length
      await processor.create(aRequest(1))
      expect(wire.seen().length - before).toBe(1)
    }
  })
}

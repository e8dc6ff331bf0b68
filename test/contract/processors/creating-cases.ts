import { expect, it } from 'vitest'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, causeOf, doneOf, inShort } from './requests.ts'

/** Payments that are made and found again. `under` is the processor of the running test. */
export function creatingCases(under: () => ProcessorUnderTest): void {
  it('comes back as it was asked for, waiting for a card', async () => {
    const { processor, nowMs } = under()
    const asked = aRequest(1)
    const payment = doneOf(await processor.create(asked))
    expect(payment).toMatchObject({
      standing: 'awaiting-card',
      amountMinor: 1000,
      currency: 'EUR',
      authorizedMinor: 0,
      capturedMinor: 0,
      refundedMinor: 0,
      decline: null,
      card: null,
      method: null,
      chargeId: null,
      partialOf: null,
      captureBeforeMs: null,
      marks: asked.marks,
      livemode: false,
    })
    expect(Math.abs(payment.createdAtMs - nowMs())).toBeLessThan(1000)
    expect(doneOf(await processor.retrieve({ paymentId: payment.id }))).toEqual(payment)
  })

  it('asked for twice under one key is one payment', async () => {
    const { processor, books } = under()
    const first = doneOf(await processor.create(aRequest(1)))
    const second = doneOf(await processor.create(aRequest(1)))
    expect(second.id).toBe(first.id)
    expect(await books.payments()).toHaveLength(1)
  })

  it('asked for twice at the same moment under one key is one payment', async () => {
    const { processor, books } = under()
    const answers = await Promise.all([1, 2, 3].map(() => processor.create(aRequest(1))))
    const ids = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.value.id] : []))
    expect(new Set(ids).size).toBe(1)
    for (const answer of answers) if (answer.kind !== 'done') expect(causeOf(answer).retry).toBe(true)
    expect(await books.payments()).toHaveLength(1)
  })

  it('asked for again under the same key with another body is refused and changes nothing', async () => {
    const { processor, books } = under()
    const first = doneOf(await processor.create(aRequest(1)))
    const other = await processor.create(aRequest(1, { amountMinor: 2000 }))
    expect(inShort(other)).toBe('refused idempotency_conflict')
    expect(causeOf(other).retry).toBe(false)
    expect(await books.payments()).toHaveLength(1)
    expect(doneOf(await processor.retrieve({ paymentId: first.id })).amountMinor).toBe(1000)
  })

  it('under another key is another payment, however alike', async () => {
    const { processor, books } = under()
    const first = doneOf(await processor.create(aRequest(1)))
    const second = doneOf(await processor.create(aRequest(1, { key: 'contract-other' })))
    expect(second.id).not.toBe(first.id)
    expect(await books.payments()).toHaveLength(2)
  })

  it('goes over the wire in the form the processor counts in, and comes back in minor units', async () => {
    const { processor, books, wireForms } = under()
    expect(wireForms.map(({ currency }) => currency)).toEqual(expect.arrayContaining(['EUR', 'JPY', 'KWD']))
    for (const [no, { currency, minor, onWire }] of wireForms.entries()) {
      const made = doneOf(await processor.create(aRequest(no, { currency, amountMinor: minor })))
      const back = doneOf(await processor.retrieve({ paymentId: made.id }))
      expect([back.currency, back.amountMinor]).toEqual([currency, minor])
      const booked = (await books.payments()).find(({ id }) => id === made.id)
      expect([booked?.currency.toUpperCase(), booked?.amount]).toEqual([currency, onWire])
    }
  })

  it('is refused below the least and above the largest amount that the capabilities tell', async () => {
    const { processor, books } = under()
    const { minMinor, maxMinor } = processor.capabilities.amountLimits('EUR')
    const ask = (no: number, amountMinor: number) => processor.create(aRequest(no, { amountMinor }))
    expect(inShort(await ask(1, minMinor))).toBe('done')
    expect(inShort(await ask(2, maxMinor))).toBe('done')
    expect(inShort(await ask(3, minMinor - 1))).toMatch(/^refused amount_/)
    expect(inShort(await ask(4, maxMinor + 1))).toMatch(/^refused amount_/)
    expect(await books.payments()).toHaveLength(2)
  })

  it('that nobody made is refused when it is read, and null when it is looked up', async () => {
    const { processor, nowMs } = under()
    expect(inShort(await processor.retrieve({ paymentId: 'no_such_payment' }))).toBe(
      'refused payment_not_found',
    )
    const window = { fromMs: nowMs() - 60_000, untilMs: nowMs() }
    expect(doneOf(await processor.lookUpByKey({ key: 'never-sent', ...window }))).toBeNull()
  })

  it('is found by our key after its answer was lost', async () => {
    const { processor, wire, nowMs } = under()
    wire.fail({ kind: 'drop', when: 'after' }, { count: 1 })
    expect((await processor.create(aRequest(1))).kind).toBe('unknown')
    const window = { fromMs: nowMs() - 60_000, untilMs: nowMs() }
    const found = doneOf(await processor.lookUpByKey({ key: 'contract-1', ...window }))
    expect(found?.marks?.key).toBe('contract-1')
    expect(doneOf(await processor.create(aRequest(1))).id).toBe(found?.id)
  })

  it('is found among all others by key, and by the list since, oldest first, over all pages', async () => {
    const { processor, nowMs } = under()
    const count = 230
    for (let no = 0; no < count; no += 10)
      await Promise.all(
        Array.from({ length: 10 }, async (_, at) => doneOf(await processor.create(aRequest(no + at)))),
      )
    const window = { fromMs: nowMs() - 60_000, untilMs: nowMs() + 60_000 }
    const all = doneOf(await processor.listPayments(window))
    expect(new Set(all.map(({ id }) => id)).size).toBe(count)
    const times = all.map(({ createdAtMs }) => createdAtMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const first = doneOf(await processor.lookUpByKey({ key: 'contract-0', ...window }))
    expect(first?.marks?.saleId).toBe('sale-0')
    const long = 24 * 3_600_000
    const before = { fromMs: nowMs() - 2 * long, untilMs: nowMs() - long }
    expect(doneOf(await processor.listPayments(before))).toEqual([])
  })

  it('has events that can be read back later, oldest first and within their time only', async () => {
    const { processor, nowMs } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    doneOf(await processor.cancel({ key: 'cancel-1', paymentId: payment.id }))
    const window = { fromMs: nowMs() - 60_000, untilMs: nowMs() + 60_000 }
    const events = doneOf(await processor.listEvents(window))
    const about = events.filter((event) => event.about.kind === 'payment' && event.about.id === payment.id)
    expect(about.length).toBeGreaterThanOrEqual(2)
    expect(about.at(0)?.about).toMatchObject({ isCreation: true })
    expect(about.at(-1)?.about).not.toHaveProperty('isCreation')
    for (const event of about) expect([event.key, event.livemode]).toEqual(['contract-1', false])
    const earlier = { fromMs: nowMs() - 120_000, untilMs: nowMs() - 60_000 }
    expect(doneOf(await processor.listEvents(earlier))).toEqual([])
  })

  it('has a secret for the page that shows it, and the reader has a token', async () => {
    const { processor } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    expect(doneOf(await processor.clientSecret({ paymentId: payment.id })).secret.length).toBeGreaterThan(10)
    expect(doneOf(await processor.connectionToken({ key: 'token-1' })).secret.length).toBeGreaterThan(10)
    expect(inShort(await processor.clientSecret({ paymentId: 'no_such_payment' }))).toBe(
      'refused payment_not_found',
    )
  })
}

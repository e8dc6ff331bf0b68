import { expect, it } from 'vitest'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, doneOf, inShort, onReader, paid } from './requests.ts'

/** Captures, cancellations and refunds: how much, how often, and what is too much. */
export function moneyCases(under: () => ProcessorUnderTest): void {
  const manual = { capture: 'manual' } as const
  const capture = (paymentId: string, amountMinor: number, key = 'capture-1') =>
    under().processor.capture({ key, paymentId, amountMinor, currency: 'EUR' })
  const cancel = (paymentId: string, key = 'cancel-1') => under().processor.cancel({ key, paymentId })
  const refund = (paymentId: string, amountMinor: number, key: string) =>
    under().processor.refund({
      key,
      paymentId,
      amountMinor,
      currency: 'EUR',
      reason: 'requested_by_customer',
      marks: { storeId: 'store', paymentKey: 'contract-1' },
    })
  const seen = async (paymentId: string) => doneOf(await under().processor.retrieve({ paymentId }))

  it('is held first and captured for less, once', async () => {
    if (!under().processor.capabilities.manualCapture) return
    const held = await paid(under(), 1, manual)
    expect(held).toMatchObject({
      standing: 'approved',
      authorizedMinor: 1000,
      capturedMinor: 0,
      partialOf: null,
    })
    expect(held.captureBeforeMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(under().nowMs())
    expect(doneOf(await capture(held.id, 700)).capturedMinor).toBe(700)
    expect(doneOf(await capture(held.id, 700)).capturedMinor).toBe(700)
    expect((await capture(held.id, 300, 'capture-2')).kind).toBe('refused')
    expect(await seen(held.id)).toMatchObject({
      standing: 'approved',
      capturedMinor: 700,
      captureBeforeMs: null,
    })
  })

  it('is never captured for more than was agreed to, nor before', async () => {
    if (!under().processor.capabilities.manualCapture) return
    const waiting = doneOf(await under().processor.create(aRequest(2, manual)))
    expect((await capture(waiting.id, 1000, 'capture-0')).kind).toBe('refused')
    const held = await paid(under(), 1, manual)
    expect((await capture(held.id, 1001)).kind).toBe('refused')
    expect((await seen(held.id)).capturedMinor).toBe(0)
  })

  it('is cancelled before a card came, and again under the same key', async () => {
    const payment = doneOf(await under().processor.create(aRequest(1)))
    expect(doneOf(await cancel(payment.id)).standing).toBe('canceled')
    expect(doneOf(await cancel(payment.id)).standing).toBe('canceled')
    expect(inShort(await cancel(payment.id, 'cancel-2'))).toBe('refused payment_not_cancelable')
    expect((await seen(payment.id)).standing).toBe('canceled')
  })

  it('is cancelled after the bank agreed, and nothing is taken', async () => {
    if (!under().processor.capabilities.manualCapture) return
    const held = await paid(under(), 1, manual)
    expect(doneOf(await cancel(held.id))).toMatchObject({ standing: 'canceled', capturedMinor: 0 })
    expect(await under().books.charges()).toEqual([])
  })

  it('is not cancelled once the money is taken', async () => {
    const payment = await paid(under(), 1)
    expect(inShort(await cancel(payment.id))).toBe('refused payment_not_cancelable')
    expect(await seen(payment.id)).toMatchObject({ standing: 'approved', capturedMinor: 1000 })
  })

  it('is refunded in part, then for the rest, and not a cent further', async () => {
    const payment = await paid(under(), 1)
    expect(doneOf(await refund(payment.id, 400, 'refund-1'))).toMatchObject({
      status: 'succeeded',
      amountMinor: 400,
      currency: 'EUR',
      paymentId: payment.id,
      key: 'refund-1',
      failureCode: null,
    })
    expect((await seen(payment.id)).refundedMinor).toBe(400)
    expect((await refund(payment.id, 601, 'refund-2')).kind).toBe('refused')
    expect(inShort(await refund(payment.id, 600, 'refund-3'))).toBe('done')
    expect(inShort(await refund(payment.id, 1, 'refund-4'))).toBe('refused amount_too_large')
    expect((await seen(payment.id)).refundedMinor).toBe(1000)
    expect(await under().books.refunds()).toHaveLength(2)
  })

  it('asked to be refunded twice under one key is refunded once', async () => {
    const payment = await paid(under(), 1)
    const first = doneOf(await refund(payment.id, 400, 'refund-1'))
    expect(doneOf(await refund(payment.id, 400, 'refund-1')).id).toBe(first.id)
    expect(inShort(await refund(payment.id, 500, 'refund-1'))).toBe('refused idempotency_conflict')
    expect((await seen(payment.id)).refundedMinor).toBe(400)
  })

  it('that was never paid cannot be refunded', async () => {
    const payment = await onReader(under(), 1)
    expect((await refund(payment.id, 100, 'refund-1')).kind).toBe('refused')
    expect(await under().books.refunds()).toEqual([])
  })

  it('has refunds that are found again by id and by our key, also when the answer was lost', async () => {
    const { processor, wire } = under()
    const payment = await paid(under(), 1)
    wire.fail({ kind: 'drop', when: 'after' }, { count: 1, method: 'POST' })
    expect((await refund(payment.id, 400, 'refund-1')).kind).toBe('unknown')
    const found = doneOf(await processor.lookUpRefundByKey({ key: 'refund-1', paymentId: payment.id }))
    expect(found).toMatchObject({ amountMinor: 400, key: 'refund-1' })
    expect(doneOf(await processor.retrieveRefund({ refundId: found?.id ?? '' }))).toEqual(found)
    expect(doneOf(await processor.lookUpRefundByKey({ key: 'refund-2', paymentId: payment.id }))).toBeNull()
    expect(inShort(await processor.retrieveRefund({ refundId: 'no_such_refund' }))).toBe(
      'refused payment_not_found',
    )
  })

  it('by Canadian debit is given back only to the card, on the reader, once', async () => {
    const { processor, readerId, twin, books } = under()
    if (!processor.capabilities.inPersonRefund) return
    const debit = { currency: 'CAD', methods: ['card-present', 'interac'] } as const
    const payment = await onReader(under(), 1, debit)
    await twin.approve({ interac: true })
    expect(await seen(payment.id)).toMatchObject({
      standing: 'approved',
      method: 'interac',
      capturedMinor: 1000,
    })
    const request = {
      key: 'refund-1',
      paymentId: payment.id,
      amountMinor: 400,
      currency: 'CAD',
      reason: 'requested_by_customer',
      marks: { storeId: 'store', paymentKey: 'contract-1' },
    } as const
    expect((await processor.refund({ ...request, key: 'refund-0' })).kind).toBe('refused')
    const waiting = doneOf(await processor.refundOnReader({ ...request, readerId }))
    expect(waiting.action).toMatchObject({ kind: 'refund', paymentId: payment.id, status: 'in-progress' })
    expect(await books.refunds()).toEqual([])
    await twin.approve({ interac: true })
    const { action } = doneOf(await processor.readerAction({ readerId }))
    expect([action?.kind, action?.status]).toEqual(['refund', 'succeeded'])
    const found = doneOf(await processor.lookUpRefundByKey({ key: 'refund-1', paymentId: payment.id }))
    expect(found).toMatchObject({ amountMinor: 400, currency: 'CAD', paymentId: payment.id })
    expect((await processor.refundOnReader({ ...request, readerId })).kind).toBe('done')
    expect((await seen(payment.id)).refundedMinor).toBe(400)
    expect(await books.refunds()).toHaveLength(1)
  })

  it('in a currency without or with three decimal places is refunded to the last unit', async () => {
    for (const [no, { currency, minor }] of under().wireForms.entries()) {
      const payment = await paid(under(), no, { currency, amountMinor: minor })
      expect([payment.standing, payment.capturedMinor]).toEqual(['approved', minor])
      const back = await under().processor.refund({
        key: `refund-${no}`,
        paymentId: payment.id,
        amountMinor: minor,
        currency,
        reason: 'duplicate',
        marks: { storeId: 'store', paymentKey: `contract-${no}` },
      })
      expect([doneOf(back).amountMinor, doneOf(back).currency]).toEqual([minor, currency])
      expect((await seen(payment.id)).refundedMinor).toBe(minor)
    }
  })
}

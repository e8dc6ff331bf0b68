import { expect, it } from 'vitest'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, doneOf, inShort, onReader, paid } from './requests.ts'

/** Payments on a reader: what the customer and the bank do, and what happens to the reader meanwhile. */
export function readerCases(under: () => ProcessorUnderTest): void {
  const actionOf = async () => {
    const { processor, readerId } = under()
    return doneOf(await processor.readerAction({ readerId }))
  }
  const standing = async (paymentId: string) =>
    doneOf(await under().processor.retrieve({ paymentId })).standing

  it('is charged once when the bank says yes', async () => {
    const payment = await onReader(under(), 1)
    expect((await actionOf()).action).toMatchObject({
      kind: 'payment',
      paymentId: payment.id,
      status: 'in-progress',
      failure: null,
    })
    await under().twin.approve()
    expect(doneOf(await under().processor.retrieve({ paymentId: payment.id }))).toMatchObject({
      standing: 'approved',
      amountMinor: 1000,
      authorizedMinor: 1000,
      capturedMinor: 1000,
      partialOf: null,
      decline: null,
      method: 'card-present',
      card: { last4: expect.stringMatching(/^\d{4}$/) },
      chargeId: expect.any(String),
    })
    expect((await actionOf()).action).toMatchObject({ paymentId: payment.id, status: 'succeeded' })
    expect(await under().books.charges()).toEqual([{ paymentId: payment.id }])
  })

  it('sent to the reader twice under one key is charged once', async () => {
    const { processor, readerId, twin, books } = under()
    const payment = await onReader(under(), 1)
    const again = { key: 'process-1', readerId, paymentId: payment.id, tipping: null }
    expect(inShort(await processor.processOnReader(again))).toBe('done')
    await twin.approve()
    expect(inShort(await processor.processOnReader(again))).toBe('done')
    expect(await books.charges()).toHaveLength(1)
  })

  it('that is declined is alive, says why in words for a counter, and can be paid with another card', async () => {
    const { processor, readerId, twin, books } = under()
    const payment = await onReader(under(), 1)
    await twin.decline('insufficient_funds')
    const declined = doneOf(await processor.retrieve({ paymentId: payment.id }))
    expect([declined.standing, declined.decline?.reason]).toEqual(['awaiting-card', 'insufficient_funds'])
    expect((await actionOf()).action).toMatchObject({
      status: 'failed',
      failure: { decline: { reason: 'insufficient_funds' } },
    })
    expect(await books.charges()).toEqual([])
    const again = { key: 'process-again', readerId, paymentId: payment.id, tipping: null }
    doneOf(await processor.processOnReader(again))
    await twin.approve()
    expect(await standing(payment.id)).toBe('approved')
    expect(await books.charges()).toHaveLength(1)
  })

  it('of a lost card says nothing more than "declined"', async () => {
    const payment = await onReader(under(), 1)
    await under().twin.decline('lost_card')
    const { decline } = doneOf(await under().processor.retrieve({ paymentId: payment.id }))
    expect(decline?.reason).toBe('generic')
    expect(decline?.code).not.toBe('generic')
    expect((await actionOf()).action?.failure?.decline?.reason).toBe('generic')
  })

  it('that the bank wants to be asked again says so', async () => {
    const payment = await onReader(under(), 1)
    await under().twin.decline('try_again')
    const { decline } = doneOf(await under().processor.retrieve({ paymentId: payment.id }))
    expect(decline?.reason).toBe('try_again')
  })

  it('whose customer walks away waits, leaves the reader when told, and is cancelled without a charge', async () => {
    const { processor, readerId, twin, books } = under()
    const payment = await onReader(under(), 1)
    await twin.walkAway()
    expect(await standing(payment.id)).toBe('awaiting-card')
    doneOf(await processor.cancelReaderAction({ key: 'leave-1', readerId }))
    expect((await actionOf()).action?.status).not.toBe('in-progress')
    expect(doneOf(await processor.cancel({ key: 'cancel-1', paymentId: payment.id })).standing).toBe(
      'canceled',
    )
    expect(await books.charges()).toEqual([])
  })

  it('is refused by a reader that is offline, and stays as it was', async () => {
    const { processor, readerId, twin } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    await twin.unplug('now')
    const sent = { key: 'process-1', readerId, paymentId: payment.id, tipping: null }
    expect(inShort(await processor.processOnReader(sent))).toBe('refused reader_offline')
    expect((await actionOf()).online).toBe(false)
    expect(await standing(payment.id)).toBe('awaiting-card')
    await twin.plugIn()
    expect((await actionOf()).online).toBe(true)
    expect(inShort(await processor.processOnReader({ ...sent, key: 'process-2' }))).toBe('done')
  })

  it('on a reader that goes offline in the middle is neither approved nor cancelled', async () => {
    const payment = await onReader(under(), 1)
    await under().twin.unplug('now')
    const seen = await actionOf()
    expect([seen.online, seen.action?.paymentId, seen.action?.status]).toEqual([
      false,
      payment.id,
      'in-progress',
    ])
    expect(await standing(payment.id)).toBe('awaiting-card')
  })

  it('whose reader vanishes after the bank said yes is approved all the same', async () => {
    const { twin, books } = under()
    const payment = await onReader(under(), 1)
    await twin.unplug('after-authorised')
    await twin.approve()
    expect((await actionOf()).online).toBe(false)
    expect(await standing(payment.id)).toBe('approved')
    expect(await books.charges()).toHaveLength(1)
  })

  it('keeps its reader while the bank thinks: no other payment, and no leaving', async () => {
    const { processor, readerId, twin } = under()
    const payment = await onReader(under(), 1)
    await twin.presentWithSlowBank()
    const other = doneOf(await processor.create(aRequest(2)))
    const sent = { key: 'process-2', readerId, paymentId: other.id, tipping: null }
    expect(inShort(await processor.processOnReader(sent))).toBe('refused reader_busy')
    expect(inShort(await processor.cancelReaderAction({ key: 'leave-1', readerId }))).toBe(
      'refused reader_busy',
    )
    expect((await actionOf()).action?.paymentId).toBe(payment.id)
  })

  it('is pushed off the reader by another before a card came, and only the other is charged', async () => {
    const { processor, readerId, twin, books } = under()
    const first = await onReader(under(), 1)
    const second = await onReader(under(), 2)
    expect((await actionOf()).action?.paymentId).toBe(second.id)
    await twin.approve()
    expect(await standing(first.id)).toBe('awaiting-card')
    expect(await standing(second.id)).toBe('approved')
    expect(await books.charges()).toEqual([{ paymentId: second.id }])
    // A payment that is through is not taken again.
    const again = { key: 'process-3', readerId, paymentId: second.id, tipping: null }
    expect((await processor.processOnReader(again)).kind).toBe('refused')
    expect(await books.charges()).toHaveLength(1)
  })

  it('that was cancelled is refused by the reader', async () => {
    const { processor, readerId } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    doneOf(await processor.cancel({ key: 'cancel-1', paymentId: payment.id }))
    const sent = { key: 'process-1', readerId, paymentId: payment.id, tipping: null }
    expect((await processor.processOnReader(sent)).kind).toBe('refused')
  })

  it('can have its card read first and be charged after', async () => {
    const { processor, readerId, twin, books } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    const sent = { readerId, paymentId: payment.id }
    const collecting = doneOf(await processor.collectOnReader({ key: 'collect-1', ...sent, tipping: null }))
    expect(collecting.action).toMatchObject({ kind: 'collect', paymentId: payment.id, status: 'in-progress' })
    await twin.approve()
    expect(await books.charges()).toEqual([])
    doneOf(await processor.confirmOnReader({ key: 'confirm-1', ...sent }))
    expect(await standing(payment.id)).toBe('approved')
    expect(await books.charges()).toHaveLength(1)
  })

  it('takes a tip on top when one is asked for, and says how much it was', async () => {
    const { processor, readerId, twin } = under()
    if (!processor.capabilities.tipping) return
    const payment = doneOf(await processor.create(aRequest(1)))
    const tipping = { eligibleMinor: 1000, currency: 'EUR' }
    doneOf(await processor.processOnReader({ key: 'process-1', readerId, paymentId: payment.id, tipping }))
    await twin.approve({ tipMinor: 150 })
    expect(doneOf(await processor.retrieve({ paymentId: payment.id }))).toMatchObject({
      amountMinor: 1150,
      authorizedMinor: 1150,
      capturedMinor: 1150,
      tipMinor: 150,
      partialOf: null,
    })
    expect((await paid(under(), 2)).tipMinor).toBeNull()
  })

  it('shares its reader with the cart, where the reader has a display', async () => {
    const { processor, readerId } = under()
    const shown = await processor.display({
      key: 'display-1',
      readerId,
      currency: 'EUR',
      lines: [{ description: 'Bread', amountMinor: 485, quantity: 1 }],
      taxMinor: 40,
      totalMinor: 485,
    })
    expect(shown.kind).toBe(processor.capabilities.readerDisplay ? 'done' : 'refused')
    if (shown.kind === 'done') expect((await actionOf()).action).toMatchObject({ kind: 'display' })
  })

  it('has readers that can be registered, renamed and removed, and removed again', async () => {
    const { processor, registration } = under()
    const { code, locationId } = await registration()
    const register = { key: 'register-1', registrationCode: code, label: 'Bar', locationId }
    const made = doneOf(await processor.registerReader(register))
    expect([made.label, made.locationId, made.online]).toEqual(['Bar', locationId, true])
    expect(doneOf(await processor.registerReader(register)).id).toBe(made.id)
    const readerId = made.id
    const renamed = await processor.renameReader({ key: 'rename-1', readerId, label: 'Garden' })
    expect(doneOf(renamed).label).toBe('Garden')
    expect(doneOf(await processor.listReaders()).map(({ label }) => label)).toContain('Garden')
    expect(doneOf(await processor.removeReader({ key: 'remove-1', readerId }))).toEqual({ id: readerId })
    expect(doneOf(await processor.removeReader({ key: 'remove-2', readerId }))).toEqual({ id: readerId })
    expect(doneOf(await processor.listReaders()).map(({ id }) => id)).not.toContain(readerId)
  })

  it('has places that readers stand in', async () => {
    const { processor } = under()
    const address = {
      line1: '1 Quay',
      line2: null,
      city: 'Cork',
      state: null,
      postalCode: 'T12',
      country: 'IE',
    }
    const made = doneOf(await processor.createLocation({ key: 'place-1', displayName: 'Quay', address }))
    expect(made).toMatchObject({
      displayName: 'Quay',
      livemode: false,
      address: { city: 'Cork', country: 'IE' },
    })
    expect(doneOf(await processor.listLocations()).map(({ id }) => id)).toContain(made.id)
  })
}

import { expect, it } from 'vitest'
import { processors } from '../../../server/processors/registry.ts'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, doneOf, inShort } from './requests.ts'

/** What a processor says of itself, and that it behaves so. */
export function capabilityCases(id: string, under: () => ProcessorUnderTest): void {
  it('goes by the name it has in the registry, in practice, in some region', () => {
    const { processor } = under()
    expect(Object.keys(processors)).toContain(processor.id)
    expect([processor.id, processor.mode]).toEqual([id, 'practice'])
    expect(processor.region.length).toBeGreaterThan(0)
  })

  it('lets no key be used again after the processor may have forgotten it', () => {
    const { keyReuseMaxMs, keyLifetimeMs } = under().processor.capabilities
    expect(keyReuseMaxMs).toBeGreaterThan(0)
    expect(keyReuseMaxMs).toBeLessThan(keyLifetimeMs)
  })

  it('has limits of amounts for every currency it takes, the least below the largest', () => {
    const { currencies, amountLimits } = under().processor.capabilities
    const some = currencies === 'any' ? ['USD', 'EUR', 'JPY', 'KWD', 'ISK', 'XAF'] : currencies
    for (const currency of some) {
      const { minMinor, maxMinor } = amountLimits(currency)
      expect(Number.isSafeInteger(minMinor) && Number.isSafeInteger(maxMinor)).toBe(true)
      expect(minMinor).toBeGreaterThan(0)
      expect(maxMinor).toBeGreaterThan(minMinor)
    }
  })

  it('holds money before it is captured exactly where it says so', async () => {
    const { processor } = under()
    const held = await processor.create(aRequest(1, { capture: 'manual' }))
    expect(held.kind).toBe(processor.capabilities.manualCapture ? 'done' : 'refused')
  })

  it('gives back to a card that is present exactly where it says so', async () => {
    const { processor, readerId } = under()
    const payment = doneOf(await processor.create(aRequest(1)))
    const asked = await processor.refundOnReader({
      key: 'refund-1',
      readerId,
      paymentId: payment.id,
      amountMinor: 100,
      currency: 'EUR',
      reason: 'requested_by_customer',
      marks: { storeId: 'store', paymentKey: 'contract-1' },
    })
    // Nothing was paid: refused in any case, but by the payment where readers can refund.
    expect(asked.kind).toBe('refused')
    if (!processor.capabilities.inPersonRefund) expect(inShort(asked)).toBe('refused processor_refused')
  })

  it('has a page of its own for a card that is not here exactly where it says so', async () => {
    const { processor, nowMs } = under()
    const { key, marks, amountMinor, currency } = aRequest(1)
    const returnUrl = 'https://shop.example/thanks'
    const asked = { key, marks, amountMinor, currency, returnUrl }
    const hosted = await processor.hostedPayment(asked)
    if (!processor.capabilities.hostedPage) {
      expect(hosted.kind).toBe('refused')
      return
    }
    const page = doneOf(hosted)
    expect(URL.canParse(page.url)).toBe(true)
    expect(page.expiresAtMs).toBeGreaterThan(nowMs())
    expect(doneOf(await processor.hostedPayment(asked)).url).toBe(page.url)
    expect(inShort(await processor.hostedPayment({ ...asked, amountMinor: 2000 }))).toBe(
      'refused idempotency_conflict',
    )
  })

  it('asks for a part only where a bank may agree to one', async () => {
    const { processor } = under()
    // Where it cannot, the wish is left out, and the payment is one like any other.
    const made = doneOf(await processor.create(aRequest(1, { partialApproval: true })))
    expect(made).toMatchObject({ standing: 'awaiting-card', amountMinor: 1000, partialOf: null })
  })

  it('tells whose account it is, of which world, and that the key may do all that is needed', async () => {
    const { processor } = under()
    const account = doneOf(await processor.account())
    expect(account.id.length).toBeGreaterThan(0)
    expect(account.livemode).toBe(false)
    expect(account.defaultCurrency).toMatch(/^[A-Z]{3}$/)
    expect(doneOf(await processor.missingPermissions())).toEqual([])
  })
}

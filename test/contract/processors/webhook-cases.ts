import { expect, it } from 'vitest'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { aRequest, doneOf } from './requests.ts'

const minute = 60_000

/** Webhooks: who signed, when, for which world, and what they are about. */
export function webhookCases(under: () => ProcessorUnderTest): void {
  const aBody = async (): Promise<{ body: string; paymentId: string }> => {
    const payment = doneOf(await under().processor.create(aRequest(1)))
    return { body: await under().webhooks.newestBody(), paymentId: payment.id }
  }
  const check = (rawBody: string, signature: string, secrets: readonly string[]) =>
    under().processor.verifyWebhook({ rawBody, signature, secrets, receivedAtMs: under().nowMs() })

  it('is genuine when it is signed with the secret, and says what to read back', async () => {
    const { webhooks, nowMs } = under()
    const { body, paymentId } = await aBody()
    const signature = webhooks.sign(body, webhooks.secrets[0], nowMs())
    expect(check(body, signature, webhooks.secrets)).toMatchObject({
      kind: 'genuine',
      secretNo: 1,
      event: { about: { kind: 'payment', id: paymentId }, key: 'contract-1', livemode: false },
    })
  })

  it('is genuine with the second of two secrets, and tells which it was', async () => {
    const { webhooks, nowMs } = under()
    const { body } = await aBody()
    const signature = webhooks.sign(body, webhooks.secrets[1], nowMs())
    expect(check(body, signature, webhooks.secrets)).toMatchObject({ kind: 'genuine', secretNo: 2 })
    expect(check(body, signature, [webhooks.secrets[0]]).kind).toBe('forged')
  })

  it('is the same event as the list of events tells', async () => {
    const { webhooks, processor, nowMs } = under()
    const { body } = await aBody()
    const checked = check(body, webhooks.sign(body, webhooks.secrets[0], nowMs()), webhooks.secrets)
    const window = { fromMs: nowMs() - minute, untilMs: nowMs() + minute }
    const listed = doneOf(await processor.listEvents(window)).at(-1)
    expect('event' in checked ? checked.event : null).toEqual(listed)
  })

  it('is forged when a byte changed, the secret is another, the signature is missing or no secret is known', async () => {
    const { webhooks, nowMs } = under()
    const { body } = await aBody()
    const signature = webhooks.sign(body, webhooks.secrets[0], nowMs())
    const { secrets } = webhooks
    const forged = [
      check(body.replace('contract-1', 'contract-2'), signature, secrets),
      check(`${body} `, signature, secrets),
      check(body, webhooks.sign(body, 'another secret', nowMs()), secrets),
      check(body, '', secrets),
      check(body, 'rubbish', secrets),
      check(body, signature, []),
    ]
    expect(forged.map(({ kind }) => kind)).toEqual(forged.map(() => 'forged'))
    for (const answer of forged) expect(JSON.stringify(answer)).not.toContain(webhooks.secrets[0])
  })

  it('is out of time when it was signed long ago or in the future, and in time within a minute of either', async () => {
    const { webhooks, nowMs } = under()
    const { body } = await aBody()
    const at = (offMs: number) =>
      check(body, webhooks.sign(body, webhooks.secrets[0], nowMs() + offMs), webhooks.secrets).kind
    expect([at(-60 * minute), at(60 * minute)]).toEqual(['out-of-time', 'out-of-time'])
    expect([at(-minute), at(minute)]).toEqual(['genuine', 'genuine'])
  })

  it('of the other world is not taken, although it is signed', async () => {
    const { webhooks, nowMs } = under()
    const { body } = await aBody()
    const other = webhooks.fromOtherMode(body)
    expect(check(other, webhooks.sign(other, webhooks.secrets[0], nowMs()), webhooks.secrets).kind).toBe(
      'wrong-mode',
    )
  })

  it('that is signed and no event is not taken for one', () => {
    const { webhooks, nowMs } = under()
    for (const body of ['{}', 'null', '[]', '{"id":', '"event"'])
      expect(check(body, webhooks.sign(body, webhooks.secrets[0], nowMs()), webhooks.secrets).kind).toBe(
        'unreadable',
      )
  })
}

import { describe, expect, it } from 'vitest'
import type { ProcessorVerbs } from '../../../../domain/payment/processor.ts'
import { createAcmeClient } from '../../../../server/processors/_template/client.ts'
import { answerOfError } from '../../../../server/processors/_template/errors.ts'
import { acme } from '../../../../server/processors/_template/index.ts'
import { toDecline, toStanding } from '../../../../server/processors/_template/transform.ts'
import { processorIds } from '../../../../server/processors/registry.ts'
import { verbTimeoutsMs } from '../../../../server/processors/stripe/client.ts'

const given = { mode: 'practice', value: () => undefined, isMissing: () => true } as const
const processor = acme.check(given).connect().open()

describe('the template of an adapter', () => {
  it('is not in the registry', () => {
    expect(processorIds).not.toContain('acme')
  })

  it.each(Object.keys(verbTimeoutsMs) as (keyof ProcessorVerbs)[])(
    'refuses to %s, as not written, and sends nothing',
    async (verb) => {
      const ask = processor[verb] as (request: unknown) => Promise<unknown>
      expect(await ask({})).toMatchObject({
        kind: 'refused',
        cause: { code: 'not_written', retry: false, errorCode: 'processor_refused' },
      })
    },
  )

  it('takes no webhook for genuine', () => {
    const request = { rawBody: '{}', signature: '', secrets: ['x'], receivedAtMs: 0 }
    expect(processor.verifyWebhook(request).kind).toBe('forged')
  })

  it('starts in practice with nothing, and says what is missing in live', () => {
    expect(acme.check(given).mistakes).toEqual([])
    const live = acme.check({ ...given, mode: 'live' })
    expect(live.mistakes.join()).toMatch(/ACME_SECRET_KEY.*ACME_WEBHOOK_SECRET/)
    const mixed = acme.check({ mode: 'live', value: () => 'http://127.0.0.1:1', isMissing: () => false })
    expect(mixed.mismatches).toHaveLength(1)
  })

  it('begins with the right answers: silence, conflicts and 5xx are unknown, limits come again, the rest is no', async () => {
    const answer = (status: number, body: unknown = null) =>
      answerOfError({ kind: 'answer', status, body, requestId: null })
    for (const status of [408, 409, 500, 502, 504, 302]) expect(answer(status).kind).toBe('unknown')
    expect(answer(500, { code: 'not_found' }).kind).toBe('unknown')
    expect(answer(429)).toMatchObject({ kind: 'refused', cause: { retry: true } })
    expect(answer(404, { code: 'not_found' })).toMatchObject({
      kind: 'refused',
      cause: { retry: false, errorCode: 'payment_not_found' },
    })
    expect(answer(400, { code: 'constructor' }).cause.errorCode).toBe('processor_refused')
    expect(toStanding('settled')).toBe('unknown')
    expect(toDecline('stolen').reason).toBe('generic')
    const config = { mode: 'practice', secretKey: 'x', apiBase: 'http://127.0.0.1:2' } as const
    const silence = await createAcmeClient(config)({
      verb: 'retrieve',
      method: 'GET',
      path: '/payments/1',
      key: null,
      body: undefined,
    })
    expect(answerOfError(silence)).toMatchObject({ kind: 'refused', cause: { code: 'connection_refused' } })
  })
})

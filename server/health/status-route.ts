import { type ServerStatus, statusResponseSchema } from '../../domain/protocol/server-api.ts'
import type { ServerDeps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers } from '../http/errors.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'

/** What a till asks every few seconds: whether card payments reach the processor, as far as this server process knows. */
export function registerStatusRoute(
  app: App,
  { clock, config }: ServerDeps,
  processor: Pick<ResilientProcessor, 'state' | 'refusal'>,
): void {
  app.get(
    '/v1/status',
    {
      logLevel: 'warn',
      schema: {
        tags: ['health'],
        summary: 'What works right now',
        response: { 200: statusResponseSchema, ...errorAnswers(401, 403) },
      },
    },
    async (): Promise<ServerStatus> => {
      const { state, sinceMs, downSinceMs, lastCause } = processor.state()
      const refused = processor.refusal()?.error.code ?? null
      // While one attempt finds out (half-open) nothing else is sent: not yet up.
      const cards =
        refused === null && (downSinceMs === null || state === 'closed')
          ? ({ state: 'up', sinceMs, reason: null } as const)
          : ({ state: 'down', sinceMs: downSinceMs ?? sinceMs, reason: refused ?? lastCause } as const)
      return { serverTimeMs: clock.nowMs(), mode: config.mode, cards }
    },
  )
}

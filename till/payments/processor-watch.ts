import { statusResponseSchema } from '../../domain/protocol/server-api.ts'
import type { Result } from '../../domain/result.ts'
import type { ServerClient } from '../server-link/server-client.ts'
import { createWorker } from '../sync/worker.ts'
import type { TillContext } from '../till-context.ts'

/** Between two questions while cards work, and while they do not: then somebody waits for the answer. */
const askEveryMs = 10_000
const askAgainWhenDownMs = 3_000
const timeoutMs = 8_000

export type ProcessorWatch = {
  /** The server said that card payments do not reach the processor. */
  isDown(): boolean
  /** The client as everything else is to use it, so that what its answers say about the processor is heard at once. */
  readonly server: ServerClient
  start(): void
  close(): Promise<void>
}

/**
 * Knows whether card payments are down at the processor: by asking the server every few seconds, and at once when an answer says so. With several
 * server processes each knows only of itself; what is shown is the word of the one that answered last.
 */
export function createProcessorWatch(context: TillContext): ProcessorWatch {
  const { server, scheduler, random, log } = context
  let down = false

  const learn = (isDown: boolean, why: string | null): void => {
    if (isDown === down) return
    down = isDown
    log(isDown ? 'warn' : 'info', isDown ? 'processor.down' : 'processor.up', { why })
    context.tillChanged()
  }
  const worker = createWorker(
    scheduler,
    async () => {
      if (!context.isOnline() || !context.identity().ok) return null
      const answer = await server.request({
        method: 'GET',
        path: '/v1/status',
        response: statusResponseSchema,
        timeoutMs,
      })
      if (answer.ok) learn(answer.value.cards.state === 'down', answer.value.cards.reason)
      // A server from before this question existed.
      else if (answer.error.code === 'not_found') learn(false, null)
      return (down ? askAgainWhenDownMs : askEveryMs) * (0.8 + 0.4 * random())
    },
    (error) => log('error', 'processor.watch-bug', { message: String(error) }),
  )
  const hear = (answer: Result<unknown>): void => {
    if (answer.ok) return
    if (answer.error.code === 'processor_down') learn(true, answer.error.code)
    // Perhaps this was the failure after which the server sends no more.
    if (answer.error.code === 'processor_unavailable') worker.wake()
  }
  const offConnection = context.onConnection((online) => {
    if (online) worker.wake()
  })

  return {
    isDown: () => down,
    server: {
      ...server,
      request: async (request) => {
        const answer = await server.request(request)
        hear(answer)
        return answer
      },
    },
    start: () => worker.wake(),
    async close() {
      offConnection()
      await worker.stop()
    },
  }
}

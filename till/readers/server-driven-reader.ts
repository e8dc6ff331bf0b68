import { z } from 'zod'
import { fail, ok } from '../../domain/result.ts'
import { paymentCalls } from '../payments/payment-calls.ts'
import type { ServerClient } from '../server-link/server-client.ts'
import type { CardReader, ChosenReader } from './card-reader.ts'

const displayTimeoutMs = 5_000

/**
 * The server commands the reader over the processor's API and sees all there is to see of it, so this driver only passes on: one HTTP request
 * per method, each repeatable, and nothing is known here that the server does not know.
 */
export function createServerDrivenReader(
  server: ServerClient,
  chosen: () => ChosenReader | null,
): CardReader {
  const calls = paymentCalls(server)
  const notChosen = () =>
    fail('reader_not_chosen', 'No card reader is chosen for this register: choose one, or take cash.')
  return {
    driver: 'server',
    ready: () => (chosen() === null ? notChosen() : ok(undefined)),
    start: ({ attempt, tipping }) => calls.process(attempt, { flow: chosen()?.flow ?? 'process', tipping }),
    cancel: calls.cancel,
    device: () => null,
    onNews: () => () => undefined,
    async display(cart) {
      const reader = chosen()
      if (reader === null) return notChosen()
      const answer = await server.request({
        method: 'POST',
        path: `/v1/readers/${encodeURIComponent(reader.id)}/display`,
        body: cart,
        response: z.unknown(),
        timeoutMs: displayTimeoutMs,
      })
      return answer.ok ? ok(undefined) : answer
    },
    close: () => undefined,
  }
}

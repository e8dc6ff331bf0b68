import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A line to the practice Stripe that is as long as a real one, and counts what goes over it. */
export type CountingLine = {
  readonly url: string
  /** Milliseconds that every call takes longer from now on. */
  setDelay(ms: number): void
  /** The calls since the last time this was asked, `POST /v1/payment_intents` each, in the order they began. */
  takeCalls(): readonly string[]
  close(): Promise<void>
}

const idInPath = /\/(?:pi|tmr|re|ch)_\w+/g

export async function openCountingLine(target: string): Promise<CountingLine> {
  const { hostname, port } = new URL(target)
  const agent = new Agent({ keepAlive: true })
  let delayMs = 0
  let calls: string[] = []
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/' } = incoming
    calls.push(`${method} ${(url.split('?')[0] ?? '').replaceAll(idInPath, '/:id')}`)
    const forward = (): void => {
      const onward = request(
        { hostname, port, method, path: url, headers: incoming.headers, agent },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
          answer.pipe(outgoing)
        },
      )
      onward.on('error', () => outgoing.destroy())
      incoming.pipe(onward)
    }
    if (delayMs === 0) forward()
    else setTimeout(forward, delayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDelay(ms) {
      delayMs = ms
    },
    takeCalls() {
      const taken = calls
      calls = []
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

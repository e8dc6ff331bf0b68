import { createServer } from 'node:net'
import { PartFailed } from './part.ts'

export type Ports = { readonly till: number; readonly server: number; readonly sandbox: number }

const defaultPort = 4310

/** The ports of a shop: the till's as named, the others the next two; 0 is any free ones. */
export async function chosenPorts(named: string | undefined): Promise<Ports> {
  if (named === undefined || named === '') return threeFrom(defaultPort)
  const port = Number(named)
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new PartFailed(`CASHWRAP_PORT is "${named}"; it must be a port number, or 0 for any free one.`)
  }
  if (port > 0) return threeFrom(port)
  // The parts start at the same time, so where the server and the practice Stripe will be has to be known before they are there.
  const [server, sandbox] = await Promise.all([freePort(), freePort()])
  return { till: 0, server, sandbox }
}

const threeFrom = (port: number): Ports => ({ till: port, server: port + 1, sandbox: port + 2 })

/** A port that nobody uses now. It is held until the caller's other requests hold theirs, so that two never get the same one. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const holder = createServer()
    holder.once('error', reject)
    holder.listen(0, '127.0.0.1', () => {
      const address = holder.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      setImmediate(() => holder.close(() => resolve(port)))
    })
  })
}

import type { ProcessorTransport } from '../../../../server/processors/transport.ts'
import { stripeOp } from './faults.ts'
import type { Ground } from './ground.ts'
import { carry } from './link.ts'
import type { MemoryDisk } from './memory-disk.ts'
import type { StripeWorld } from './practice-stripe-world.ts'
import { bootServer, type ServerLife } from './server-life.ts'
import type { ShopImages } from './shop-images.ts'

/** The server as a process that comes and goes on its disk. */
export type ServerProcess = {
  readonly disk: MemoryDisk
  /** null: it is down. */
  current(): ServerLife | null
  boot(): void
  drop(): void
}

export type ServerPorts = {
  readonly stripe: StripeWorld
  /** The processor did something. */
  readonly onProcessor: () => void
}

export function createServerProcess(
  ground: Ground,
  images: ShopImages,
  { stripe, onProcessor }: ServerPorts,
): ServerProcess {
  const { time, trace, faults } = ground
  const chance = ground.chanceOf('network/server-stripe')
  const disk = ground.diskOf('server', images.server)
  let server: ServerLife | null = null

  const toStripe: ProcessorTransport = async (request) => {
    const op = stripeOp(request.method, request.path)
    const own = faults.onStripe(op)
    const fault = ground.onLink('server-stripe', op)
    const outcome = await carry(time, chance, {
      fault,
      timeoutMs: request.timeoutMs,
      gateway: () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>bad gateway' }),
      deliver: async () => {
        // Played to exactly this request, as the practice Stripe plays it.
        if (own !== null) {
          const [path] = request.path.split('?', 1)
          stripe.control('faults', { ...own, method: request.method, path, count: 1 })
        }
        const answer = await stripe.answer(request)
        trace.say(
          `stripe ${op}: ${answer?.status ?? 'dropped'}${own === null ? '' : ` (${own.kind} ${own.when})`}`,
        )
        if (request.method === 'POST') onProcessor()
        return answer
      },
    })
    if (outcome.kind === 'answered') return outcome.answer
    trace.say(`server hears nothing of ${op}: ${outcome.code} (${fault?.what ?? 'no fault'})`)
    throw Object.assign(new Error(outcome.code), { code: outcome.code })
  }

  /** What it logs as an error is expected while its disk fails, and a bug otherwise. */
  const heard = (line: string): void => {
    if (/SQLITE_(FULL|IOERR)/.test(line)) return
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { stack?: string } }
    // An alarm that is meant for a person, and right.
    if (msg?.includes('clocks') === true && ground.anyClockWrong()) return
    ground.found(`server log: ${msg}: ${(err?.stack ?? '').split('\n').slice(0, 4).join(' ')}`)
  }

  return {
    disk,
    current: () => server,
    drop: () => {
      server = null
    },
    boot: () => {
      const life = ground.nextLife('server')
      trace.say('server: boots')
      const booted = bootServer(life, disk, images.config, toStripe, heard).then(
        (next) => {
          if (life.alive()) server = next
        },
        (error: unknown) => {
          if (life.alive()) ground.startFailed('server', error)
        },
      )
      time.hold(Promise.race([booted, life.dead]))
    },
  }
}

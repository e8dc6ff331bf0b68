import type { CounterView } from '../../../../domain/protocol/views.ts'
import type { Fault, ProcessName } from './faults.ts'
import { createGround, type Ground } from './ground.ts'
import { carry } from './link.ts'
import type { MemoryDisk } from './memory-disk.ts'
import { openStripeWorld, type StripeWorld } from './practice-stripe-world.ts'
import { playReaderFault } from './reader-faults.ts'
import type { ServerLife } from './server-life.ts'
import { createServerProcess, type ServerProcess } from './server-process.ts'
import type { ShopImages } from './shop-images.ts'
import { createStand, type Stand } from './stand.ts'
import type { Trace } from './trace.ts'
import type { VirtualTime } from './virtual-time.ts'

/**
 * A shop in one process: real tills, the real server and the real practice Stripe, on databases in memory, with one time, one chance and one
 * list of faults. Two runs of one seed are the same run, step by step (`virtual-time.ts` says why).
 */
export type PaymentWorld = {
  readonly time: VirtualTime
  readonly trace: Trace
  readonly stands: readonly Stand[]
  readonly serverDisk: MemoryDisk
  readonly stripe: StripeWorld
  server(): ServerLife | null
  plan(fault: Fault): void
  /** Nothing more goes wrong, and everybody is back. */
  repair(): Promise<void>
  /** It dies now and comes back after so long. */
  kill(process: ProcessName, downMs: number): void
  faultsFired(): number
  /** What was found wrong while it ran: bugs that were logged, screens and books that no later truth can mend. */
  readonly findings: string[]
  close(): void
}

/** Called in the middle of a run, at the instant of what they are named for. */
export type Watch = {
  readonly onDurable?: (world: PaymentWorld, process: ProcessName, tables: readonly string[]) => void
  readonly onProcessor?: (world: PaymentWorld) => void
  readonly onView?: (world: PaymentWorld, stand: Stand, view: CounterView) => void
}

export function openPaymentWorld(images: ShopImages, seed: string, watch: Watch = {}): PaymentWorld {
  const kill = (process: ProcessName, downMs: number): void => {
    const life = ground.lifeOf(process)
    if (life === undefined || !life.alive()) return
    ground.trace.say(`${process}: dies`)
    life.kill()
    const stand = stands.find(({ name }) => name === process)
    const { disk } = stand ?? server
    const part = stand ?? server
    part.drop()
    // After the statement that it died in: what was not committed is gone.
    ground.time.after(0, () => {
      if (disk.database.inTransaction) disk.database.exec('ROLLBACK')
    })
    ground.time.after(Math.max(1, downMs), () => {
      if (ground.lifeOf(process) === life) part.boot()
    })
  }
  const ground = createGround(seed, images.startMs, {
    kill,
    onDurable: (process, tables) => watch.onDurable?.(world, process, tables),
  })
  const stripe = openStripeWorld(
    ground.nextLife('stripe'),
    images.stripe,
    postOver(ground, () => server),
  )
  const server: ServerProcess = createServerProcess(ground, images, {
    stripe,
    onProcessor: () => watch.onProcessor?.(world),
  })
  const stands = images.tills.map((image, at) =>
    createStand(ground, server, image, `till-${at + 1}` as ProcessName, (stand, view) =>
      watch.onView?.(world, stand, view),
    ),
  )
  const { time, trace, faults } = ground
  let isRepaired = false
  const at = (fromMs: number, run: () => void): void => {
    time.after(Math.max(0, fromMs - ground.sinceStartMs()), () => {
      if (!isRepaired) run()
    })
  }

  const world: PaymentWorld = {
    time,
    trace,
    stands,
    serverDisk: server.disk,
    stripe,
    findings: ground.findings,
    server: server.current,
    faultsFired: faults.fired,
    kill,
    plan: (fault) => {
      switch (fault.kind) {
        case 'outage':
          return ground.addOutage(fault)
        case 'clock':
          return at(fault.fromMs, () => {
            trace.say(`${fault.process}: its clock is off by ${fault.byMs} ms`)
            ground.setSkew(fault.process, fault.byMs)
          })
        case 'reader':
          return at(fault.fromMs, () => {
            const stand = stands[fault.till]
            if (stand === undefined) return
            trace.say(`${stand.name}: reader ${fault.what}`)
            playReaderFault(stripe, stand.readerId, fault.what)
          })
        default:
          return faults.add(fault)
      }
    },
    repair: async () => {
      isRepaired = true
      faults.stop()
      ground.endOutages()
      ground.setClocksRight()
      await time.passUntil(() => server.current() !== null && stands.every((one) => one.isUp()), 300_000)
      for (const { readerId } of stands) stripe.control(`readers/${readerId}/plug_in`)
      trace.say('the faults stop')
    },
    close: () => {
      ground.endAll()
      time.stop()
      for (const { database } of [server.disk, stripe, ...stands.map(({ disk }) => disk)]) database.close()
    },
  }
  server.boot()
  for (const stand of stands) stand.boot()
  return world
}

/** The practice Stripe's post, over the same kind of link as everything else. */
const postOver =
  (ground: Ground, server: () => ServerProcess): Parameters<typeof openStripeWorld>[2] =>
  async ({ url, headers, body, timeoutMs }) => {
    const type =
      /"type":"([a-z_.]+)"[^{]*}$/.exec(body)?.[1] ?? /"type": ?"([a-z_]+\.[a-z_.]+)"/.exec(body)?.[1] ?? '?'
    const fault = ground.onLink('webhook', type)
    const outcome = await carry(ground.time, ground.chanceOf(`post/${ground.time.nowMs()}/${type}`), {
      fault,
      timeoutMs,
      gateway: () => ({ status: 502, text: '' }),
      deliver: () =>
        server()
          .current()
          ?.request({ method: 'POST', path: new URL(url).pathname, headers, body }),
    })
    const told = outcome.kind === 'answered' ? String(outcome.answer.status) : outcome.code
    ground.trace.say(`webhook ${type}: ${told}${fault === null ? '' : ` (${fault.what})`}`)
    return outcome.kind === 'answered' && outcome.answer.status >= 200 && outcome.answer.status < 300
  }

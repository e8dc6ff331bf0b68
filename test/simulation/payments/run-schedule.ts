import type { StripeLedger } from '../../support/agreement/stripe-ledger.ts'
import { tillRecordsOf } from '../../support/agreement/till-records.ts'
import { type TillDisk, tillDiskOf } from '../disks.ts'
import { createPerson } from './act.ts'
import { agreeInTheEnd } from './checkers/in-the-end.ts'
import {
  type ServerCard,
  type ServerRefund,
  serverCardsOf,
  serverRefundsOf,
  stripeLedgerOf,
} from './ledgers.ts'
import type { Schedule } from './schedule.ts'
import { createWatcher } from './watch.ts'
import { seeded } from './world/seeded.ts'
import type { ShopImages } from './world/shop-images.ts'
import { openPaymentWorld, type PaymentWorld } from './world/world.ts'

export type RunReport = {
  /** What does not hold, one sentence each; empty: everything does. */
  readonly findings: readonly string[]
  /** The same for the same schedule, everywhere. */
  readonly digest: string
  readonly trace: readonly string[]
  readonly faultsFired: number
  readonly simulatedMs: number
  /** How often the books were compared while it ran. */
  readonly looks: number
  /** The books in the end. */
  readonly books: Books
}

export type Books = {
  readonly stripe: StripeLedger
  readonly server: { readonly cards: readonly ServerCard[]; readonly refunds: readonly ServerRefund[] }
  readonly tills: readonly TillDisk[]
}

/** A look at the world in the middle of a run. */
export type Probe = { readonly atMs: number; readonly look: (world: PaymentWorld) => void }

const bootWithinMs = 120_000
const stepsWithinMs = 900_000
const finishWithinMs = 900_000
/** Once nothing goes wrong any more, everything is known within this. */
const quietWithinMs = 600_000
/** The post may still be on its way then: it is tried ever less often, for days. */
const postWithinMs = 400_000
/** What still comes late must change nothing: in one run of five the visit after a minute is waited for too. */
const afterwardsMs = 8_000
const longAfterwardsMs = 65_000

/** Plays one schedule: steps with faults, then the faults stop, everything is brought to its end, and the books are compared. */
export async function runSchedule(
  images: ShopImages,
  schedule: Schedule,
  probes: readonly Probe[] = [],
): Promise<RunReport> {
  const watcher = createWatcher()
  const tillCount = 1 + Math.max(0, ...schedule.steps.map(({ till }) => till))
  const world = openPaymentWorld(
    { ...images, tills: images.tills.slice(0, tillCount) },
    schedule.seed,
    watcher,
  )
  const startMs = world.time.nowMs()
  const findings: string[] = []
  let books: Books
  try {
    for (const fault of schedule.faults) world.plan(fault)
    for (const { atMs, look } of probes) world.time.after(atMs, () => look(world))
    await world.time.passUntil(
      () => world.server() !== null && world.stands.every((stand) => stand.isUp()),
      bootWithinMs,
    )
    const people = world.stands.map((stand) => createPerson(world, stand))
    const steps = people.map((person, till) =>
      person.act(schedule.steps.filter((step) => step.till === till)),
    )
    if (!(await together(world, steps, stepsWithinMs))) findings.push('the steps never came to an end')
    await world.repair()
    const ends = people.map((person) => person.finish())
    if (!(await together(world, ends, finishWithinMs)))
      findings.push('a counter could not be brought to its end')
    await world.time.passUntil(() => undelivered(world) === 0, postWithinMs)
    await world.time.passUntil(() => restless(world).length === 0, quietWithinMs)
    await world.time.pass(seeded(schedule.seed).chance(0.2) ? longAfterwardsMs : afterwardsMs)
    findings.push(...restless(world), ...(await ended(world)), ...missingReceipts(world, watcher.receipts))
    books = booksOf(world)
  } finally {
    world.close()
  }
  return {
    books,
    findings: [...new Set([...watcher.findings, ...world.findings, ...findings])],
    digest: world.trace.digest(),
    trace: world.trace.lines(),
    faultsFired: world.faultsFired(),
    simulatedMs: world.time.nowMs() - startMs,
    looks: watcher.looks(),
  }
}

const booksOf = (world: PaymentWorld): Books => ({
  stripe: stripeLedgerOf(world),
  server: {
    cards: serverCardsOf(world.serverDisk.database),
    refunds: serverRefundsOf(world.serverDisk.database),
  },
  tills: world.stands.map(({ disk }) => tillDiskOf(tillRecordsOf(disk.database), null)),
})

/** The comparison itself asks the server, which takes time of the world's. */
async function ended(world: PaymentWorld): Promise<readonly string[]> {
  let found: readonly string[] | null = null
  void agreeInTheEnd(world).then(
    (answer) => {
      found = answer
    },
    (error: unknown) => {
      found = [`the books could not be compared: ${String(error)}`]
    },
  )
  await world.time.passUntil(() => found !== null, 60_000)
  return found ?? ['the books could not be compared: the server never answered']
}

async function together(
  world: PaymentWorld,
  work: readonly Promise<void>[],
  withinMs: number,
): Promise<boolean> {
  let left = work.length
  const done = work.map((one) =>
    one.then(() => {
      left -= 1
      world.time.touch()
    }),
  )
  const isDone = await world.time.passUntil(() => left === 0, withinMs)
  if (isDone) await Promise.all(done)
  return isDone
}

const undelivered = ({ stripe }: PaymentWorld): number =>
  Number(stripe.database.prepare("SELECT count(*) FROM deliveries WHERE state = 'waiting'").pluck().get())

/** I15: what has not come to rest. */
function restless(world: PaymentWorld): readonly string[] {
  const count = (database: PaymentWorld['serverDisk']['database'], sql: string): number =>
    Number(database.prepare(sql).pluck().get())
  const server = world.serverDisk.database
  const counts: readonly (readonly [string, number])[] = [
    ...world.stands.flatMap(({ name, disk: { database } }) => [
      [`${name}: operations that wait`, count(database, 'SELECT count(*) FROM outbox')] as const,
      [
        `${name}: card attempts that are open`,
        count(database, "SELECT count(*) FROM attempts WHERE state IN ('created', 'sent', 'unknown')"),
      ] as const,
    ]),
    [
      'server: payments that are open',
      count(server, "SELECT count(*) FROM payments WHERE state NOT IN ('approved', 'declined', 'voided')"),
    ],
    [
      'server: refunds that are open',
      count(server, "SELECT count(*) FROM refunds WHERE state NOT IN ('succeeded', 'failed', 'canceled')"),
    ],
    [
      'server: webhooks that wait',
      count(server, 'SELECT count(*) FROM webhook_events WHERE outcome IS NULL'),
    ],
  ]
  return counts.flatMap(([what, n]) => (n === 0 ? [] : [`${what}: ${n}`]))
}

/** I1 for what a customer saw: a receipt that was shown stands in the journal. */
function missingReceipts(
  world: PaymentWorld,
  receipts: ReadonlyMap<string, { readonly receiptNo: string }>,
): readonly string[] {
  return [...receipts].flatMap(([name, { receiptNo }]) => {
    const stand = world.stands.find((one) => name.startsWith(one.name))
    const there = stand?.disk.database.prepare('SELECT 1 FROM sales WHERE receipt_no = ?').get(receiptNo)
    return there === undefined ? [`${name}: the receipt that was shown is not in the journal`] : []
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Tile } from '../../domain/protocol/views.ts'
import type { PartName } from '../../tools/run/part.ts'
import { agreement } from '../support/agreement.ts'
import { openPracticeShop, type PracticeShop } from '../support/practice-shop.ts'
import { openReadyTill } from '../support/ready-till.ts'
import { type Cashier, createCashier } from './cashier.ts'
import { checkNow } from './check-now.ts'
import { acknowledgedCart, leftOnDisk, shownByScreen } from './checkers/acknowledged-cart.ts'
import { settled } from './checkers/settled.ts'
import { tellsTheTruth } from './checkers/tells-the-truth.ts'
import { type CounterLine, openCounterLine, TillGone } from './counter-line.ts'
import { dice } from './dice.ts'
import type { TillDisk } from './disks.ts'
import { anywhere, createKiller, type Moment } from './moments.ts'
import { planSale } from './sale-plan.ts'
import { createWitness } from './witness.ts'

export type KillStream = {
  readonly seed: string
  /** Who is killed with SIGKILL and started again on the same data and port. */
  readonly victim: PartName
  /** One kill each, in an order that the seed decides. */
  readonly moments: readonly Moment[]
}

/** What a stream came to, so that a test can tell that it was not idle. */
export type StreamReport = {
  readonly kills: number
  /** Kills whose moment did not come in the sales that were meant for it. */
  readonly strayed: number
  readonly receipts: number
  readonly attempts: Readonly<Record<'open' | 'approved' | 'declined' | 'voided', number>>
}

/** Sells and kills until every moment had its kill, checking after each. Throws at the first finding, with seed and moment. */
export async function runKillStream(stream: KillStream): Promise<StreamReport> {
  const shop = await openPracticeShop()
  try {
    const till = await openReadyTill(shop, 120_000)
    const { products } = await till.must('catalogue.products', { categoryId: null, offset: 0, limit: 60 })
    till.close()
    return await createRun(shop, stream, products)()
  } finally {
    await shop.close()
  }
}

const salesPerKillMax = 3
const settleWithinMs = 120_000

function createRun(
  shop: PracticeShop,
  { seed, victim, moments }: KillStream,
  products: readonly Tile[],
): () => Promise<StreamReport> {
  const witness = createWitness()
  const order = dice(seed).shuffled(moments)
  let kills = 0
  let strayed = 0
  let disk: TillDisk | null = null
  let comingBack: Promise<unknown> | null = null

  const raise = (findings: readonly string[]): void => {
    const at = order[kills] === undefined ? 'at the end' : `kill ${kills + 1}, ${order[kills]?.name}`
    if (findings.length > 0) throw new Error(`seed ${seed}, ${victim}, ${at}:\n${findings.join('\n')}`)
  }
  const check = async (isStripeUp: boolean, also: (now: TillDisk) => readonly string[] = () => []) => {
    const { till, findings } = await checkNow(shop, witness, disk, isStripeUp)
    raise([...also(till), ...findings])
    disk = till
    return till
  }

  const killer = createKiller(() => {
    process.kill(shop[victim].pid, 'SIGKILL')
    // What stands behind the till dies behind the cashier's back, and comes back while the selling goes on.
    if (victim !== 'till') comingBack = comeBack().catch((error: unknown) => error)
  })
  const arm = (): void => {
    const moment = order[kills]
    if (moment === undefined) killer.disarm()
    else killer.arm(moment, dice(`${seed}/kill ${kills}`))
  }
  const comeBack = async (): Promise<void> => {
    await shop[victim].ended
    try {
      await check(victim !== 'sandbox')
      // The longest outlives all that the server tries again by itself.
      await sleep(dice(`${seed}/downtime ${kills}`).pick([0, 300, 900, 5_000]))
    } finally {
      // A finding is raised once the sale is over, which needs everybody there.
      await shop.restart(victim)
    }
  }

  /** The till is dead. Its disk must hold all it ever acknowledged; then it is started again. */
  const buryTill = async (): Promise<void> => {
    await shop.till.ended
    const { view, inFlight } = witness
    const shown = view !== null ? shownByScreen(view) : disk === null ? null : leftOnDisk(disk)
    const now = await check(true, (left) => acknowledgedCart(shown, inFlight, left))
    witness.died(now.parked)
    kills += 1
    arm()
    await shop.restart('till')
    killer.notice({ kind: 'restarted' })
  }

  const openLine = async (): Promise<CounterLine> => {
    const line = await openCounterLine(shop.till.url, witness, killer)
    const view = await line.must('counter.get', {})
    if (disk !== null) raise(tellsTheTruth(disk, view))
    await line.must('staff.signIn', { staffId: 'staff-sanne', pin: '246810' })
    return line
  }

  const sellUntilKilled = async (cashier: Cashier, line: CounterLine): Promise<void> => {
    await cashier.finish(dice(`${seed}/life ${kills}`).chance(0.3))
    for (let sales = 0; kills < order.length; sales += 1) {
      if (sales === salesPerKillMax) {
        strayed += 1
        killer.arm(anywhere, dice(`${seed}/kill ${kills}`))
      }
      const { sale = null, late = null } = order[kills] ?? {}
      await cashier.sell(planSale(dice(`${seed}/sale ${kills}.${sales}`), sale, late))
      if (sales === 1 || witness.parked.size > 1) await cashier.sellParked()
      if (comingBack === null) continue
      const failure = await comingBack
      if (failure !== undefined) throw failure
      comingBack = null
      await line.must('sync.retry', {})
      kills += 1
      sales = -1
      arm()
    }
  }

  const settle = async (cashier: Cashier, line: CounterLine): Promise<StreamReport> => {
    await cashier.finish()
    while (await cashier.sellParked());
    const untilMs = performance.now() + settleWithinMs
    let findings: readonly string[]
    do {
      await sleep(200)
      await line.must('sync.retry', {})
      const now = await check(true)
      findings = settled(await line.must('till.state', {}), now)
    } while (findings.length > 0 && performance.now() < untilMs)
    raise([...findings, ...(await agreement(shop))])
    const attempts = { open: 0, approved: 0, declined: 0, voided: 0 }
    for (const { state } of disk?.shop.attempts.values() ?? []) attempts[state] += 1
    line.close()
    return { kills, strayed, receipts: disk?.shop.completed.size ?? 0, attempts }
  }

  return async () => {
    arm()
    for (;;) {
      try {
        const line = await openLine()
        const cashier = createCashier(shop, line, killer, products)
        await sellUntilKilled(cashier, line)
        return await settle(cashier, line)
      } catch (error) {
        if (!(error instanceof TillGone)) {
          killer.disarm()
          throw named(error, seed)
        }
        await buryTill()
      }
    }
  }
}

const named = (error: unknown, seed: string): unknown =>
  error instanceof Error && !error.message.includes(seed)
    ? new Error(`seed ${seed}: ${error.message}`, { cause: error })
    : error

import type { Channel } from '../../domain/protocol/bridge.ts'
import type { CounterView } from '../../domain/protocol/views.ts'
import type { Dice } from './dice.ts'
import { type LatePath, latePaths, type SaleKind } from './sale-plan.ts'

/** What the driver sees happen, in its order. */
export type Happening =
  | { readonly kind: 'asked' | 'answered'; readonly channel: Channel }
  | { readonly kind: 'shown'; readonly view: CounterView }
  /** The till shows that the reader waits; then the customer's card is due. */
  | { readonly kind: 'prompted' | 'presented' | 'restarted' }

/** A window in which a process is killed: it opens `nth` times something happened, and the kill follows within `delayMs`. */
export type Moment = {
  readonly name: string
  readonly sale: SaleKind | null
  readonly opens: (happening: Happening) => boolean
  readonly nth: readonly [number, number]
  readonly delayMs: readonly [number, number]
  /** Which of the processor's answers comes late in the sale meant for it, so that the kill falls between an effect and its answer. */
  readonly late: LatePath | null
}

const asked =
  (...channels: readonly string[]) =>
  (happening: Happening): boolean =>
    happening.kind === 'asked' && channels.some((one) => happening.channel.startsWith(one))
const answered =
  (prefix: string) =>
  (happening: Happening): boolean =>
    happening.kind === 'answered' && happening.channel.startsWith(prefix)
const shown =
  (holds: (view: CounterView) => boolean) =>
  (happening: Happening): boolean =>
    happening.kind === 'shown' && holds(happening.view)
const is =
  (kind: Happening['kind']) =>
  (happening: Happening): boolean =>
    happening.kind === kind

const moment = (
  name: string,
  sale: SaleKind | null,
  opens: Moment['opens'],
  delayMs: readonly [number, number],
  nth: readonly [number, number] = [1, 1],
  late: LatePath | null = null,
): Moment => ({ name, sale, opens, delayMs, nth, late })

export const anywhere = moment('anywhere', null, is('asked'), [0, 40], [1, 15])

const atTheCard = [
  moment('after payment.card was sent', 'card', asked('payment.card'), [0, 120], [1, 1], latePaths[0]),
  moment('while the reader waits', 'card', is('prompted'), [0, 150]),
  moment('around the approval', 'card', is('presented'), [0, 450]),
  moment('around the decline', 'declined', is('presented'), [0, 450]),
  moment('while cancelling', 'cancelled', asked('payment.cancelCard'), [0, 400], [1, 1], latePaths[2]),
  moment('between two tenders', 'split', shown(hasTender), [0, 300]),
] as const

const atTheEnd = [
  moment(
    'when the receipt is shown',
    null,
    shown(({ phase }) => phase === 'receipt'),
    [0, 4],
  ),
  moment(
    'while syncing',
    null,
    shown(({ phase }) => phase === 'receipt'),
    [4, 120],
  ),
] as const

/** Each once in this many kills. */
export const tillMoments: readonly Moment[] = [
  anywhere,
  moment('as the cart is asked', null, asked('cart.'), [0, 10], [1, 5]),
  moment('the instant the cart answered', null, answered('cart.'), [0, 0], [1, 5]),
  moment('while parking', 'parked', asked('sale.park', 'sale.recall'), [0, 10], [1, 2]),
  moment('while the cash is taken', 'cash', asked('payment.cash'), [0, 8]),
  ...atTheCard,
  ...atTheEnd,
  moment('while recovering', null, is('restarted'), [0, 400]),
]

/** For what stands behind the till: server and processor. */
export const backgroundMoments: readonly Moment[] = [anywhere, ...atTheCard, ...atTheEnd]

function hasTender({ phase, paying }: CounterView): boolean {
  return phase === 'paying' && (paying?.tenders.length ?? 0) > 0
}

export type Killer = {
  arm(moment: Moment, dice: Dice): void
  notice(happening: Happening): void
  /** Since it was armed. */
  readonly fired: boolean
  disarm(): void
}

/** Waits for its moment and kills once. */
export function createKiller(kill: () => void): Killer {
  let armed: { moment: Moment; left: number; delayMs: number } | null = null
  let timer: NodeJS.Timeout | undefined
  let fired = false
  const fire = (): void => {
    armed = null
    fired = true
    kill()
  }
  return {
    arm(next, { whole }) {
      clearTimeout(timer)
      fired = false
      armed = { moment: next, left: whole(...next.nth), delayMs: whole(...next.delayMs) }
    },
    notice(happening) {
      if (armed === null || !armed.moment.opens(happening)) return
      armed.left -= 1
      if (armed.left > 0) return
      const { delayMs } = armed
      armed = null
      if (delayMs === 0) fire()
      else timer = setTimeout(fire, delayMs)
    },
    get fired() {
      return fired
    },
    disarm() {
      clearTimeout(timer)
      armed = null
    },
  }
}

import type { LinkFault } from './link.ts'
import type { DurableFault } from './memory-disk.ts'

export type ProcessName = 'server' | 'till-1' | 'till-2'
export type LinkName = 'till-server' | 'server-stripe' | 'webhook'

/** A fault of the practice Stripe's own, answered as Stripe would. */
export type StripeFault = {
  readonly kind: 'error_500' | 'reader_timeout' | 'reader_busy' | 'lock_timeout' | 'rate_limit' | 'key_in_use'
  readonly when: 'before' | 'after'
}

/**
 * What goes wrong in a run. Each names its place by counting, not by the clock, so that leaving another one out moves it as little as can be:
 * disk    at the `nth` durable step of a process (that writes `table`, when one is named); `downMs`: how long it stays down after a crash
 * kill    a process dies `afterMs` after such a step
 * link    the `nth` to `nth + count - 1` message of that kind on a link (`op` '*': any)
 * stripe  likewise, answered by the practice Stripe
 * outage  from `fromMs` on nobody gets through for `forMs`
 * clock   from `fromMs` on the wall clock of a process is off by `byMs`
 * reader  at `fromMs` something happens to the reader of a counter
 */
export type Fault =
  | {
      readonly kind: 'disk'
      readonly process: ProcessName
      readonly table: string | null
      readonly nth: number
      readonly what: DurableFault
      readonly downMs: number
    }
  | {
      readonly kind: 'kill'
      readonly process: ProcessName
      readonly table: string | null
      readonly nth: number
      readonly afterMs: number
      readonly downMs: number
    }
  | {
      readonly kind: 'link'
      readonly link: LinkName
      readonly op: string
      readonly nth: number
      readonly count: number
      readonly fault: LinkFault
    }
  | {
      readonly kind: 'stripe'
      readonly op: string
      readonly nth: number
      readonly count: number
      readonly fault: StripeFault
    }
  | { readonly kind: 'outage'; readonly link: LinkName; readonly fromMs: number; readonly forMs: number }
  | { readonly kind: 'clock'; readonly process: ProcessName; readonly fromMs: number; readonly byMs: number }
  | {
      readonly kind: 'reader'
      readonly till: number
      readonly fromMs: number
      readonly what: 'unplug' | 'plug_in' | 'vanish' | 'walk_away' | 'taken'
    }

/** Tables whose rows are no step of a payment: who asked, what was seen, pacing. */
const pacing: ReadonlySet<string> = new Set(['device_nonces', 'jobs', 'meta', 'events', 'event_heads'])

type Counted = { seen: number; readonly fault: Fault }

/** Counts what passes and answers what is to happen to it. */
export type FaultPlan = {
  add(fault: Fault): void
  /** Nothing more goes wrong. */
  stop(): void
  atDurable(process: string, tables: readonly string[]): (Fault & { kind: 'disk' | 'kill' }) | null
  onLink(link: LinkName, op: string): LinkFault | null
  onStripe(op: string): StripeFault | null
  /** How many faults took place. */
  fired(): number
}

export function createFaultPlan(): FaultPlan {
  let counted: Counted[] = []
  let fired = 0
  const hit = (entry: Counted, nth: number, count: number): boolean => {
    entry.seen += 1
    return entry.seen >= nth && entry.seen < nth + count
  }
  return {
    add: (fault) => {
      counted.push({ seen: 0, fault })
    },
    stop: () => {
      counted = []
    },
    fired: () => fired,
    atDurable: (process, tables) => {
      let found: (Fault & { kind: 'disk' | 'kill' }) | null = null
      const isStep = tables.some((table) => !pacing.has(table))
      for (const entry of counted) {
        const { fault } = entry
        if ((fault.kind !== 'disk' && fault.kind !== 'kill') || fault.process !== process) continue
        if (fault.table === null ? !isStep : !tables.includes(fault.table)) continue
        if (hit(entry, fault.nth, 1)) found ??= fault
      }
      if (found !== null) fired += 1
      return found
    },
    onLink: (link, op) => {
      let found: LinkFault | null = null
      for (const entry of counted) {
        const { fault } = entry
        if (fault.kind !== 'link' || fault.link !== link || (fault.op !== '*' && fault.op !== op)) continue
        if (hit(entry, fault.nth, fault.count)) found ??= fault.fault
      }
      if (found !== null) fired += 1
      return found
    },
    onStripe: (op) => {
      let found: StripeFault | null = null
      for (const entry of counted) {
        const { fault } = entry
        if (fault.kind !== 'stripe' || (fault.op !== '*' && fault.op !== op)) continue
        if (hit(entry, fault.nth, fault.count)) found ??= fault.fault
      }
      if (found !== null) fired += 1
      return found
    },
  }
}

/** What a till asks the server for, by its address. */
export function tillOp(method: string, path: string): string {
  if (path.startsWith('/v1/sync/operations')) return 'push'
  if (path.startsWith('/v1/sync')) return 'pull'
  if (path === '/v1/payments') return 'create'
  if (/^\/v1\/payments\/[^/]+\/process$/.test(path)) return 'process'
  if (/^\/v1\/payments\/[^/]+\/cancel$/.test(path)) return 'cancel'
  if (path.startsWith('/v1/payments/')) return 'look'
  if (path.startsWith('/v1/refunds')) return method === 'POST' ? 'refund' : 'look-refund'
  if (path.startsWith('/v1/readers')) return path.endsWith('/display') ? 'display' : 'readers'
  return 'other'
}

/** What a server asks the processor for. */
export function stripeOp(method: string, path: string): string {
  const [address = ''] = path.split('?', 1)
  if (method === 'POST') {
    if (address === '/v1/payment_intents') return 'create'
    if (address.startsWith('/v1/payment_intents/')) return address.endsWith('/cancel') ? 'cancel' : 'capture'
    if (address === '/v1/refunds') return 'refund'
    if (address.endsWith('/process_payment_intent')) return 'process'
    if (address.endsWith('/cancel_action')) return 'cancel-action'
    if (address.endsWith('/set_reader_display')) return 'display'
    return 'other'
  }
  if (address.startsWith('/v1/payment_intents/')) return 'retrieve'
  if (address.startsWith('/v1/refunds/')) return 'retrieve-refund'
  if (address.startsWith('/v1/terminal/readers')) return 'reader'
  return 'list'
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Product } from '../../../../domain/catalogue/product.ts'
import {
  deviceIdSchema,
  registerIdSchema,
  shiftIdSchema,
  staffIdSchema,
  storeIdSchema,
} from '../../../../domain/ids/ids.ts'
import type { Operation } from '../../../../domain/journal/operation.ts'
import type { Change } from '../../../../domain/protocol/sync.ts'
import type { CounterView, TillState } from '../../../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../../../domain/result.ts'
import {
  type CounterSide,
  composeCounter,
  type MoreDrivers,
} from '../../../../till/counter/compose-counter.ts'
import { createJournal, type Journal } from '../../../../till/journal/journal.ts'
import { projections } from '../../../../till/journal/projections.ts'
import { createHttpPort, type HttpPort } from '../../../../till/server-link/http-port.ts'
import { createServerClient } from '../../../../till/server-link/server-client.ts'
import { openTillStore, type TillStore } from '../../../../till/store/till-store.ts'
import type { Identity, OnDuty, TillContext } from '../../../../till/till-context.ts'

/** How much faster than life timers and time-outs run. */
const haste = 40

export const storeId = storeIdSchema.parse('store-1')

export const identityOf = (cashRoundingMinor: number): Identity => ({
  deviceId: deviceIdSchema.parse('01990000-0000-7000-8000-000000000001'),
  storeId,
  registerId: registerIdSchema.parse('R1'),
  mode: 'practice',
  store: {
    id: storeId,
    name: 'Corner shop',
    addressLines: ['1 Street'],
    currency: 'EUR',
    cashRoundingMinor,
    receiptFooter: '',
    timeZone: 'Europe/Berlin',
    locale: 'en',
  },
  register: { id: registerIdSchema.parse('R1'), name: 'Register 1' },
})

export const vat = { id: 'vat', name: 'VAT', ratePpm: 210_000, inclusive: true }

export const aProduct = (id: string, changes: Partial<Product> = {}): Product => ({
  id,
  sku: `SKU-${id}`,
  ean: null,
  name: `Product ${id}`,
  variant: null,
  parentId: null,
  categoryId: 'all',
  priceMinor: 1_000,
  currency: 'EUR',
  taxRateId: vat.id,
  tileSvg: null,
  position: 0,
  active: true,
  ...changes,
})

export const change = {
  product: (value: Product): Change => ({ kind: 'product', id: value.id, value }),
  noProduct: (id: string): Change => ({ kind: 'product', id, value: null }),
  category: (id: string, position: number): Change => ({
    kind: 'category',
    id,
    value: { id, name: id, hue: 10, position },
  }),
  taxRate: (): Change => ({ kind: 'tax-rate', id: vat.id, value: vat }),
}

export const basicChanges: readonly Change[] = [
  change.taxRate(),
  change.category('all', 0),
  change.product(aProduct('tea', { name: 'Green tea', priceMinor: 1_000, ean: '4006381333931' })),
  change.product(aProduct('mug', { name: 'Mug', priceMinor: 1_503, sku: 'MUG-7' })),
  change.product(aProduct('cake', { name: 'Crème brûlée', variant: 'small', priceMinor: 499 })),
]

/** One till's counter over a real database file, with a real client on a loopback server. */
export type CounterTill = {
  readonly side: CounterSide
  readonly handlers: CounterSide['handlers']
  readonly context: TillContext
  readonly journal: Journal
  readonly store: TillStore
  readonly pushed: CounterView[]
  /** Everything journalled, in order. */
  operations(): readonly Operation[]
  kinds(): string[]
  setOnline(online: boolean): void
  signOut(): void
  /** Ends in order, as when the shop closes. */
  close(): Promise<void>
  /** Ends as when the plug is pulled: nothing that was under way ever goes on. */
  kill(): void
}

export type CounterTillOptions = {
  readonly folder: string
  readonly serverUrl?: string
  readonly cashRoundingMinor?: number
  /** Comes between the client and the network; also told when an answer is about to be handed over. */
  readonly through?: (http: HttpPort) => HttpPort
  readonly nowMs?: () => number
  /** True while the disk is full for an operation of this kind. */
  readonly diskFull?: (kind: string) => boolean
  readonly moreDrivers?: MoreDrivers
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cashwrap-counter-'))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

export function openCounterTill(options: CounterTillOptions): CounterTill {
  const opened = openTillStore(options.folder)
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  let dead = false
  let online = true
  let duty: Result<OnDuty> = ok({
    staff: { id: staffIdSchema.parse('anna'), name: 'Anna', role: 'cashier' },
    shiftId: shiftIdSchema.parse('01990000-0000-7000-8000-000000000009'),
  })
  const identity = ok(identityOf(options.cashRoundingMinor ?? 5))
  const clock = { nowMs: options.nowMs ?? Date.now, monotonicMs: () => performance.now() * haste }
  const never = new Promise<never>(() => undefined)
  const connectionListeners = new Set<(online: boolean) => void>()

  const plain = createHttpPort()
  const hasty: HttpPort = {
    send: (request) => plain.send({ ...request, timeoutMs: Math.max(50, request.timeoutMs / haste) }),
    close: plain.close,
  }
  const http = options.through?.(hasty) ?? hasty
  const server = createServerClient({
    http: {
      send: async (request) => {
        if (dead) return never
        const outcome = await http.send(request)
        return dead ? never : outcome
      },
      close: http.close,
    },
    link: () => ({
      serverUrl: options.serverUrl ?? 'http://127.0.0.1:9',
      deviceId: identity.value.deviceId,
      sign: () => 'signed',
    }),
    clock,
    randomBytes: (count) => new Uint8Array(count),
    onDeviceRefused: () => undefined,
  })
  const sound = createJournal({
    store,
    projections,
    identity: () => identity,
    actor: () => ({
      staffId: duty.ok ? duty.value.staff.id : null,
      shiftId: duty.ok ? duty.value.shiftId : null,
    }),
    clock,
    newId: uuidv7,
  })
  const journal: Journal = {
    ...sound,
    write: (entries, also) =>
      entries.some(({ kind }) => options.diskFull?.(kind))
        ? fail('storage_full', 'The disk is full.')
        : sound.write(entries, also),
  }
  const pushed: CounterView[] = []
  const context: TillContext = {
    store,
    journal,
    server,
    clock,
    newId: uuidv7,
    random: Math.random,
    scheduler: {
      after: (ms, run) => {
        const timer = setTimeout(() => {
          if (!dead) run()
        }, ms / haste)
        return () => clearTimeout(timer)
      },
    },
    log: () => undefined,
    identity: () => identity,
    onDuty: () => duty,
    isOnline: () => online,
    onConnection: (listener) => {
      connectionListeners.add(listener)
      return () => connectionListeners.delete(listener)
    },
    acknowledgedSeq: () => 0,
    tillChanged: () => undefined,
    publish: (topic, event) => {
      if (topic === 'counter') pushed.push(event as CounterView)
    },
  }
  const side = composeCounter(
    context,
    (): TillState => ({
      paired: true,
      mode: 'practice',
      store: identity.value.store,
      register: identity.value.register,
      staff: null,
      connection: 'online',
      queue: { pending: 0, oldestAtMs: null, needsPerson: 0 },
      ...side.tillPart(),
      practicePanelUrl: null,
      serverUrl: null,
      version: '0',
    }),
    options.moreDrivers,
  )
  return {
    side,
    handlers: side.handlers,
    context,
    journal,
    store,
    pushed,
    operations: () => unwrap(journal.read(1, 10_000)),
    kinds: () => unwrap(journal.read(1, 10_000)).map(({ kind }) => kind),
    setOnline: (next) => {
      online = next
      for (const listener of connectionListeners) listener(next)
    },
    signOut: () => {
      duty = fail('not_signed_in', 'Nobody is signed in.')
    },
    close: async () => {
      server.close()
      await side.close()
      store.close()
    },
    kill: () => {
      dead = true
      http.close()
      store.close()
    },
  }
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

export function applyChanges(till: CounterTill, changes: readonly Change[]): void {
  unwrap(till.store.transaction((db) => till.side.catalogue.applyChanges(db, changes)))
}

/** Waits until `seen` is true of the counter, looking every few milliseconds. */
export async function counterUntil(
  till: CounterTill,
  seen: (view: CounterView) => boolean,
  what: string,
): Promise<CounterView> {
  const deadline = performance.now() + 15_000
  for (;;) {
    const view = unwrap(await till.handlers['counter.get']({}))
    if (seen(view)) return view
    if (performance.now() > deadline)
      throw new Error(
        `the counter never became ${what}: ${JSON.stringify({ phase: view.phase, card: view.paying?.card })}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

import type { Channel, Input, Output } from '../../../../domain/protocol/bridge.ts'
import { deviceHeaders, signedText } from '../../../../domain/protocol/device-signature.ts'
import type { CounterView } from '../../../../domain/protocol/views.ts'
import { fail, type Result } from '../../../../domain/result.ts'
import { signerOf } from '../../../../till/device/device-key.ts'
import type { HttpOutcome, HttpPort } from '../../../../till/server-link/http-port.ts'
import type { Till } from '../../../../till/till.ts'
import { type ProcessName, tillOp } from './faults.ts'
import type { Ground } from './ground.ts'
import { Crashed, type Life } from './life.ts'
import { carry } from './link.ts'
import type { MemoryDisk } from './memory-disk.ts'
import type { ServerProcess } from './server-process.ts'
import { type ShopImages, serverUrl } from './shop-images.ts'
import { bootTill, createMemoryVault } from './till-life.ts'

/** One counter: a till that may be down just now, and the reader beside it. */
export type Stand = {
  readonly name: ProcessName
  readonly readerId: string
  readonly disk: MemoryDisk
  isUp(): boolean
  /** null: the till was down, or died before it answered. */
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>> | null>
  /** What its screen showed last; null while it is down. */
  view(): CounterView | null
  /** Its device asks the server itself, past the till: how refunds are asked for. */
  ask(method: 'GET' | 'POST', path: string, body?: object): Promise<HttpOutcome>
  boot(): void
  drop(): void
}

const cashier = { staffId: 'staff-sanne', pin: '246810' } as const

export function createStand(
  ground: Ground,
  server: ServerProcess,
  image: ShopImages['tills'][number],
  name: ProcessName,
  onView: (stand: Stand, view: CounterView) => void,
): Stand {
  const { time, trace } = ground
  const disk = ground.diskOf(name, image.disk)
  const vault = createMemoryVault(image.vault)
  const signer = signerOf(newestKey(image.vault))
  const deviceId = String(disk.database.prepare('SELECT device_id FROM device').pluck().get())
  const wire = ground.chanceOf(`network/${name}`)
  const nonces = ground.chanceOf(`nonces/${name}`)
  let till: Till | null = null
  let view: CounterView | null = null

  const show = (next: CounterView): void => {
    view = next
    onView(stand, next)
  }

  const send = async (
    life: Life | undefined,
    request: Parameters<HttpPort['send']>[0],
  ): Promise<HttpOutcome> => {
    const { method, url, headers, body, timeoutMs } = request
    const op = tillOp(method, url.pathname)
    const fault = ground.onLink('till-server', op)
    const outcome = await carry(time, wire, {
      fault,
      timeoutMs,
      gateway: () => ({ status: 502, text: '<html>bad gateway' }),
      deliver: () => server.current()?.request({ method, path: url.pathname + url.search, headers, body }),
    })
    // Nobody is there any more to hear it.
    if (life?.alive() === false) return new Promise<HttpOutcome>(() => undefined)
    const told = outcome.kind === 'answered' ? answerIn(outcome.answer) : outcome.code
    trace.say(`${name} ${op}: ${told}${fault === null ? '' : ` (${fault.what})`}`)
    return outcome.kind === 'answered'
      ? { kind: 'answered', ...outcome.answer }
      : { kind: 'lost', sent: outcome.sent, reason: outcome.code }
  }

  const start = async (life: Life): Promise<void> => {
    const http: HttpPort = { send: (request) => send(life, request), close: () => undefined }
    const booted = await bootTill(life, disk, vault, serverUrl, http, (event, facts) => {
      const told = JSON.stringify(facts)
      if (life.alive() && !/SQLITE_(FULL|IOERR)/.test(told)) ground.found(`${name} log: ${event} ${told}`)
    })
    if (!life.alive()) return
    booted.onTopic('counter', (next) => {
      if (life.alive()) show(next)
    })
    booted.start()
    till = booted
    await booted.handlers['staff.signIn'](cashier)
    const shown = await booted.handlers['counter.get']({})
    if (life.alive() && shown.ok) show(shown.value)
  }

  const stand: Stand = {
    name,
    disk,
    readerId: image.readerId,
    isUp: () => till !== null,
    view: () => view,
    boot: () => {
      const life = ground.nextLife(name)
      trace.say(`${name}: boots`)
      const booted = start(life).catch((error: unknown) => {
        if (life.alive()) ground.startFailed(name, error)
      })
      time.hold(Promise.race([booted, life.dead]))
    },
    drop: () => {
      till = null
      view = null
    },
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>> | null> {
      const life = ground.lifeOf(name)
      const current = till
      if (current === null || life === undefined) return null
      const handle = current.handlers[channel] as (input: Input<C>) => Promise<Result<Output<C>>>
      try {
        const result = await Promise.race([handle(input), life.dead])
        time.touch()
        if (result === null || !life.alive()) return null
        trace.say(`${name} ${channel}: ${result.ok ? 'ok' : result.error.code}`)
        if (result.ok && isCounterView(result.value)) show(result.value)
        return result
      } catch (error) {
        if (error instanceof Crashed || !life.alive()) return null
        const failure = current.failureOf(error)
        if (failure !== null) return failure
        ground.onBug(error)
        return fail('internal', String(error))
      }
    },
    ask: (method, path, body) => {
      const text = body === undefined ? '' : JSON.stringify(body)
      const timestampMs = time.nowMs() + ground.skewOf('server')
      const nonce = nonces.bytes(16).toString('base64url')
      const signature = signer(signedText({ method, path, body: text, deviceId, timestampMs, nonce }))
      const headers = {
        accept: 'application/json',
        ...(text === '' ? {} : { 'content-type': 'application/json' }),
        [deviceHeaders.device]: deviceId,
        [deviceHeaders.timestamp]: String(timestampMs),
        [deviceHeaders.nonce]: nonce,
        [deviceHeaders.signature]: signature,
      }
      const url = new URL(path, serverUrl)
      return send(undefined, { method, url, headers, body: text, timeoutMs: 30_000 })
    },
  }
  return stand
}

function newestKey(vault: string): { readonly publicKey: string; readonly privateKey: string } {
  const { keys } = JSON.parse(vault) as { keys: { publicKey: string; privateKey: string }[] }
  const key = keys.at(-1)
  if (key === undefined) throw new Error('the vault has no key')
  return key
}

const isCounterView = (value: unknown): value is CounterView =>
  typeof value === 'object' && value !== null && 'revision' in value && 'phase' in value

/** `200 approved`, for the trace. */
const answerIn = ({ status, text }: { readonly status: number; readonly text: string }): string => {
  const state = /"(?:state|code)":"([a-z_]+)"/.exec(text)?.[1]
  return state === undefined ? String(status) : `${status} ${state}`
}

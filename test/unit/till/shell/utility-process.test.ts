import { EventEmitter } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import type { ServerFrame } from '../../../../domain/protocol/bridge.ts'
import {
  type ShellMessage,
  type TillMessage,
  tillMessageSchema,
} from '../../../../domain/protocol/till-process.ts'
import { runUnder } from '../../../../till/shell/utility-process.ts'
import { openTillStore } from '../../../../till/store/till-store.ts'
import { pairing } from '../device/pairing.ts'
import { startLoopbackServer } from '../server-link/loopback-server.ts'
import { tempFolder } from '../store/temp-folder.ts'

/** The desktop shell's ends of the two kinds of line, without Electron. */
class FakePort extends EventEmitter {
  readonly received: ServerFrame[] = []
  closed = false
  postMessage(message: unknown): void {
    // What crosses is a structured clone.
    this.received.push(structuredClone(message) as ServerFrame)
    this.emit('answered')
  }
  start(): void {}
  close(): void {
    this.closed = true
    this.emit('close')
  }
}

function desktop() {
  const parent = new EventEmitter()
  const told: TillMessage[] = []
  let exitCode: number | null = null
  const changed = new EventEmitter()
  runUnder(
    {
      on: (event, listener) => void parent.on(event, listener),
      postMessage: (message) => {
        told.push(tillMessageSchema.parse(message))
        changed.emit('changed')
      },
    },
    (code) => {
      exitCode = code
      changed.emit('changed')
    },
  )
  const send = (data: ShellMessage | { kind: string }, ports: readonly FakePort[] = []): void =>
    void parent.emit('message', { data, ports })
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => changed.once('changed', resolve))
  }
  const exit = () => exitCode
  return { send, told, until, exit }
}

const start = (
  dataFolder: string,
  change: Partial<Extract<ShellMessage, { kind: 'start' }>> = {},
): ShellMessage => ({
  kind: 'start',
  dataFolder,
  serverUrl: null,
  pairingCode: null,
  practicePanelUrl: null,
  vault: null,
  version: '9.9.9',
  ...change,
})

const ask = async (port: FakePort, id: number, channel: string, input: unknown): Promise<unknown> => {
  const find = () => port.received.find((frame) => 'id' in frame && frame.id === id)
  port.emit('message', { data: { id, channel, input } })
  while (find() === undefined) await new Promise<void>((resolve) => port.once('answered', () => resolve()))
  return find()
}

test('a page that asked before the till was ready is served when it is; the end closes the till', async () => {
  const shell = desktop()
  const early = new FakePort()
  shell.send({ kind: 'port' }, [early])
  shell.send(start(tempFolder()))
  await shell.until(() => shell.told.some(({ kind }) => kind === 'ready'))
  expect(await ask(early, 1, 'till.state', {})).toMatchObject({
    result: { ok: true, value: { paired: false, version: '9.9.9' } },
  })
  const late = new FakePort()
  shell.send({ kind: 'port' }, [late])
  expect(await ask(late, 5, 'cart.scan', { code: 1 })).toMatchObject({
    result: { ok: false, error: { code: 'invalid_input' } },
  })
  late.emit('message', { data: 'nonsense' })
  expect(late.closed).toBe(true)
  shell.send({ kind: 'no such message' })
  shell.send({ kind: 'end' })
  await shell.until(() => shell.exit() !== null)
  expect(shell.exit()).toBe(0)
})

test('the key of a device goes to the safe of the desktop shell, and pairing fails with its reason', async () => {
  const server = await startLoopbackServer()
  server.answer(() => ({ status: 200, body: pairing() }))
  const shell = desktop()
  shell.send(start(tempFolder()))
  await shell.until(() => shell.told.some(({ kind }) => kind === 'ready'))
  const port = new FakePort()
  shell.send({ kind: 'port' }, [port])

  const keep = async (problem: string | null): Promise<unknown> => {
    const before = shell.told.length
    const answer = ask(port, before + 1, 'device.pair', { serverUrl: server.url, code: 'ABCD1234' })
    await shell.until(() => shell.told.length > before)
    const write = shell.told.at(-1)
    if (write?.kind !== 'vault-write') throw new Error('nothing was given to the safe')
    expect(write.value).toContain('privateKey')
    shell.send({ kind: 'vault-written', id: write.id, problem })
    return answer
  }
  expect(await keep('This computer has no keyring.')).toMatchObject({
    result: { ok: false, error: { code: 'storage_failed', message: 'This computer has no keyring.' } },
  })
  expect(await keep(null)).toMatchObject({ result: { ok: true, value: { paired: true } } })
  shell.send({ kind: 'end' })
  await shell.until(() => shell.exit() !== null)
})

test('a till that cannot start says why in one sentence and ends', async () => {
  const folder = tempFolder()
  const held = openTillStore(folder)
  if (!held.ok) throw new Error(held.error.message)
  onTestFinished(() => held.value.close())
  const shell = desktop()
  shell.send(start(folder))
  await shell.until(() => shell.exit() !== null)
  expect(shell.told).toEqual([{ kind: 'failed', message: expect.stringContaining('Another Cashwrap') }])
  expect(shell.exit()).toBe(1)
})

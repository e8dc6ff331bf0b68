import {
  type ShellMessage,
  shellMessageSchema,
  type TillMessage,
} from '../../domain/protocol/till-process.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Vault } from '../device/vault.ts'
import { createTill, type Till } from '../till.ts'
import { type BridgeHost, createBridgeHost } from './bridge-host.ts'
import { machineDeps } from './machine.ts'
import { createStderrLog } from './stderr-log.ts'

/** The part of Electron's MessagePortMain that is used here: https://www.electronjs.org/docs/latest/api/message-port-main */
type PagePort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}
/** The part of a utility process's `process.parentPort`: https://www.electronjs.org/docs/latest/api/parent-port */
type ParentPort = {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly PagePort[] }) => void,
  ): void
  postMessage(message: TillMessage): void
}

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value

/** The till as the desktop shell's utility process: told to start, given a port for each page, told to end. */
export function runUnder(parent: ParentPort, exit: (code: number) => void): void {
  const log = createStderrLog((line) => process.stderr.write(line), Date.now)
  const { vault, written, hold } = createShellVault((message) => parent.postMessage(message))
  let till: Till | null = null
  let host: BridgeHost | null = null
  /** Pages that asked before the till was ready. */
  const waiting: PagePort[] = []

  const start = async (options: Extract<ShellMessage, { kind: 'start' }>): Promise<void> => {
    hold(options.vault)
    const { dataFolder, serverUrl, pairingCode, version } = options
    const opened = await createTill({
      ...machineDeps(),
      dataFolder,
      serverUrl,
      pairingCode,
      version,
      vault,
      practicePanelUrl: options.practicePanelUrl,
      mode: null,
      log,
    })
    if (!opened.ok) {
      parent.postMessage({ kind: 'failed', message: opened.error.message.slice(0, 1_000) })
      return exit(1)
    }
    till = opened.value
    host = createBridgeHost(till, log)
    await tellReaderChoice(till, (chosen) => parent.postMessage({ kind: 'reader-sdk', chosen }))
    till.start()
    parent.postMessage({ kind: 'ready' })
    for (const port of waiting.splice(0)) servePage(host, port)
  }
  const end = async (): Promise<void> => {
    await till?.close()
    exit(0)
  }
  const failed = (error: unknown): void => {
    log('error', 'till.bug', {
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
    parent.postMessage({
      kind: 'failed',
      message: 'The till could not start because of a fault of its own; it was logged.',
    })
    exit(1)
  }

  parent.on('message', ({ data, ports }) => {
    const message = shellMessageSchema.safeParse(data)
    if (!message.success) {
      log('error', 'till.unknown-shell-message', { problem: message.error.issues[0]?.message ?? '' })
      return
    }
    switch (message.data.kind) {
      case 'start':
        start(message.data).catch(failed)
        return
      case 'port':
        for (const port of ports) {
          if (host === null) waiting.push(port)
          else servePage(host, port)
        }
        return
      case 'vault-written':
        written(message.data.id, message.data.problem)
        return
      case 'end':
        end().catch(failed)
    }
  })
}

/** Now, and whenever it changes. */
async function tellReaderChoice(till: Till, tell: (chosen: boolean) => void): Promise<void> {
  let told: boolean | null = null
  const see = (chosen: boolean): void => {
    if (told !== chosen) tell(chosen)
    told = chosen
  }
  till.onTopic('till', ({ reader }) => see(reader?.driver === 'sdk'))
  const state = await till.handlers['till.state']({})
  see(state.ok && state.value.reader?.driver === 'sdk')
}

function servePage(host: BridgeHost, port: PagePort): void {
  const connection = host.connect((frame) => port.postMessage(frame))
  port.on('message', ({ data }) => {
    if (connection.receive(data) !== null) port.close()
  })
  port.on('close', () => connection.close())
  port.start()
}

/** The vault is the desktop shell's: it keeps the text in the system's key store and says whether it could. */
function createShellVault(send: (message: TillMessage) => void): {
  readonly vault: Vault
  hold(text: string | null): void
  written(id: number, problem: string | null): void
} {
  const writes = new Map<number, (result: Result<void>) => void>()
  let held: string | null = null
  let lastId = 0
  return {
    hold(text) {
      held = text
    },
    written(id, problem) {
      writes.get(id)?.(problem === null ? ok(undefined) : fail('storage_failed', problem))
      writes.delete(id)
    },
    vault: {
      read: async () => ok(held),
      write: (value) =>
        new Promise((resolve) => {
          lastId += 1
          writes.set(lastId, (result) => {
            if (result.ok) held = value
            resolve(result)
          })
          send({ kind: 'vault-write', id: lastId, value })
        }),
    },
  }
}

const parentPort: unknown = 'parentPort' in process ? process.parentPort : undefined
if (isParentPort(parentPort)) runUnder(parentPort, (code) => process.exit(code))

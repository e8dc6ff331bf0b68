import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import { type ShellMessage, tillMessageSchema } from '../domain/protocol/till-process.ts'
import type { SecretVault } from './secret-vault.ts'

export type TillProcessOptions = {
  /** The bundled till. */
  readonly program: string
  readonly dataFolder: string
  readonly serverUrl: string | null
  readonly pairingCode: string | null
  readonly practicePanelUrl: string | null
  readonly version: string
  readonly vault: SecretVault
  /** The till cannot start, for a reason a person can act on. */
  readonly onFailed: (message: string) => void
  /** Whether this register commands its reader through the reader SDK: pages may then load it. */
  readonly onReaderSdk: (chosen: boolean) => void
  /** The till ended by itself and was started again: pages must be given new ports. */
  readonly onRestarted: () => void
}

export type TillProcess = {
  connect(port: MessagePortMain): void
  end(): Promise<void>
}

const restartsMax = 5
const restartWindowMs = 60_000
const endWithinMs = 2_000

/**
 * The till as a utility process of its own: a window that crashes, or a disk that is slow, never takes the other with it. If it ends by itself it is
 * started again (at most five times a minute): its journal brings it back to where it was.
 */
export function startTillProcess(options: TillProcessOptions, nowMs: () => number): TillProcess {
  const restarts: number[] = []
  let ending = false
  let current = launch()

  function launch(): UtilityProcess {
    const child = utilityProcess.fork(options.program, [], { serviceName: 'Cashwrap till', stdio: 'inherit' })
    child.on('message', (message: unknown) => receive(child, message))
    child.once('exit', (code) => {
      if (!ending) restart(code)
    })
    send(child, {
      kind: 'start',
      dataFolder: options.dataFolder,
      serverUrl: options.serverUrl,
      pairingCode: options.pairingCode,
      practicePanelUrl: options.practicePanelUrl,
      vault: options.vault.read(),
      version: options.version,
    })
    return child
  }

  function receive(child: UtilityProcess, message: unknown): void {
    const parsed = tillMessageSchema.safeParse(message)
    if (!parsed.success) return
    if (parsed.data.kind === 'failed') {
      ending = true
      options.onFailed(parsed.data.message)
    }
    if (parsed.data.kind === 'reader-sdk') options.onReaderSdk(parsed.data.chosen)
    if (parsed.data.kind === 'vault-write') {
      const problem = options.vault.write(parsed.data.value)
      send(child, { kind: 'vault-written', id: parsed.data.id, problem })
    }
  }

  function restart(code: number): void {
    const now = nowMs()
    while (restarts[0] !== undefined && now - restarts[0] > restartWindowMs) restarts.shift()
    if (restarts.length >= restartsMax) {
      options.onFailed(
        `The till ended ${restartsMax} times within a minute (exit code ${code}). Nothing recorded is lost; restart the computer and call support if it happens again.`,
      )
      return
    }
    restarts.push(now)
    current = launch()
    options.onRestarted()
  }

  return {
    connect(port) {
      current.postMessage({ kind: 'port' } satisfies ShellMessage, [port])
    },
    end() {
      ending = true
      const child = current
      return new Promise((resolve) => {
        const hard = setTimeout(() => child.kill(), endWithinMs)
        child.once('exit', () => {
          clearTimeout(hard)
          resolve()
        })
        send(child, { kind: 'end' })
      })
    },
  }
}

function send(child: UtilityProcess, message: ShellMessage): void {
  child.postMessage(message)
}

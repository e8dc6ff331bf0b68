import type { TillState } from '../../domain/protocol/views.ts'
import { createFileVault } from '../device/file-vault.ts'
import { createTill } from '../till.ts'
import { readBrowserSettings } from './browser-settings.ts'
import { openBrowserShell } from './browser-shell.ts'
import { machineDeps } from './machine.ts'
import { createStderrLog } from './stderr-log.ts'
import { untilPaired } from './until-paired.ts'
import { readVersion } from './version.ts'

/** A till with a wrong code, or without a server, shows its pairing screen after this long. */
const pairedWithinMs = 5_000

/** The till in a browser, as a program: prints `till: <url>` when it is ready; ends on SIGTERM and SIGINT with everything on disk. */
async function main(): Promise<void> {
  const settings = readBrowserSettings(process.env)
  if (!settings.ok) return refuse(settings.error.message)
  const machine = machineDeps()
  const log = createStderrLog((line) => process.stderr.write(line), machine.clock.nowMs)
  const till = await createTill({
    ...machine,
    ...settings.value,
    vault: createFileVault(settings.value.dataFolder),
    version: readVersion(),
    log,
  })
  if (!till.ok) return refuse(till.error.message)
  const shell = await openBrowserShell({
    ...settings.value,
    till: till.value,
    randomBytes: machine.randomBytes,
    monotonicMs: machine.clock.monotonicMs,
    log,
  })
  if (!shell.ok) {
    await till.value.close()
    return refuse(shell.error.message)
  }
  let ending = false
  const end = async (): Promise<void> => {
    if (ending) return
    ending = true
    await shell.value.close()
    await till.value.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      end().catch((error: unknown) => refuse(`The till did not close cleanly: ${String(error)}`))
    })
  }
  till.value.start()
  if (settings.value.pairingCode !== null) {
    const { handlers, onTopic } = till.value
    const source = {
      state: () => handlers['till.state']({}),
      onState: (listener: (state: TillState) => void) => onTopic('till', listener),
    }
    await untilPaired(source, pairedWithinMs)
  }
  process.stdout.write(`till: ${shell.value.url}\n`)
}

/** One sentence and the exit code 1. */
function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

main().catch((error: unknown) => {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  createStderrLog((line) => process.stderr.write(line), Date.now)('error', 'till.start-bug', { stack })
  refuse('The till could not start because of a fault of its own; the line above is for support.')
})

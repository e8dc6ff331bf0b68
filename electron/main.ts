import { join } from 'node:path'
import { app, dialog } from 'electron'
import { registerAppScheme } from './app-protocol.ts'
import { startDesktop } from './desktop.ts'
import { hardenApp, refusedSwitch } from './hardening.ts'

// The program's first lines: what must be true before Electron is ready, and one instance only. Two tills on one journal would be two truths.
const refused = refusedSwitch()
if (refused !== null) {
  dialog.showErrorBox(
    'Cashwrap',
    `Cashwrap does not start with --${refused}: it would open the till to other programs. Start it without.`,
  )
  app.exit(1)
} else if (!app.requestSingleInstanceLock()) {
  // The first instance is told by Electron ('second-instance') and comes to the front.
  app.exit(0)
} else {
  registerAppScheme()
  hardenApp()
  app
    .whenReady()
    .then(() => startDesktop(join(import.meta.dirname, '..')))
    .catch((error: unknown) => {
      dialog.showErrorBox(
        'Cashwrap',
        `Cashwrap could not start: ${error instanceof Error ? error.message : String(error)}`,
      )
      app.exit(1)
    })
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, session } from 'electron'
import { serveApp } from './app-protocol.ts'
import { denyPermissions } from './hardening.ts'
import { openSecretVault } from './secret-vault.ts'
import { openSettings } from './settings.ts'
import { giveTillPorts } from './till-port.ts'
import { startTillProcess } from './till-process.ts'
import { openTillWindow } from './till-window.ts'

/** Composes the desktop shell once Electron is ready. `dist` holds the built `renderer/` and `electron/`. */
export function startDesktop(dist: string): void {
  const dataFolder = process.env['CASHWRAP_TILL_DATA'] ?? join(app.getPath('userData'), 'till')
  mkdirSync(dataFolder, { recursive: true })
  const settings = openSettings()
  denyPermissions(session.defaultSession)
  let readerSdk = false
  serveApp(session.defaultSession, join(dist, 'renderer'), () => readerSdk)

  let window: BrowserWindow | null = null
  const till = startTillProcess(
    {
      program: join(dist, 'electron', 'till.js'),
      dataFolder,
      serverUrl: process.env['CASHWRAP_SERVER_URL'] ?? null,
      pairingCode: process.env['CASHWRAP_PAIRING_CODE'] ?? null,
      practicePanelUrl: process.env['CASHWRAP_PRACTICE_PANEL_URL'] ?? null,
      version: app.getVersion(),
      vault: openSecretVault(dataFolder),
      onFailed: (message) => {
        dialog.showErrorBox('Cashwrap', message)
        app.exit(1)
      },
      // What a page may load is fixed while it loads, and the first one loads before the till has said what was chosen.
      onReaderSdk: (chosen) => {
        if (chosen === readerSdk) return
        readerSdk = chosen
        window?.webContents.reload()
      },
      // The page asks for a new port as it loads; what it showed came from the till and comes from it again.
      onRestarted: () => window?.webContents.reload(),
    },
    Date.now,
  )
  giveTillPorts(till)

  const open = (): void => {
    const { bounds, kiosk } = settings.read()
    const opened = openTillWindow(join(dist, 'electron', 'preload.cjs'), bounds, kiosk)
    opened.on('close', () => settings.saveBounds(opened.getNormalBounds()))
    opened.on('closed', () => {
      window = null
    })
    window = opened
  }
  open()

  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (window === null) open()
  })
  app.on('window-all-closed', () => app.quit())
  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    // The till closes its database before the program goes.
    event.preventDefault()
    void till.end().then(() => {
      ended = true
      app.quit()
    })
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
}

import { BrowserWindow } from 'electron'
import { tillPage } from './app-origin.ts'

export type WindowBounds = {
  readonly width: number
  readonly height: number
  readonly x?: number | undefined
  readonly y?: number | undefined
}

/** Every renderer of the shell: no Node, its own world, Chromium's sandbox, web security on, no webview. */
export const securePreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
} as const

/** Opens the counter. Shown when it has something to show, so that no white flash greets the cashier. */
export function openTillWindow(preload: string, bounds: WindowBounds, kiosk: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: bounds.width,
    height: bounds.height,
    ...(bounds.x === undefined || bounds.y === undefined ? {} : { x: bounds.x, y: bounds.y }),
    minWidth: 1024,
    minHeight: 600,
    show: false,
    kiosk,
    autoHideMenuBar: true,
    title: 'Cashwrap',
    webPreferences: { ...securePreferences, preload },
  })
  window.once('ready-to-show', () => window.show())
  // A promise that fails here means the pages are not built; Electron shows its own error page, which names the file.
  window.loadURL(tillPage).catch((error: unknown) => console.error('the counter page did not load', error))
  return window
}

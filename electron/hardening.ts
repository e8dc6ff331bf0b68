import { type App, app, type Session, type WebContents } from 'electron'
import { isAppUrl } from './app-origin.ts'

/** Switches that would open a packaged till to whoever starts it. */
const refusedSwitches = [
  'no-sandbox',
  'disable-web-security',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'load-extension',
  'allow-running-insecure-content',
]

/** The first refused switch the program was started with, or null. Only a packaged till refuses: developers debug. */
export function refusedSwitch(application: Pick<App, 'isPackaged' | 'commandLine'> = app): string | null {
  if (!application.isPackaged) return null
  return refusedSwitches.find((name) => application.commandLine.hasSwitch(name)) ?? null
}

/** Before the app is ready: every renderer in Chromium's sandbox, and every web contents that will ever exist pinned to our own pages. */
export function hardenApp(): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => pin(contents))
}

/** No navigation away from the app, no new window, no embedded webview. The practice panel is a plain frame and may load only where the policy lets it. */
function pin(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (event.isMainFrame && !isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (isAppUrl(event.url)) return
    if (!event.isMainFrame && isLoopbackPanel(event.url)) return
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function isLoopbackPanel(text: string): boolean {
  try {
    const url = new URL(text)
    return url.protocol === 'http:' && url.hostname === '127.0.0.1'
  } catch {
    return false
  }
}

/** Electron grants every permission unless told otherwise: camera, location, notifications, devices, all denied. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

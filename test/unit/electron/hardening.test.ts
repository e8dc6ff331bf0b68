import { beforeEach, expect, test, vi } from 'vitest'
import { electron, StandInContents } from '../../fixtures/electron/stand-in.ts'

vi.mock('electron', () => import('../../fixtures/electron/stand-in.ts').then((module) => module.electron))

const { denyPermissions, hardenApp, refusedSwitch } = await import('../../../electron/hardening.ts')
const { isAppUrl } = await import('../../../electron/app-origin.ts')

beforeEach(() => {
  electron.app.removeAllListeners()
  electron.app.switches.clear()
  electron.app.isPackaged = true
})

/** 20 addresses that must never be taken for the app's own. */
const hostile = [
  'app://cashwrap.evil/till/index.html',
  'app://cashwrap@evil/',
  'app://evil@cashwrap/',
  'app://user:pass@cashwrap/',
  'app:cashwrap',
  'app:///till/index.html',
  'app://CASHWRAP.example/',
  'apps://cashwrap/',
  'xapp://cashwrap/',
  'https://cashwrap/',
  'http://cashwrap/till/index.html',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:app://cashwrap/1',
  'about:blank',
  'chrome://settings',
  'view-source:app://cashwrap/',
  'https://evil.example/#app://cashwrap/',
  '',
]

test.each(hostile)('%s is not the app', (url) => {
  expect(isAppUrl(url)).toBe(false)
})

test('the app is the app', () => {
  expect(isAppUrl('app://cashwrap/till/index.html?x=1#y')).toBe(true)
})

const navigation = (url: string, isMainFrame = true) => ({ url, isMainFrame, preventDefault: vi.fn() })

test('every renderer is sandboxed and pinned to our own pages', () => {
  hardenApp()
  expect(electron.app.enableSandbox).toHaveBeenCalled()
  const contents = new StandInContents()
  electron.app.emit('web-contents-created', {}, contents)

  for (const url of hostile) {
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      const attempt = navigation(url)
      contents.emit(event, attempt)
      expect(attempt.preventDefault, `${event} to ${url}`).toHaveBeenCalled()
    }
  }
  const own = navigation('app://cashwrap/till/index.html')
  contents.emit('will-navigate', own)
  contents.emit('will-frame-navigate', own)
  expect(own.preventDefault).not.toHaveBeenCalled()
})

test('only the practice panel on loopback may be framed, and never take the window over', () => {
  hardenApp()
  const contents = new StandInContents()
  electron.app.emit('web-contents-created', {}, contents)
  const framed = navigation('http://127.0.0.1:4312/reader/tmr_1', false)
  contents.emit('will-frame-navigate', framed)
  expect(framed.preventDefault).not.toHaveBeenCalled()
  for (const [url, isMainFrame] of [
    ['http://127.0.0.1:4312/', true],
    ['http://127.0.0.1.evil.example/', false],
    ['https://127.0.0.1/', false],
    ['http://10.0.0.1/', false],
  ] as const) {
    const attempt = navigation(url, isMainFrame)
    contents.emit('will-frame-navigate', attempt)
    expect(attempt.preventDefault, url).toHaveBeenCalled()
  }
})

test('no window is ever opened and no webview attached', () => {
  hardenApp()
  const contents = new StandInContents()
  electron.app.emit('web-contents-created', {}, contents)
  expect(contents.windowOpenHandler?.({ url: 'app://cashwrap/' })).toEqual({ action: 'deny' })
  const webview = { preventDefault: vi.fn() }
  contents.emit('will-attach-webview', webview)
  expect(webview.preventDefault).toHaveBeenCalled()
})

test('every permission is denied: asked, checked, and for devices', () => {
  const session = electron.session.defaultSession
  denyPermissions(session as never)
  const answer = vi.fn()
  session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'media', answer)
  expect(answer).toHaveBeenCalledWith(false)
  expect(session.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false)
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false)
})

test.each(['no-sandbox', 'remote-debugging-port', 'inspect', 'disable-web-security'])(
  'a packaged till refuses to start with --%s',
  (name) => {
    electron.app.switches.add(name)
    expect(refusedSwitch()).toBe(name)
    electron.app.isPackaged = false
    expect(refusedSwitch()).toBeNull()
  },
)

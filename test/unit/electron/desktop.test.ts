import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { electron, StandInWindow } from '../../fixtures/electron/stand-in.ts'

vi.mock('electron', () => import('../../fixtures/electron/stand-in.ts').then((module) => module.electron))
vi.mock('electron-store', () => ({
  default: class {
    values = new Map<string, unknown>([
      ['bounds', { width: 1280, height: 800 }],
      ['kiosk', false],
    ])
    get = (key: string) => this.values.get(key)
    set = (key: string, value: unknown) => void this.values.set(key, value)
  },
}))

const { startDesktop } = await import('../../../electron/desktop.ts')
const { openSecretVault } = await import('../../../electron/secret-vault.ts')

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cashwrap-desktop-'))
  mkdirSync(join(folder, 'renderer/till'), { recursive: true })
  writeFileSync(join(folder, 'renderer/till/index.html'), '<!doctype html><title>till</title>')
  writeFileSync(join(folder, 'secret.txt'), 'not for pages')
  electron.app.userData = folder
  electron.app.removeAllListeners()
  electron.ipcMain.removeAllListeners()
  electron.utilityProcess.launched.length = 0
  StandInWindow.opened.length = 0
  electron.session.defaultSession.protocol.handle.mockClear()
  electron.dialog.showErrorBox.mockClear()
  electron.app.exit.mockClear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = () => {
  startDesktop(folder)
  const [window] = StandInWindow.opened
  const [till] = electron.utilityProcess.launched
  if (window === undefined || till === undefined) throw new Error('no window or no till')
  return { window, till }
}

test('the window has no Node, its own world, the sandbox and web security', () => {
  const { window } = start()
  expect(window.options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
  expect(window.options.webPreferences).not.toHaveProperty('enableBlinkFeatures')
  expect(window.loadURL).toHaveBeenCalledWith('app://cashwrap/till/index.html')
})

const fetchPage = async (path: string, method = 'GET'): Promise<Response> => {
  const [scheme, handler] = electron.session.defaultSession.protocol.handle.mock.calls[0] ?? []
  expect(scheme).toBe('app')
  return handler(new Request(path, { method }))
}

test('pages are served with a strict policy and nothing outside them is', async () => {
  start()
  const page = await fetchPage('app://cashwrap/till/index.html')
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*\.|https:/)
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')

  for (const path of [
    'app://cashwrap/%2e%2e/secret.txt',
    'app://cashwrap/..%2fsecret.txt',
    'app://cashwrap/till/..%2f..%2fsecret.txt',
    'app://cashwrap/%5c..%5csecret.txt',
    'app://cashwrap/till/index.html%00.js',
    'app://cashwrap/%',
    'app://cashwrap/',
    'app://other/till/index.html',
  ]) {
    expect((await fetchPage(path)).status, path).toBe(404)
  }
  expect((await fetchPage('app://cashwrap/till/index.html', 'POST')).status).toBe(404)
})

test('only a register that has chosen the reader SDK may load it; the page loads anew with the other policy, once', async () => {
  const { window, till } = start()
  const policy = async () =>
    (await fetchPage('app://cashwrap/till/index.html')).headers.get('content-security-policy') ?? ''
  till.emit('message', { kind: 'reader-sdk', chosen: false })
  expect(window.webContents.reload).not.toHaveBeenCalled()
  till.emit('message', { kind: 'reader-sdk', chosen: true })
  till.emit('message', { kind: 'reader-sdk', chosen: true })
  expect(window.webContents.reload).toHaveBeenCalledTimes(1)
  expect(await policy()).toContain("script-src 'self' https://js.stripe.com;")
  expect(await policy()).not.toMatch(/unsafe-inline|unsafe-eval/)
  till.emit('message', { kind: 'reader-sdk', chosen: false })
  expect(await policy()).not.toContain('stripe')
})

const asks = (url: string, parent: unknown = null) => {
  const frame = { url, parent, postMessage: vi.fn() }
  electron.ipcMain.emit('till-port-wanted', { senderFrame: frame })
  return frame
}

test('only the top frame of our own page gets a line to the till', () => {
  const { till } = start()
  const own = asks('app://cashwrap/till/index.html')
  expect(own.postMessage).toHaveBeenCalledWith('till-port', null, [{ end: 'page' }])
  expect(till.sent.at(-1)).toEqual({ message: { kind: 'port' }, ports: [{ end: 'till' }] })

  const before = till.sent.length
  expect(asks('http://127.0.0.1:4312/').postMessage).not.toHaveBeenCalled()
  expect(
    asks('app://cashwrap/till/index.html', { url: 'app://cashwrap/' }).postMessage,
  ).not.toHaveBeenCalled()
  electron.ipcMain.emit('till-port-wanted', { senderFrame: null })
  expect(till.sent.length).toBe(before)
})

test('the till is told where its data is, and gets the key that the system keeps', () => {
  openSecretVault(folder).write('the device key')
  mkdirSync(join(folder, 'till'), { recursive: true })
  writeFileSync(join(folder, 'till/device-key.bin'), readFileSync(join(folder, 'device-key.bin')))
  const { till } = start()
  expect(till.sent[0]?.message).toMatchObject({
    kind: 'start',
    dataFolder: join(folder, 'till'),
    vault: 'the device key',
  })
})

test('a key is stored sealed, readable by its owner only', () => {
  const { till } = start()
  till.emit('message', { kind: 'vault-write', id: 7, value: 'private' })
  expect(till.sent.at(-1)?.message).toEqual({ kind: 'vault-written', id: 7, problem: null })
  const file = join(folder, 'till/device-key.bin')
  expect(readFileSync(file, 'utf8')).not.toContain('private')
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('without a keyring the key is not stored and the reason is said', () => {
  electron.safeStorage.backend = 'basic_text'
  try {
    const { till } = start()
    till.emit('message', { kind: 'vault-write', id: 1, value: 'private' })
    expect(till.sent.at(-1)?.message).toMatchObject({
      kind: 'vault-written',
      problem: expect.stringContaining('keyring'),
    })
    expect(() => readFileSync(join(folder, 'till/device-key.bin'))).toThrow()
  } finally {
    electron.safeStorage.backend = 'gnome_libsecret'
  }
})

test('a till that ends by itself is started again and the page reloads, but not for ever', () => {
  const { window } = start()
  for (let crash = 0; crash < 5; crash += 1) electron.utilityProcess.launched.at(-1)?.emit('exit', 1)
  expect(electron.utilityProcess.launched.length).toBe(6)
  expect(window.webContents.reload).toHaveBeenCalledTimes(5)
  electron.utilityProcess.launched.at(-1)?.emit('exit', 1)
  expect(electron.utilityProcess.launched.length).toBe(6)
  expect(electron.dialog.showErrorBox).toHaveBeenCalledWith(
    'Cashwrap',
    expect.stringContaining('Nothing recorded is lost'),
  )
  expect(electron.app.exit).toHaveBeenCalledWith(1)
})

test('a till that cannot start says why, in one sentence', () => {
  const { till } = start()
  till.emit('message', {
    kind: 'failed',
    message: 'Another Cashwrap is using this data folder; close it first.',
  })
  expect(electron.dialog.showErrorBox).toHaveBeenCalledWith(
    'Cashwrap',
    'Another Cashwrap is using this data folder; close it first.',
  )
})

test('a malformed message from the till changes nothing', () => {
  const { till } = start()
  const before = till.sent.length
  for (const message of [null, 1, 'x', {}, { kind: 'vault-write' }, { kind: 'rm -rf' }])
    till.emit('message', message)
  expect(till.sent.length).toBe(before)
  expect(electron.dialog.showErrorBox).not.toHaveBeenCalled()
})

test('a second start brings the first window to the front', () => {
  const { window } = start()
  electron.app.emit('second-instance')
  expect(window.restore).toHaveBeenCalled()
  expect(window.focus).toHaveBeenCalled()
})

test('quitting waits for the till to close its database', async () => {
  const { till } = start()
  const event = { preventDefault: vi.fn() }
  electron.app.quit.mockClear()
  electron.app.emit('before-quit', event)
  expect(event.preventDefault).toHaveBeenCalled()
  expect(till.sent.at(-1)?.message).toEqual({ kind: 'end' })
  expect(electron.app.quit).not.toHaveBeenCalled()
  till.emit('exit', 0)
  await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalled())
})

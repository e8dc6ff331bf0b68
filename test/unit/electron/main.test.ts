import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { electron as StandIn } from '../../fixtures/electron/stand-in.ts'

const startDesktop = vi.fn()
vi.mock('../../../electron/desktop.ts', () => ({ startDesktop }))

let electron: typeof StandIn

beforeEach(async () => {
  vi.resetModules()
  const standIn = await import('../../fixtures/electron/stand-in.ts')
  electron = standIn.electron
  vi.doMock('electron', () => standIn.electron)
})
afterEach(() => vi.clearAllMocks())

const runMain = () => import('../../../electron/main.ts')

test('the scheme is registered without a way round the policy, the app hardened, the shell started', async () => {
  await runMain()
  const [schemes] = electron.protocol.registerSchemesAsPrivileged.mock.calls[0] ?? []
  expect(schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  expect(electron.app.enableSandbox).toHaveBeenCalled()
  await vi.waitFor(() => expect(startDesktop).toHaveBeenCalled())
})

test('a second instance ends at once and opens no till', async () => {
  electron.app.lock = false
  await runMain()
  expect(electron.app.exit).toHaveBeenCalledWith(0)
  expect(startDesktop).not.toHaveBeenCalled()
})

test('a packaged till started with a dangerous switch says so and ends', async () => {
  electron.app.switches.add('remote-debugging-port')
  await runMain()
  expect(electron.dialog.showErrorBox).toHaveBeenCalledWith(
    'Cashwrap',
    expect.stringContaining('--remote-debugging-port'),
  )
  expect(electron.app.exit).toHaveBeenCalledWith(1)
  expect(startDesktop).not.toHaveBeenCalled()
})

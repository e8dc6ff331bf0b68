import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { buildDesktop } from '../../tools/run/build-desktop.ts'
import { electronProgram, hasDisplay } from '../../tools/run/desktop.ts'
import { inRoot } from '../../tools/run/paths.ts'

const program = electronProgram()

test('the desktop shell opens a sandboxed window on the pairing screen', async () => {
  test.skip(program === null, "Electron's program is not on this machine")
  test.skip(!hasDisplay(process.env), 'there is no display')
  expect(buildDesktop()).toBe(true)
  const app = await _electron.launch({
    executablePath: program ?? '',
    args: [inRoot('dist/electron/main.js')],
    env: { ...process.env, CASHWRAP_TILL_DATA: mkdtempSync(join(tmpdir(), 'cashwrap-desktop-')) },
  })
  try {
    const window = await app.firstWindow()
    expect(window.url()).toBe('app://cashwrap/till/index.html')
    expect(await window.evaluate(() => Object.keys(globalThis).includes('require'))).toBe(false)
    await expect(window.getByRole('button', { name: 'Pair' })).toBeVisible()
  } finally {
    await app.close()
  }
})

import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mode, modeSchema } from '../../domain/mode/mode.ts'
import { fail, ok, type Result } from '../../domain/result.ts'

/** How the browser shell is started, from the environment alone. */
export type BrowserSettings = {
  /** CASHWRAP_TILL_DATA; `~/.cashwrap/till` without it. */
  readonly dataFolder: string
  /** CASHWRAP_TILL_PORT; 0 or nothing: any free one. */
  readonly port: number
  /** CASHWRAP_SERVER_URL */
  readonly serverUrl: string | null
  /** CASHWRAP_PAIRING_CODE, used only while the till is not paired. */
  readonly pairingCode: string | null
  /** CASHWRAP_PRACTICE_PANEL_URL, when the practice reader's panel has moved since the pairing. */
  readonly practicePanelUrl: string | null
  /** CASHWRAP_MODE: refuses a data folder of another mode. */
  readonly mode: Mode | null
  /** CASHWRAP_WEB_ROOT: the built pages. */
  readonly webRoot: string
  /** CASHWRAP_TILL_DEV_ORIGIN: the page server of `npm run dev`, which forwards the bridge. */
  readonly devOrigin: string | null
}

type Environment = Readonly<Record<string, string | undefined>>

const builtPages = fileURLToPath(new URL('../../dist/renderer', import.meta.url))

/** Error: invalid_input, naming the variable. */
export function readBrowserSettings(env: Environment): Result<BrowserSettings> {
  const text = (name: string): string | null => {
    const value = env[name]?.trim() ?? ''
    return value === '' ? null : value
  }
  const portText = text('CASHWRAP_TILL_PORT') ?? '0'
  const port = Number(portText)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return fail('invalid_input', `CASHWRAP_TILL_PORT is "${portText}": it must be a port from 0 to 65535.`)
  }
  const modeText = text('CASHWRAP_MODE')
  const mode = modeSchema.nullable().safeParse(modeText)
  if (!mode.success) {
    return fail('invalid_input', `CASHWRAP_MODE is "${modeText}": it must be practice, test or live.`)
  }
  return ok({
    dataFolder: resolve(text('CASHWRAP_TILL_DATA') ?? join(homedir(), '.cashwrap', 'till')),
    port,
    serverUrl: text('CASHWRAP_SERVER_URL'),
    pairingCode: text('CASHWRAP_PAIRING_CODE'),
    practicePanelUrl: text('CASHWRAP_PRACTICE_PANEL_URL'),
    mode: mode.data,
    webRoot: resolve(text('CASHWRAP_WEB_ROOT') ?? builtPages),
    devOrigin: text('CASHWRAP_TILL_DEV_ORIGIN'),
  })
}

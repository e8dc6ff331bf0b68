import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Part, startPart } from '../../tools/run/part.ts'

/** The whole running system in a folder of its own, each part on any free port. Parts can be killed and started again one by one. */
export type PracticeShop = {
  readonly folder: string
  readonly adminToken: string
  readonly sandbox: Part
  readonly server: Part
  readonly till: Part
  /** Starts a part again where it was: same data, same port. */
  restart(name: 'sandbox' | 'server' | 'till'): Promise<Part>
  close(): Promise<void>
}

export const secretKey = 'sk_test_practice'

/** `folders`: where a part keeps its data when not in the shop's own folder, such as on a disk that is soon full. */
export async function openPracticeShop(
  options: {
    readonly verbose?: boolean
    readonly folders?: Partial<Record<'sandbox' | 'server' | 'till', string>>
  } = {},
): Promise<PracticeShop> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-shop-'))
  const { folders = {} } = options
  const adminToken = randomBytes(32).toString('base64url')
  const running: Partial<Record<'sandbox' | 'server' | 'till', Part>> = {}
  const ports = { sandbox: '0', server: '0', till: '0' }
  const verbose = options.verbose ?? false

  const must = (name: keyof typeof running): Part => {
    const part = running[name]
    if (part === undefined) throw new Error(`the ${name} does not run`)
    return part
  }
  const start = async (name: 'sandbox' | 'server' | 'till', pairingCode?: string): Promise<Part> => {
    const env: Record<string, string> = {
      CASHWRAP_MODE: 'practice',
      ...(name === 'sandbox'
        ? {
            CASHWRAP_SANDBOX_DATA: folders.sandbox ?? join(folder, 'practice-stripe'),
            CASHWRAP_SANDBOX_PORT: ports.sandbox,
          }
        : {}),
      ...(name === 'server'
        ? {
            CASHWRAP_SERVER_DATA: folders.server ?? join(folder, 'server'),
            CASHWRAP_SERVER_PORT: ports.server,
            CASHWRAP_ADMIN_TOKEN: adminToken,
            STRIPE_API_BASE: must('sandbox').url,
            STRIPE_SECRET_KEY: secretKey,
          }
        : {}),
      ...(name === 'till'
        ? {
            CASHWRAP_TILL_DATA: folders.till ?? join(folder, 'till'),
            CASHWRAP_TILL_PORT: ports.till,
            CASHWRAP_SERVER_URL: new URL(must('server').url).origin,
            CASHWRAP_PRACTICE_PANEL_URL: `${must('sandbox').url}/`,
            ...(pairingCode === undefined ? {} : { CASHWRAP_PAIRING_CODE: pairingCode }),
          }
        : {}),
    }
    const part = await startPart(name, env, { verbose })
    running[name] = part
    ports[name] = new URL(part.url).port
    return part
  }
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(running).map((part) => part.end()))
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    await start('sandbox')
    await start('server')
    await start('till', await pairingCode(new URL(must('server').url).origin, adminToken))
  } catch (error) {
    await close()
    throw error
  }
  return {
    folder,
    adminToken,
    get sandbox() {
      return must('sandbox')
    },
    get server() {
      return must('server')
    },
    get till() {
      return must('till')
    },
    restart: async (name) => {
      await running[name]?.end()
      return start(name)
    },
    close,
  }
}

async function pairingCode(origin: string, adminToken: string): Promise<string> {
  const response = await fetch(`${origin}/v1/backoffice/pairing-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
    body: JSON.stringify({ registerId: 'register-front' }),
  })
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') {
    throw new Error(`no pairing code: HTTP ${response.status}`)
  }
  return body.code
}

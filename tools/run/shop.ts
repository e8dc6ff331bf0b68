import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { errorResponseSchema } from '../../domain/protocol/server-api.ts'
import type { ShellChoice } from './desktop.ts'
import { startDesktop } from './desktop-part.ts'
import { type Part, PartFailed, startPart } from './part.ts'
import { dataFolder } from './paths.ts'
import { chosenPorts } from './ports.ts'

/**
 * Starts the practice Stripe (in practice mode), the server and the till, each as its own process and as far as possible at the same time,
 * and pairs a new till with the server the way a manager would: by a single-use code made in the back office. Answers the lines to print.
 */
export async function startShop(
  running: Part[],
  choice: ShellChoice,
  options: { readonly watch?: boolean; readonly verbose?: boolean } = {},
): Promise<readonly string[]> {
  const data = writableFolder(dataFolder())
  const ports = await chosenPorts(process.env['CASHWRAP_PORT'])
  const practice = (process.env['CASHWRAP_MODE'] ?? 'practice') === 'practice'
  const adminToken = process.env['CASHWRAP_ADMIN_TOKEN'] ?? randomBytes(32).toString('base64url')
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`
  const begin = async (part: Promise<Part>): Promise<Part> => {
    const ready = await part
    running.push(ready)
    return ready
  }

  const sandboxEnv = {
    CASHWRAP_SANDBOX_DATA: join(data, 'practice-stripe'),
    CASHWRAP_SANDBOX_PORT: String(ports.sandbox),
  }
  const serverEnv = {
    CASHWRAP_SERVER_DATA: join(data, 'server'),
    CASHWRAP_SERVER_PORT: String(ports.server),
    CASHWRAP_ADMIN_TOKEN: adminToken,
    ...(practice ? { STRIPE_API_BASE: sandboxUrl } : {}),
  }
  const sandbox = practice ? begin(startPart('sandbox', sandboxEnv, options)) : null
  const server = begin(startPart('server', serverEnv, options))
  const beginTill = async (): Promise<Part> => {
    const isNew = practice && !existsSync(join(data, 'till', 'device-key.json'))
    // A new till needs the server for its code, and a server of another name says itself where it is. Any other till begins as soon as the
    // practice Stripe stands; it has the server by the time that its first page is drawn.
    const waitsForServer = isNew || (process.env['CASHWRAP_SERVER_HOST'] ?? '') !== ''
    const serverUrl = waitsForServer ? new URL((await server).url).origin : `http://127.0.0.1:${ports.server}`
    await sandbox
    const env = {
      CASHWRAP_TILL_DATA: join(data, 'till'),
      CASHWRAP_TILL_PORT: String(ports.till),
      CASHWRAP_SERVER_URL: serverUrl,
      ...(practice ? { CASHWRAP_PRACTICE_PANEL_URL: `${sandboxUrl}/` } : {}),
      ...(isNew ? { CASHWRAP_PAIRING_CODE: await pairingCode(serverUrl, adminToken) } : {}),
    }
    return choice.shell === 'desktop'
      ? startDesktop(choice.program, env, options)
      : startPart('till', env, options)
  }
  const ready = await Promise.all([begin(beginTill()), server, sandbox])
  const names = { till: 'till', server: 'back office', sandbox: 'practice stripe' } as const
  return ready.flatMap((part) => (part === null ? [] : [`${names[part.name]}: ${part.url}`]))
}

function writableFolder(path: string): string {
  try {
    makeFolder(path)
    return path
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new PartFailed(
      `The data folder ${path} cannot be made (${whyNot(code)}); name another one with CASHWRAP_DATA.`,
    )
  }
}

function whyNot(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'this user may not write there'
  return 'a file is in its place, or the path is wrong'
}

/** Node's own recursive mkdir never returns where a folder cannot be made although its parent is there (`/proc/x`). */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path)
}

const codeSchema = z.object({ code: z.string().min(6) })

/** Asks the server for a single-use pairing code for the practice shop's first register. */
async function pairingCode(serverUrl: string, adminToken: string): Promise<string> {
  const response = await fetch(`${serverUrl}/v1/backoffice/pairing-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
    body: JSON.stringify({ registerId: 'register-front' }),
    signal: AbortSignal.timeout(10_000),
  })
  const answer: unknown = await response.json()
  const parsed = codeSchema.safeParse(answer)
  if (parsed.success) return parsed.data.code
  const refusal = errorResponseSchema.safeParse(answer)
  throw new PartFailed(
    refusal.success
      ? refusal.data.error.message
      : `The server gave no pairing code (HTTP ${response.status}).`,
  )
}

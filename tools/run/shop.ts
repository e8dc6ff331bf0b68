import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ShellChoice } from './desktop.ts'
import { startDesktop } from './desktop-part.ts'
import { type Part, PartFailed, startPart } from './part.ts'
import { dataFolder } from './paths.ts'

const defaultPort = 4310

type ShopOptions = { readonly watch?: boolean; readonly verbose?: boolean }

/**
 * Starts the practice Stripe (in practice mode), the server and the till, each as its own process, and pairs the till with the server the
 * way a manager would: by a single-use code made in the back office. Answers the lines to print.
 */
export async function startShop(
  running: Part[],
  choice: ShellChoice,
  options: ShopOptions = {},
): Promise<readonly string[]> {
  try {
    return await startParts(running, choice, options)
  } catch (error) {
    throw error instanceof PartFailed ? new PartFailed(inOurNames(error.message)) : error
  }
}

/** Each part names the variables that it was given; whoever started the whole shop has set two of its own. */
const inOurNames = (sentence: string): string =>
  sentence.replace(/CASHWRAP_(?:SANDBOX|SERVER|TILL)_(DATA|PORT)/g, 'CASHWRAP_$1')

async function startParts(
  running: Part[],
  choice: ShellChoice,
  options: ShopOptions,
): Promise<readonly string[]> {
  const data = writableFolder(dataFolder())
  const ports = chosenPorts(process.env['CASHWRAP_PORT'])
  const practice = (process.env['CASHWRAP_MODE'] ?? 'practice') === 'practice'
  const lines: string[] = []
  const tillEnv: Record<string, string> = {
    CASHWRAP_TILL_DATA: join(data, 'till'),
    CASHWRAP_TILL_PORT: String(ports.till),
  }
  const serverEnv: Record<string, string> = {
    CASHWRAP_SERVER_DATA: join(data, 'server'),
    CASHWRAP_SERVER_PORT: String(ports.server),
    CASHWRAP_ADMIN_TOKEN: process.env['CASHWRAP_ADMIN_TOKEN'] ?? randomBytes(32).toString('base64url'),
  }

  if (practice) {
    const sandbox = await startPart(
      'sandbox',
      { CASHWRAP_SANDBOX_DATA: join(data, 'practice-stripe'), CASHWRAP_SANDBOX_PORT: String(ports.sandbox) },
      options,
    )
    running.push(sandbox)
    serverEnv['STRIPE_API_BASE'] = sandbox.url
    tillEnv['CASHWRAP_PRACTICE_PANEL_URL'] = `${sandbox.url}/`
    lines.push(`practice stripe: ${sandbox.url}`)
  }

  const server = await startPart('server', serverEnv, options)
  running.push(server)
  lines.unshift(`back office: ${server.url}`)

  const serverUrl = new URL(server.url).origin
  tillEnv['CASHWRAP_SERVER_URL'] = serverUrl
  if (practice && !existsSync(join(data, 'till', 'device-key.json'))) {
    tillEnv['CASHWRAP_PAIRING_CODE'] = await pairingCode(serverUrl, serverEnv['CASHWRAP_ADMIN_TOKEN'] ?? '')
  }
  const till =
    choice.shell === 'desktop'
      ? await startDesktop(choice.program, tillEnv, options)
      : await startPart('till', tillEnv, options)
  running.push(till)
  return [`till: ${till.url}`, ...lines]
}

function chosenPorts(named: string | undefined): { till: number; server: number; sandbox: number } {
  if (named === undefined || named === '')
    return { till: defaultPort, server: defaultPort + 1, sandbox: defaultPort + 2 }
  const port = Number(named)
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new PartFailed(`CASHWRAP_PORT is "${named}"; it must be a port number, or 0 for any free one.`)
  }
  return port === 0 ? { till: 0, server: 0, sandbox: 0 } : { till: port, server: port + 1, sandbox: port + 2 }
}

function writableFolder(path: string): string {
  try {
    makeFolder(path)
    return path
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause'
    throw new PartFailed(
      `The data folder ${path} cannot be made (${cause}); name another one with CASHWRAP_DATA.`,
    )
  }
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
  if (!parsed.success) throw new PartFailed(`The server gave no pairing code (HTTP ${response.status}).`)
  return parsed.data.code
}

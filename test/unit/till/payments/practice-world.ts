import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createFileVault } from '../../../../till/device/file-vault.ts'
import { machineDeps } from '../../../../till/shell/machine.ts'
import { createTill, type Till } from '../../../../till/till.ts'
import { unwrap } from '../counter/counter-till.ts'

type LedgerPayment = {
  readonly id: string
  readonly amount: number
  readonly amount_received: number
  readonly status: string
  readonly metadata: Readonly<Record<string, string>>
}

/** The practice Stripe and the shop's server as processes of their own, exactly as a shop runs them; and tills on folders of their choice. */
export type PracticeWorld = {
  openTill(name: string): Promise<Till>
  /** What a person does at the practice reader: `present`, `decline`, `walk_away`, `unplug`, `plug_in`. */
  atReader(what: string, body?: object): Promise<void>
  /** What the practice Stripe has on record. */
  ledger(): Promise<readonly LedgerPayment[]>
  stopServer(): Promise<void>
  startServer(): Promise<void>
  close(): Promise<void>
}

const root = resolve(import.meta.dirname, '../../../..')
const adminToken = 'practice-world-admin-token-0123456789'

async function startProgram(
  file: string,
  env: Record<string, string>,
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(root, file)], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-4_000)
  })
  const url = await new Promise<string>((settle, refuse) => {
    const timer = setTimeout(() => refuse(new Error(`${file} did not start: ${errors}`)), 30_000)
    child.once('exit', (code) => refuse(new Error(`${file} ended with ${code}: ${errors}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      const address = /https?:\/\/\S+/.exec(chunk.toString('utf8'))?.[0]
      if (address === undefined) return
      clearTimeout(timer)
      settle(new URL(address).origin)
    })
  })
  return { url, child }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((settle) => {
    if (child.exitCode !== null || child.signalCode !== null) return settle()
    child.once('exit', () => settle())
    child.kill('SIGTERM')
  })

export async function openPracticeWorld(): Promise<PracticeWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-practice-'))
  const sandbox = await startProgram('sandbox/stripe/main.ts', {
    CASHWRAP_SANDBOX_DATA: join(folder, 'stripe'),
    CASHWRAP_SANDBOX_PORT: '0',
  })
  const serverEnv = (port: string) => ({
    CASHWRAP_SERVER_DATA: join(folder, 'server'),
    CASHWRAP_SERVER_PORT: port,
    CASHWRAP_ADMIN_TOKEN: adminToken,
    STRIPE_API_BASE: sandbox.url,
  })
  let server = await startProgram('server/main.ts', serverEnv('0'))
  const { url: serverUrl } = server
  const ask = async (url: string, body?: object): Promise<unknown> => {
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const value: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${url}: ${JSON.stringify(value)}`)
    return value
  }
  return {
    async openTill(name) {
      const dataFolder = join(folder, name)
      const till = unwrap(
        await createTill({
          ...machineDeps(),
          dataFolder,
          vault: createFileVault(dataFolder),
          serverUrl,
          pairingCode: null,
          practicePanelUrl: null,
          mode: null,
          version: '0.0.0',
          log: () => undefined,
        }),
      )
      till.start()
      if (!unwrap(await till.handlers['till.state']({})).paired) {
        const { code } = (await ask(`${serverUrl}/v1/backoffice/pairing-codes`, {
          registerId: 'register-front',
        })) as { code: string }
        unwrap(await till.handlers['device.pair']({ serverUrl, code }))
      }
      return till
    },
    async atReader(what, body = {}) {
      const { readers } = (await ask(`${sandbox.url}/_practice/readers`)) as { readers: { id: string }[] }
      await ask(`${sandbox.url}/_practice/readers/${readers[0]?.id}/${what}`, body)
    },
    async ledger() {
      return ((await ask(`${sandbox.url}/_practice/ledger`)) as { payments: LedgerPayment[] }).payments
    },
    stopServer: () => ended(server.child),
    async startServer() {
      server = await startProgram('server/main.ts', serverEnv(new URL(serverUrl).port))
    },
    async close() {
      await ended(server.child)
      await ended(sandbox.child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until `seen` is true of what is read. */
export async function eventually<T>(
  read: () => Promise<T>,
  seen: (value: T) => boolean,
  timeoutMs = 40_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (seen(value)) return value
    if (performance.now() > deadline)
      throw new Error(`it never came: ${JSON.stringify(value).slice(0, 1_500)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

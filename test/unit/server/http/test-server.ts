import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { deviceHeaders, signedText } from '../../../../domain/protocol/device-signature.ts'
import type { PairResponse } from '../../../../domain/protocol/server-api.ts'
import { readConfig, type ServerConfig } from '../../../../server/config.ts'
import type { ServerDeps } from '../../../../server/deps.ts'
import { createLogger } from '../../../../server/http/logger.ts'
import { createServer, type Server } from '../../../../server/server.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'

export const adminToken = 'test-admin-token-of-at-least-32-characters'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export type Answer = {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: unknown
}

export type TestServer = {
  readonly server: Server
  readonly store: Store
  readonly deps: ServerDeps
  /** The server's wall clock; add to it to travel. */
  readonly clock: { nowMs: number }
  readonly logLines: string[]
  readonly admin: (method: Method, path: string, body?: unknown) => Promise<Answer>
  readonly newCode: (registerName?: string) => Promise<string>
  readonly pair: (code: string, changes?: Record<string, unknown>) => Promise<Answer & { keys: KeyPair }>
  readonly pairedTill: (registerName?: string) => Promise<TestTill>
  readonly close: () => Promise<void>
}

const nobodyThere: ServerDeps['transport'] = async () => {
  throw Object.assign(new Error('nobody is there'), { code: 'ECONNREFUSED' })
}

export type KeyPair = { readonly publicKey: string; readonly privateKey: KeyObject }

export type SignedRequest = {
  readonly method: Method
  readonly path: string
  readonly body: string
  readonly headers: Record<string, string>
}

/** A paired till as far as the server can tell. */
export type TestTill = {
  readonly paired: PairResponse
  /** A signed request, ready to be sent, replayed or tampered with. */
  readonly signed: (method: Method, path: string, body?: unknown, timestampMs?: number) => SignedRequest
  readonly send: (request: SignedRequest) => Promise<Answer>
  readonly request: (method: Method, path: string, body?: unknown) => Promise<Answer>
}

export function newKeys(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { publicKey: publicKey.export({ format: 'jwk' }).x ?? '', privateKey }
}

/** A whole server in practice mode on a database of its own, reached without a socket. */
export async function startTestServer(
  options: { databaseUrl?: string; env?: Record<string, string>; deps?: Partial<ServerDeps> } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-server-'))
  const storage =
    options.databaseUrl === undefined
      ? { CASHWRAP_SERVER_DATA: folder }
      : { DATABASE_URL: options.databaseUrl }
  const read = readConfig({ CASHWRAP_ADMIN_TOKEN: adminToken, ...storage, ...options.env })
  if (!read.ok) throw new Error(read.error.message)
  const config: ServerConfig = read.value
  const clock = { nowMs: Date.parse('2026-11-23T10:00:00Z') }
  const opened = await openStore({ storage: config.storage, mode: config.mode, nowMs: clock.nowMs })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  const logLines: string[] = []
  const deps: ServerDeps = {
    config,
    store,
    clock: { nowMs: () => clock.nowMs, monotonicMs: () => clock.nowMs },
    newId: uuidv7,
    randomBytes,
    logger: createLogger('info', { write: (line: string) => void logLines.push(line) }),
    // A test in test or live mode never reaches the processor itself, whatever network the machine has.
    ...(config.mode === 'practice' ? {} : { transport: nobodyThere }),
    ...options.deps,
  }
  const server = await createServer(deps)
  const started = await server.start()
  if (!started.ok) {
    await server.close()
    throw new Error(started.error.message)
  }

  const admin: TestServer['admin'] = async (method, path, body) =>
    answer(
      await server.app.inject({
        method,
        url: path,
        headers: { authorization: `Bearer ${adminToken}` },
        ...(body === undefined ? {} : { payload: body as object }),
      }),
    )
  const newCode: TestServer['newCode'] = async (registerName = 'Counter') => {
    const { body } = await admin('POST', '/v1/backoffice/pairing-codes', { registerName })
    return (body as { code: string }).code
  }
  const pair: TestServer['pair'] = async (code, changes = {}) => {
    const keys = newKeys()
    const payload = { code, publicKey: keys.publicKey, deviceName: 'Till', mode: null, ...changes }
    return { ...answer(await server.app.inject({ method: 'POST', url: '/v1/devices/pair', payload })), keys }
  }
  return {
    server,
    store,
    deps,
    clock,
    logLines,
    admin,
    newCode,
    pair,
    pairedTill: async (registerName) => {
      const paired = await pair(await newCode(registerName))
      if (paired.status !== 200) throw new Error(JSON.stringify(paired.body))
      return tillOf(server, clock, paired.body as PairResponse, paired.keys)
    },
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function tillOf(server: Server, clock: { nowMs: number }, paired: PairResponse, keys: KeyPair): TestTill {
  const signed: TestTill['signed'] = (method, path, body, timestampMs = clock.nowMs) =>
    signRequest(keys, paired.deviceId, {
      method,
      path,
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      timestampMs,
    })
  const send: TestTill['send'] = async (request) =>
    answer(
      await server.app.inject({
        method: request.method,
        url: request.path,
        headers: request.headers,
        ...(request.body === '' ? {} : { payload: request.body }),
      }),
    )
  return { paired, signed, send, request: (method, path, body) => send(signed(method, path, body)) }
}

export function signRequest(
  keys: KeyPair,
  deviceId: string,
  request: { method: Method; path: string; body: string; timestampMs: number },
): SignedRequest {
  const nonce = randomBytes(16).toString('base64url')
  const { method, path, body, timestampMs } = request
  const text = signedText({ method, path, body, deviceId, timestampMs, nonce })
  return {
    method,
    path,
    body,
    headers: {
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
      [deviceHeaders.device]: deviceId,
      [deviceHeaders.timestamp]: String(timestampMs),
      [deviceHeaders.nonce]: nonce,
      [deviceHeaders.signature]: sign(null, Buffer.from(text), keys.privateKey).toString('base64url'),
    },
  }
}

const answer = (response: { statusCode: number; headers: object; body: string }): Answer => ({
  status: response.statusCode,
  headers: { ...response.headers },
  body: response.body.startsWith('{') ? (JSON.parse(response.body) as unknown) : response.body,
})

/** `409 sync_gap`, for one-line expectations. */
export const errorOf = ({ status, body }: Answer): string =>
  `${status} ${(body as { error?: { code?: string } }).error?.code ?? '-'}`

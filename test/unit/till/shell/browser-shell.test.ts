import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { bridgeFrameBytesMax } from '../../../../domain/protocol/bridge.ts'
import type { TillState } from '../../../../domain/protocol/views.ts'
import { ok } from '../../../../domain/result.ts'
import { type BrowserShell, openBrowserShell } from '../../../../till/shell/browser-shell.ts'
import { pagePolicy } from '../../../../till/shell/page-policy.ts'
import { pathWithin } from '../../../../till/shell/web-files.ts'
import { tempFolder } from '../store/temp-folder.ts'
import { standInTill, tillState } from './test-till.ts'

function builtPages(): string {
  const root = join(tempFolder(), 'renderer')
  for (const folder of ['till', 'assets', 'backoffice']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'till', 'index.html'), '<!doctype html><title>till</title>')
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'export {}')
  writeFileSync(join(root, 'icon.svg'), '<svg/>')
  writeFileSync(join(root, 'backoffice', 'index.html'), 'back office')
  writeFileSync(join(root, '.env'), 'SECRET=1')
  writeFileSync(join(root, '..', 'outside.txt'), 'outside')
  return root
}

async function open(
  change: { readonly webRoot?: string; readonly nowMs?: () => number; readonly state?: TillState } = {},
) {
  const { state = tillState } = change
  const till = standInTill({ 'till.state': async () => ok(state) })
  let count = 0
  const opened = await openBrowserShell({
    till,
    port: 0,
    webRoot: change.webRoot ?? builtPages(),
    devOrigin: null,
    randomBytes: (length) => {
      count += 1
      return Buffer.alloc(length, count)
    },
    monotonicMs: change.nowMs ?? (() => 0),
    log: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.message)
  const shell: BrowserShell = opened.value
  onTestFinished(() => shell.close())
  const { origin, port } = new URL(shell.url)
  const entry = await ask(shell.url)
  const cookie = (entry.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
  return { shell, till, origin, port: Number(port), entry, cookie }
}

type Reply = { status: number; headers: Record<string, string[]>; text: string }

/** Plain `node:http`: `fetch` would not let a test lie about Host and Origin. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(answer.headersDistinct).map(([name, values]) => [name, values ?? []]),
          ),
          text,
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

type Opened = Awaited<ReturnType<typeof open>>

async function newToken({ origin, cookie }: Opened): Promise<string> {
  const answer = await ask(`${origin}/bridge-token`, { method: 'POST', headers: { cookie, origin } })
  return (JSON.parse(answer.text) as { token: string }).token
}

function connect({ origin, port, cookie }: Opened, token: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/bridge?token=${token}`, {
    headers: { cookie, origin, ...headers },
  })
  onTestFinished(() => socket.terminate())
  const outcome = new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101))
    socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0))
    socket.once('error', () => undefined)
  })
  return { socket, outcome }
}

const closeOf = (socket: WebSocket): Promise<{ code: number; reason: string }> =>
  new Promise((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )

test('the printed address is traded for a cookie that scripts and other sites cannot use, and for the page', async () => {
  const { entry, origin, cookie, port } = await open()
  expect(entry.status).toBe(303)
  expect(entry.headers['location']).toEqual(['/'])
  const [setCookie = ''] = entry.headers['set-cookie'] ?? []
  expect(setCookie).toMatch(
    new RegExp(`^cashwrap_till_${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  )
  const page = await ask(`${origin}/`, { headers: { cookie } })
  expect(page.status).toBe(200)
  expect(page.text).toContain('<title>till</title>')
  expect(page.headers['cache-control']).toEqual(['no-store'])
  const [policy = ''] = page.headers['content-security-policy'] ?? []
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain('frame-src http://127.0.0.1:4312;')
  expect(policy).not.toContain('unsafe')
})

test('a page that was opened before the till is paired may frame the practice reader afterwards', async () => {
  const { origin, cookie } = await open({
    state: { ...tillState, paired: false, mode: 'practice', practicePanelUrl: null },
  })
  const page = await ask(`${origin}/`, { headers: { cookie } })
  const [policy = ''] = page.headers['content-security-policy'] ?? []
  expect(policy).toContain('frame-src http://127.0.0.1:* http://localhost:*;')
})

test('without the address a page says how to open the till, and nothing is served', async () => {
  const { origin } = await open()
  for (const path of ['/', '/?key=wrong', '/assets/app-1a2b.js', '/?key=']) {
    const answer = await ask(`${origin}${path}`)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('?key=')
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})

test('a name that is made to point here gets nothing, whatever it knows', async () => {
  const opened = await open()
  const answer = await ask(opened.shell.url, { headers: { host: `till.evil.example:${opened.port}` } })
  expect(answer.status).toBe(421)
  const { outcome } = connect(opened, await newToken(opened), { host: 'till.evil.example' })
  expect(await outcome).toBe(403)
})

test('files keep their types and their caching; nothing outside, hidden, or of the back office is served', async () => {
  const { origin, cookie } = await open()
  const get = (path: string) => ask(`${origin}${path}`, { headers: { cookie } })
  const script = await get('/assets/app-1a2b.js')
  expect(script.headers['content-type']).toEqual(['text/javascript; charset=utf-8'])
  expect(script.headers['cache-control']?.[0]).toContain('immutable')
  expect((await get('/icon.svg')).headers['content-type']).toEqual(['image/svg+xml'])
  for (const path of [
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/..%5coutside.txt',
    '/.env',
    '/assets',
    '/nothing.js',
    '/backoffice/index.html',
    '/%ff',
    '/icon.svg%00.js',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404])
  }
  expect((await ask(`${origin}/`, { method: 'DELETE', headers: { cookie } })).status).toBe(405)
})

test('no path in any spelling leads out of the pages', () => {
  for (const path of [
    '/..',
    '/../x',
    '/a/../../x',
    '/%2e%2e/x',
    '/..%2fx',
    '//..//x',
    '/',
    '',
    '/a/..',
    '/.git/x',
    '/a\\b',
    '/%zz',
  ]) {
    expect([path, pathWithin('/srv/pages', path)]).toEqual([path, null])
  }
  expect(pathWithin('/srv/pages', '/assets/a%20b.js')).toBe('/srv/pages/assets/a b.js')
})

test('pages that are not built are said to be so', async () => {
  const { origin, cookie } = await open({ webRoot: tempFolder() })
  const answer = await ask(`${origin}/`, { headers: { cookie } })
  expect(answer.status).toBe(503)
  expect(answer.text).toContain('npm run build')
})

test('a token needs the cookie and the page of this very origin', async () => {
  const { origin, cookie, port } = await open()
  const post = (headers: Record<string, string>) => ask(`${origin}/bridge-token`, { method: 'POST', headers })
  expect((await post({ cookie, origin })).status).toBe(200)
  expect((await post({ origin })).status).toBe(401)
  expect((await post({ origin, cookie: `cashwrap_till_${port}=guess` })).status).toBe(401)
  expect((await post({ cookie })).status).toBe(403)
  expect((await post({ cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403)
  expect((await post({ cookie, origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ cookie, origin: 'null' })).status).toBe(403)
})

test('a token opens one connection, once, within half a minute', async () => {
  let nowMs = 0
  const opened = await open({ nowMs: () => nowMs })
  const token = await newToken(opened)
  expect(await connect(opened, token).outcome).toBe(101)
  expect(await connect(opened, token).outcome).toBe(403)
  expect(await connect(opened, 'a made-up one').outcome).toBe(403)
  const old = await newToken(opened)
  nowMs = 30_001
  expect(await connect(opened, old).outcome).toBe(403)
  const stolen = await newToken(opened)
  expect(await connect(opened, stolen, { origin: 'https://evil.example' }).outcome).toBe(403)
  // Refused once, it is spent all the same.
  expect(await connect(opened, stolen).outcome).toBe(403)
})

test('a connected page calls, is told, and survives its own nonsense', async () => {
  const opened = await open()
  const { socket, outcome } = connect(opened, await newToken(opened))
  expect(await outcome).toBe(101)
  const frames: unknown[] = []
  const heard = new Promise<void>((resolve) =>
    socket.on('message', (data) => {
      frames.push(JSON.parse(String(data)))
      if (frames.length === 3) resolve()
    }),
  )
  socket.send(JSON.stringify({ id: 1, channel: 'till.state', input: {} }))
  socket.send(JSON.stringify({ id: 2, channel: 'cart.add', input: { productId: 5 } }))
  opened.till.publish('till', tillState)
  await heard
  expect(frames).toContainEqual({ id: 1, result: { ok: true, value: tillState } })
  expect(frames).toContainEqual({ topic: 'till', event: tillState })
  const closed = closeOf(socket)
  socket.send('{"not": json')
  expect(await closed).toEqual({ code: 1008, reason: 'The message is not a call: it has no readable id.' })
})

test('frames that are too large or binary end the line, and the till goes on', async () => {
  const opened = await open()
  const large = connect(opened, await newToken(opened))
  await large.outcome
  const largeClosed = closeOf(large.socket)
  large.socket.send(JSON.stringify({ id: 1, channel: 'till.state', input: 'x'.repeat(bridgeFrameBytesMax) }))
  expect((await largeClosed).code).toBe(1009)
  const binary = connect(opened, await newToken(opened))
  await binary.outcome
  const binaryClosed = closeOf(binary.socket)
  binary.socket.send(Buffer.from([1, 2, 3]))
  expect((await binaryClosed).code).toBe(1003)
  expect(await connect(opened, await newToken(opened)).outcome).toBe(101)
})

test('a port in use is said with the way out', async () => {
  const { port } = await open()
  const second = await openBrowserShell({
    till: standInTill(),
    port,
    webRoot: tempFolder(),
    devOrigin: null,
    randomBytes: (length) => Buffer.alloc(length),
    monotonicMs: () => 0,
    log: () => undefined,
  })
  expect(second.ok ? '' : second.error).toMatchObject({ code: 'port_in_use' })
  expect(second.ok ? '' : second.error.message).toContain(`The port ${port}`)
})

test('before pairing the panel may be any page of this machine; after it, that one; outside practice, none', () => {
  expect(pagePolicy(1, null, false)).toContain('frame-src http://127.0.0.1:* http://localhost:*;')
  expect(pagePolicy(1, 'http://127.0.0.1:9/panel?x', true)).toContain('frame-src http://127.0.0.1:9;')
  expect(pagePolicy(1, null, true)).toContain("frame-src 'none';")
  expect(pagePolicy(1, 'javascript:alert(1)', true)).toContain("frame-src 'none';")
})

test('a register that has not chosen the reader SDK allows nothing from outside of this machine; one that has, Stripe and the reader alone', () => {
  for (const panel of [null, 'http://127.0.0.1:9/'])
    expect(pagePolicy(1, panel, true)).not.toMatch(/https:|stripe|\*\./)
  const chosen = pagePolicy(1, 'http://127.0.0.1:9/', true, true).split('; ')
  expect(chosen).toContain("script-src 'self' https://js.stripe.com")
  expect(chosen).toContain('frame-src http://127.0.0.1:9 https://js.stripe.com')
  expect(chosen.find((one) => one.startsWith('connect-src'))).toBe(
    "connect-src 'self' ws://127.0.0.1:1 ws://localhost:1 https://*.stripe.com https://*.device.stripe-terminal-local-reader.net:*",
  )
  expect(chosen.join()).not.toMatch(/unsafe|script-src[^,]*\*/)
})

test('the page is served with the policy of the way that the register has chosen', async () => {
  const policyWith = async (driver: 'server' | 'sdk') => {
    const reader = { id: 'tmr_1', label: 'Counter', driver, flow: 'process' } as const
    const { origin, cookie } = await open({ state: { ...tillState, reader } })
    return (await ask(`${origin}/`, { headers: { cookie } })).headers['content-security-policy']?.join() ?? ''
  }
  expect(await policyWith('server')).toContain("script-src 'self';")
  expect(await policyWith('server')).not.toContain('stripe')
  expect(await policyWith('sdk')).toContain("script-src 'self' https://js.stripe.com;")
})

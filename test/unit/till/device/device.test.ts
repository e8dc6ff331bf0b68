import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pairRequestSchema } from '../../../../domain/protocol/server-api.ts'
import type { Result } from '../../../../domain/result.ts'
import { type Device, type DeviceDeps, openDevice } from '../../../../till/device/device.ts'
import { createFileVault, keyFileName } from '../../../../till/device/file-vault.ts'
import { parseServerUrl } from '../../../../till/device/server-url.ts'
import type { Vault } from '../../../../till/device/vault.ts'
import { createHttpPort } from '../../../../till/server-link/http-port.ts'
import type { TillStore } from '../../../../till/store/till-store.ts'
import { readCursor, writeCursor } from '../../../../till/sync/pull.ts'
import { journalOn, openStoreOrThrow } from '../journal/test-journal.ts'
import { failure, type LoopbackServer, startLoopbackServer } from '../server-link/loopback-server.ts'
import { tempFolder } from '../store/temp-folder.ts'
import { pairing, shop } from './pairing.ts'

type Opened = { readonly device: Device; readonly store: TillStore; readonly changes: () => number }

async function open(folder: string, change: Partial<DeviceDeps> = {}): Promise<Opened> {
  const store = change.store ?? openStoreOrThrow(folder)
  const http = createHttpPort()
  onTestFinished(() => {
    http.close()
    if (change.store === undefined) store.close()
  })
  let changes = 0
  const opened = await openDevice({
    store,
    vault: createFileVault(folder),
    http,
    clock: { nowMs: () => 1_700_000_000_000, monotonicMs: () => 0 },
    deviceName: 'till-pc',
    serverUrl: null,
    practicePanelUrl: null,
    onChange: () => {
      changes += 1
    },
    ...change,
  })
  if (!opened.ok) throw new Error(opened.error.message)
  return { device: opened.value, store, changes: () => changes }
}

async function serverThatPairs(change: Parameters<typeof pairing>[0] = {}): Promise<LoopbackServer> {
  const server = await startLoopbackServer()
  server.answer(() => ({ status: 200, body: pairing(change) }))
  return server
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code)

test('pairing makes this till a register of the shop, and it still is after a restart', async () => {
  const folder = tempFolder()
  const server = await serverThatPairs()
  const store = openStoreOrThrow(folder)
  onTestFinished(() => store.close())
  const { device, changes } = await open(folder, { store })
  expect(device.view()).toMatchObject({ paired: false, mode: null, store: null })
  expect(codeOf(device.identity())).toBe('not_paired')
  expect(await device.pair({ serverUrl: `${server.url}/`, code: ' ABCD-1234 ' })).toEqual({
    ok: true,
    value: undefined,
  })
  const request = pairRequestSchema.parse(server.seen[0]?.body)
  expect(request).toMatchObject({ code: 'ABCD-1234', deviceName: 'till-pc', mode: null })
  expect(changes()).toBe(1)

  const { device: restarted } = await open(folder, { store })
  expect(restarted.view()).toEqual({
    paired: true,
    mode: 'practice',
    store: shop,
    register: { id: 'register-1', name: 'Front' },
    serverUrl: server.url,
    practicePanelUrl: 'http://127.0.0.1:9/panel',
  })
  const link = restarted.link()
  expect(link?.serverUrl).toBe(server.url)
  expect(link?.sign('text')).toBe(device.link()?.sign('text'))
})

test('the private key is in a file of its own that only its owner reads, and nowhere in the database', async () => {
  const folder = tempFolder()
  const server = await serverThatPairs()
  const { device, store } = await open(folder)
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  const path = join(folder, keyFileName)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const kept: { keys: { privateKey: string }[] } = JSON.parse(readFileSync(path, 'utf8'))
  const secret = kept.keys[0]?.privateKey ?? ''
  expect(secret).toHaveLength(43)
  expect(readFileSync(join(store.folder, 'till.sqlite')).includes(secret)).toBe(false)
  expect(JSON.stringify(server.seen[0]?.body)).not.toContain(secret)
})

test('what the server refuses is said and leaves the till as it was', async () => {
  const server = await startLoopbackServer()
  const { device } = await open(tempFolder())
  server.answer(() => failure(401, 'pairing_code_invalid'))
  expect(codeOf(await device.pair({ serverUrl: server.url, code: 'WRONG-CODE' }))).toBe(
    'pairing_code_invalid',
  )
  expect(codeOf(await device.pair({ serverUrl: server.url, code: 'abc' }))).toBe('pairing_code_invalid')
  expect(codeOf(await device.pair({ serverUrl: 'http://shop.example', code: 'ABCD1234' }))).toBe(
    'invalid_input',
  )
  server.answer(() => 'drop')
  expect(codeOf(await device.pair({ serverUrl: server.url, code: 'ABCD1234' }))).toBe('server_unreachable')
  expect(device.view().paired).toBe(false)
})

test('a paired till is not paired again, until the server refuses its device', async () => {
  const server = await serverThatPairs()
  const { device } = await open(tempFolder())
  const pair = () => device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  await pair()
  expect(codeOf(await pair())).toBe('permission_denied')
  device.setRefusal({ ok: false, error: { code: 'device_revoked', message: 'revoked' } })
  expect(codeOf(device.standing())).toBe('device_revoked')
  expect(device.identity().ok).toBe(true)
  expect(device.view().paired).toBe(false)
  expect((await pair()).ok).toBe(true)
  expect(device.standing().ok).toBe(true)
})

test('a till stays in the mode it was first paired in; the sentence names both', async () => {
  const server = await serverThatPairs()
  const { device } = await open(tempFolder())
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  device.setRefusal({ ok: false, error: { code: 'device_revoked', message: 'revoked' } })
  server.answer(() => ({ status: 200, body: pairing({ mode: 'live' }) }))
  const again = await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  expect(again.ok ? '' : again.error.message).toMatch(/practice mode.*live mode/)
  expect(codeOf(again)).toBe('mode_mismatch')
  expect(pairRequestSchema.parse(server.seen[1]?.body).mode).toBe('practice')
  expect(device.view().mode).toBe('practice')
})

test('a server that knows more of the register than this till has, or other things, is refused', async () => {
  const folder = tempFolder()
  const server = await serverThatPairs()
  const { device, store } = await open(folder)
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  const journal = journalOn(store, { identity: device.identity })
  journal.write([{ kind: 'staff.signed-out', body: {} }])
  const again = (change: Parameters<typeof pairing>[0]) => {
    device.setRefusal({ ok: false, error: { code: 'device_revoked', message: 'revoked' } })
    server.answer(() => ({ status: 200, body: pairing(change) }))
    return device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  }
  const ahead = await again({ headSeq: 2, headHash: 'a'.repeat(64) })
  expect(ahead.ok ? '' : ahead.error.message).toContain('put back from an older copy')
  expect(codeOf(await again({ headSeq: 1, headHash: 'a'.repeat(64) }))).toBe('storage_damaged')
  expect(codeOf(await again({ register: { id: 'register-2', name: 'Back' } }))).toBe('pairing_code_invalid')
  expect(codeOf(await again({ store: { ...shop, id: 'store-2' } }))).toBe('pairing_code_invalid')
  expect(codeOf(await again({ headSeq: 1, headHash: journal.head().hash }))).toBe('ok')
})

test('a new till cannot take over a register with records of its own', async () => {
  const server = await serverThatPairs({ headSeq: 12, headHash: 'a'.repeat(64) })
  const { device } = await open(tempFolder())
  expect(codeOf(await device.pair({ serverUrl: server.url, code: 'ABCD1234' }))).toBe('storage_damaged')
  expect(device.view().paired).toBe(false)
})

test('pairing takes all changes of the server from the beginning', async () => {
  const server = await serverThatPairs()
  const { device, store } = await open(tempFolder())
  store.transaction((db) => writeCursor(db, 'somewhere'))
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  expect(readCursor(store.db)).toBe('')
})

test('a data folder without its key asks to be paired again; a damaged key file says so', async () => {
  const folder = tempFolder()
  const server = await serverThatPairs()
  const store = openStoreOrThrow(folder)
  onTestFinished(() => store.close())
  const { device } = await open(folder, { store })
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  const empty: Vault = {
    read: async () => ({ ok: true, value: null }),
    write: async () => ({ ok: true, value: undefined }),
  }
  const { device: withoutKey } = await open(folder, { store, vault: empty })
  expect(codeOf(withoutKey.standing())).toBe('not_paired')
  expect(withoutKey.view()).toMatchObject({ paired: false, mode: 'practice', store: shop })

  writeFileSync(join(folder, keyFileName), '{"v":1,"keys":[{"publicKey":"x"}]}')
  await expect(open(folder, { store })).rejects.toThrow('key file is damaged')
})

test('a key that cannot be kept is an error, and the till stays unpaired', async () => {
  const server = await serverThatPairs()
  const vault: Vault = {
    read: async () => ({ ok: true, value: null }),
    write: async () => ({ ok: false, error: { code: 'storage_failed', message: 'no keyring' } }),
  }
  const { device } = await open(tempFolder(), { vault })
  expect(codeOf(await device.pair({ serverUrl: server.url, code: 'ABCD1234' }))).toBe('storage_failed')
  expect(device.view().paired).toBe(false)
})

test('a server that moved is followed when the one who starts the till says where it is', async () => {
  const folder = tempFolder()
  const server = await serverThatPairs()
  const store = openStoreOrThrow(folder)
  onTestFinished(() => store.close())
  const { device } = await open(folder, { store })
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  const { device: moved } = await open(folder, {
    store,
    serverUrl: 'http://127.0.0.1:7/',
    practicePanelUrl: 'http://127.0.0.1:8/panel',
  })
  expect(moved.link()?.serverUrl).toBe('http://127.0.0.1:7')
  expect(moved.view().practicePanelUrl).toBe('http://127.0.0.1:8/panel')
  expect((await open(folder, { store })).device.link()?.serverUrl).toBe('http://127.0.0.1:7')
})

test('the shop and this register follow the server; other registers are not ours', async () => {
  const server = await serverThatPairs()
  const { device, store } = await open(tempFolder())
  await device.pair({ serverUrl: server.url, code: 'ABCD1234' })
  const identity = device.identity()
  if (!identity.ok) throw new Error('paired')
  const { store: own, register } = identity.value
  store.transaction((db) =>
    device.applyChanges(db, [
      { kind: 'store', id: own.id, value: { ...own, name: 'Corner & Sons' } },
      { kind: 'register', id: register.id, value: { ...register, name: 'Window' } },
      { kind: 'register', id: 'register-2', value: { ...register, name: 'Cellar' } },
    ]),
  )
  device.changesApplied?.()
  expect(device.view()).toMatchObject({ store: { name: 'Corner & Sons' }, register: { name: 'Window' } })
})

test('server addresses: https anywhere, http on this machine alone', () => {
  expect(parseServerUrl('https://till.example.com/path?x')).toEqual({
    ok: true,
    value: 'https://till.example.com',
  })
  expect(parseServerUrl('http://127.0.0.1:4311')).toEqual({ ok: true, value: 'http://127.0.0.1:4311' })
  expect(parseServerUrl('http://localhost:1').ok).toBe(true)
  for (const bad of [
    '',
    'shop',
    'ftp://x',
    'http://10.0.0.1',
    'http://127.0.0.1.evil.example',
    'https://a:b@x.example',
    'javascript:alert(1)',
  ]) {
    expect(codeOf(parseServerUrl(bad))).toBe('invalid_input')
  }
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../../../domain/result.ts'
import { manageReadersHandlers } from '../../../../till/readers/manage-readers.ts'
import type { OnDuty } from '../../../../till/till-context.ts'
import {
  type CounterTill,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from '../counter/counter-till.ts'
import { aReader } from '../payments/stand-in-server.ts'

type Asked = { readonly method: string; readonly path: string; readonly body: unknown }

let folder: string
let till: CounterTill
let server: Server
let asked: Asked[]
let answer: { status: number; body: unknown }

beforeEach(async () => {
  folder = newFolder()
  asked = []
  answer = { status: 200, body: {} }
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
    })
    request.on('end', () => {
      asked.push({
        method: request.method ?? '',
        path: request.url ?? '',
        body: text === '' ? null : (JSON.parse(text) as unknown),
      })
      const listing = request.method === 'GET' && request.url === '/v1/readers'
      response.writeHead(listing ? 200 : answer.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(listing ? { readers: [aReader()] } : answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  till = openCounterTill({ folder, serverUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
afterEach(async () => {
  await till.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  removeFolder(folder)
})

const as = (role: 'cashier' | 'manager' | null) => {
  const duty = unwrap(till.context.onDuty())
  const onDuty: Result<OnDuty> =
    role === null
      ? fail('not_signed_in', 'Nobody is signed in.')
      : ok({ ...duty, staff: { ...duty.staff, role } })
  return manageReadersHandlers({ ...till.context, onDuty: () => onDuty }, () => {
    throw new Error('not asked for here')
  })
}
const wish = { registrationCode: 'simulated-wpe', label: 'Bar', locationId: 'tml_1' }

describe('what only a manager may do with readers', () => {
  test.each([
    ['a cashier', 'cashier', 'permission_denied'],
    ['nobody', null, 'not_signed_in'],
  ] as const)('is refused to %s at the till already, and the server is not asked', async (_, role, code) => {
    const handlers = as(role)
    const place = {
      displayName: 'x',
      line1: 'x',
      line2: null,
      city: 'x',
      state: null,
      postalCode: 'x',
      country: 'NL',
    }
    for (const refused of [
      await handlers['reader.register'](wish),
      await handlers['reader.rename']({ readerId: 'tmr_1', label: 'x' }),
      await handlers['reader.remove']({ readerId: 'tmr_1' }),
      await handlers['reader.createLocation'](place),
    ])
      expect(refused).toMatchObject({ ok: false, error: { code } })
    expect(asked).toEqual([])
  })

  test('names who is signed in', async () => {
    answer.body = { reader: aReader({ id: 'tmr_9', label: 'Bar' }) }
    expect(unwrap(await as('manager')['reader.register'](wish))).toMatchObject({ id: 'tmr_9' })
    expect(asked).toEqual([{ method: 'POST', path: '/v1/readers', body: { ...wish, staffId: 'anna' } }])
  })

  test('comes back with the server’s own refusal', async () => {
    answer = { status: 409, body: { error: { code: 'reader_code_used', message: 'Used.' } } }
    expect(await as('manager')['reader.register'](wish)).toMatchObject({
      error: { code: 'reader_code_used' },
    })
  })
})

describe('the reader of this register', () => {
  beforeEach(async () => {
    unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
    await expect.poll(() => asked.map(({ path }) => path)).toContain('/v1/readers/tmr_1/use')
  })

  test('is told to the server when it is chosen', () => {
    expect(asked.find(({ path }) => path.endsWith('/use'))?.body).toEqual({
      driver: 'server',
      flow: 'process',
    })
  })

  test('carries its new name at once', async () => {
    answer.body = { reader: aReader({ label: 'Front' }) }
    unwrap(await as('manager')['reader.rename']({ readerId: 'tmr_1', label: 'Front' }))
    expect(till.side.readers.chosen()).toMatchObject({ id: 'tmr_1', label: 'Front' })
  })

  test('is forgotten when it is removed, another one’s removal leaves it alone', async () => {
    const handlers = manageReadersHandlers(
      {
        ...till.context,
        onDuty: () => {
          const duty = unwrap(till.context.onDuty())
          return ok({ ...duty, staff: { ...duty.staff, role: 'owner' as const } })
        },
      },
      () => unwrap(state),
    )
    const state = await till.handlers['reader.choose']({ readerId: 'tmr_1' })
    unwrap(await handlers['reader.remove']({ readerId: 'tmr_2' }))
    expect(till.side.readers.chosen()?.id).toBe('tmr_1')
    unwrap(await handlers['reader.remove']({ readerId: 'tmr_1' }))
    expect(till.side.readers.chosen()).toBeNull()
    expect(asked.at(-1)).toEqual({ method: 'DELETE', path: '/v1/readers/tmr_1?staffId=anna', body: null })
  })

  test('keeps its name when the answer of a renaming is lost', async () => {
    answer = { status: 500, body: {} }
    expect(await as('manager')['reader.rename']({ readerId: 'tmr_1', label: 'Front' })).toMatchObject({
      ok: false,
    })
    expect(till.side.readers.chosen()?.label).toBe('Counter')
  })
})

test('a test payment needs somebody at the till', async () => {
  expect(await as(null)['reader.test']({ readerId: 'tmr_1' })).toMatchObject({
    error: { code: 'not_signed_in' },
  })
})

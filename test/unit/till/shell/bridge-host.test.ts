import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bridge,
  type Channel,
  type ServerFrame,
  serverFrameSchema,
} from '../../../../domain/protocol/bridge.ts'
import { ok } from '../../../../domain/result.ts'
import { createBridgeHost } from '../../../../till/shell/bridge-host.ts'
import { sqliteError } from '../store/failing-disk.ts'
import { type StandInTill, standInTill, tillState } from './test-till.ts'

function connect(till: StandInTill) {
  const frames: ServerFrame[] = []
  const logged: string[] = []
  const host = createBridgeHost(till, (_level, event) => void logged.push(event))
  const connection = host.connect((frame) => void frames.push(frame))
  return { connection, frames, logged }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

const channels = Object.keys(bridge) as Channel[]

test('a call is parsed, handled, and answered under its own id', async () => {
  const till = standInTill({ 'cart.scan': async ({ code }) => ok({ scanned: code } as never) })
  const { connection, frames } = connect(till)
  expect(connection.receive({ id: 7, channel: 'cart.scan', input: { code: '4006381333931' } })).toBeNull()
  expect(connection.receive({ id: 8, channel: 'till.state', input: {} })).toBeNull()
  await settled()
  expect(frames).toContainEqual({ id: 7, result: { ok: true, value: { scanned: '4006381333931' } } })
  expect(frames).toContainEqual({ id: 8, result: { ok: true, value: tillState } })
})

test('an input of the wrong shape, an unknown channel, or a frame with too much in it gets a sentence', async () => {
  const till = standInTill()
  const { connection, frames } = connect(till)
  const bad: readonly unknown[] = [
    { id: 1, channel: 'cart.scan', input: { code: 5 } },
    { id: 2, channel: 'cart.scan', input: { code: 'x'.repeat(201) } },
    { id: 3, channel: 'cart.scan', input: { code: 'x', also: 1 } },
    { id: 4, channel: 'cart.scan', input: null },
    { id: 5, channel: 'cart.explode', input: {} },
    { id: 6, channel: 'toString', input: {} },
    { id: 7, channel: '__proto__', input: {} },
    { id: 8, channel: 'till.state', input: {}, also: 1 },
    { id: 9, input: {} },
    { id: 10, channel: 5, input: {} },
    { id: 11, channel: 'cart.add', input: { productId: 'p', quantity: Number.NaN } },
    { id: 12, channel: 'cart.removeLine', input: { lineId: 'x' } },
  ]
  for (const frame of bad) expect(connection.receive(frame)).toBeNull()
  await settled()
  expect(frames).toHaveLength(bad.length)
  for (const frame of frames) {
    expect(frame).toMatchObject({ result: { ok: false, error: { code: 'invalid_input' } } })
    expect(serverFrameSchema.safeParse(frame).success).toBe(true)
  }
  expect(JSON.stringify(frames)).toContain('The till did not understand cart.scan at code (')
  for (const { result } of frames as { result: { error: { message: string } } }[]) {
    expect(result.error.message).toMatch(/[Rr]eload the page/)
    expect(result.error.message).not.toContain('pattern')
  }
  expect(till.asked).toEqual([])
})

test('a message that is no call at all ends the line with a reason', () => {
  const { connection, frames } = connect(standInTill())
  for (const data of [
    undefined,
    null,
    5,
    'till.state',
    [],
    {},
    { id: 0 },
    { id: -1 },
    { id: 1.5 },
    { id: '1' },
  ]) {
    expect(connection.receive(data)).toContain('no readable id')
  }
  expect(frames).toEqual([])
})

test('a bug in a handler is logged and answered, and what broke stays inside', async () => {
  const till = standInTill({
    'counter.get': async () => {
      throw new TypeError('secret insides')
    },
    'sale.parked': () => {
      throw new Error('thrown before any promise')
    },
    'sync.queue': async () => {
      throw sqliteError('SQLITE_CORRUPT')
    },
  })
  const { connection, frames, logged } = connect(till)
  connection.receive({ id: 1, channel: 'counter.get', input: {} })
  connection.receive({ id: 2, channel: 'sale.parked', input: {} })
  connection.receive({ id: 3, channel: 'sync.queue', input: {} })
  await settled()
  expect(
    frames.map((frame) => ('result' in frame && !frame.result.ok ? frame.result.error.code : '')),
  ).toEqual(['internal', 'internal', 'storage_damaged'])
  expect(JSON.stringify(frames)).not.toContain('insides')
  expect(logged).toEqual(['bridge.call-failed', 'bridge.call-failed'])
})

test('topics reach every connected screen until it leaves', () => {
  const till = standInTill()
  const { connection, frames } = connect(till)
  till.publish('till', tillState)
  connection.close()
  till.publish('till', tillState)
  expect(frames).toEqual([{ topic: 'till', event: tillState }])
})

test('a screen that asks without end is told to wait, and others are not', async () => {
  const till = standInTill({ 'reader.list': () => new Promise(() => undefined) })
  const { connection, frames } = connect(till)
  for (let id = 1; id <= 210; id++) connection.receive({ id, channel: 'reader.list', input: {} })
  await settled()
  expect(frames).toHaveLength(10)
  expect(frames[0]).toMatchObject({ result: { error: { code: 'rate_limited' } } })
})

test('whatever a screen sends, each call is answered once and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.anything(),
          fc.record({ id: fc.nat(), channel: fc.constantFrom(...channels), input: fc.anything() }),
          fc.record({ id: fc.nat(), channel: fc.string(), input: fc.jsonValue() }, { requiredKeys: ['id'] }),
        ),
        { maxLength: 8 },
      ),
      async (messages) => {
        const { connection, frames } = connect(standInTill())
        const answered = messages.filter((message) => connection.receive(message) === null)
        await settled()
        expect(frames).toHaveLength(answered.length)
        for (const frame of frames) expect(serverFrameSchema.safeParse(frame).success).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

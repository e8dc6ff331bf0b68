import { expect, test } from 'vitest'
import { createReaderConnection } from '../../../../../renderer/till/terminal-sdk/reader-connection.ts'
import type { SdkCallbacks } from '../../../../../renderer/till/terminal-sdk/sdk-terminal.ts'
import { anError, FakeTerminal } from './fake-terminal.ts'

function world(plan: Partial<FakeTerminal> = {}, canLoad = true) {
  const terminal = Object.assign(new FakeTerminal(), plan)
  const timers: { run: () => void; delayMs: number }[] = []
  let callbacks: SdkCallbacks | null = null
  let opened = 0
  const connection = createReaderConnection({
    openTerminal: async (given) => {
      opened += 1
      callbacks = given
      return canLoad ? terminal : null
    },
    connectionToken: async () => 'pst_1',
    schedule: (run, delayMs) => {
      const timer = { run, delayMs }
      timers.push(timer)
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1))
    },
    random: () => 1,
    onChange: () => undefined,
  })
  return {
    terminal,
    connection,
    timers,
    opened: () => opened,
    goes: () => callbacks?.onUnexpectedReaderDisconnect(),
    async settle() {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    },
  }
}

test('the wanted reader is found and connected, never taken from another register, and let go', async () => {
  const { connection, terminal, settle, opened } = world({ readers: ['tmr_0', 'tmr_1'] })
  connection.want('tmr_1')
  connection.want('tmr_1')
  await settle()
  expect([connection.connectedTo(), connection.problem()]).toEqual(['tmr_1', null])
  expect(terminal.asked).toEqual(['discover', 'connect tmr_1 unless in use'])
  connection.want(null)
  await settle()
  expect(connection.connectedTo()).toBeNull()
  expect(connection.terminal()).toBeNull()
  expect(terminal.asked.at(-1)).toBe('disconnect')
  connection.want('tmr_0')
  await settle()
  expect([connection.connectedTo(), opened()]).toEqual(['tmr_0', 1])
})

test('a reader that goes by itself is connected again, with growing pauses while it stays away', async () => {
  const { connection, terminal, timers, goes, settle } = world()
  connection.want('tmr_1')
  await settle()
  terminal.readers = []
  goes()
  const pauses: number[] = []
  for (let round = 0; round < 7; round += 1) {
    await settle()
    expect(connection.connectedTo()).toBeNull()
    expect(connection.problem()).toBe('reader-not-found')
    const timer = timers.at(-1)
    pauses.push(timer?.delayMs ?? 0)
    if (round === 6) terminal.readers = ['tmr_1']
    timers.length = 0
    timer?.run()
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  await settle()
  expect([connection.connectedTo(), connection.problem(), timers]).toEqual(['tmr_1', null, []])
})

test('what is in the way is said: in use elsewhere, out of reach, or an SDK that does not load', async () => {
  for (const [code, problem] of [
    ['already_connected', 'reader-in-use'],
    ['network_error', 'not-connected'],
    ['something_new', 'not-connected'],
  ] as const) {
    const { connection, settle, timers } = world({ connects: [anError(code)] })
    connection.want('tmr_1')
    await settle()
    expect(connection.problem()).toBe(problem)
    expect(timers).toHaveLength(1)
  }
  const { connection, settle, timers } = world({}, false)
  connection.want('tmr_1')
  await settle()
  expect(connection.problem()).toBe('sdk-not-loaded')
  // Only loading the page anew tries again.
  expect(timers).toEqual([])
})

test('whoever waits for the reader hears when it is back, or that it was not in time', async () => {
  const { connection, settle, timers } = world()
  const late = connection.within(5_000)
  timers[0]?.run()
  expect(await late).toBe(false)
  const inTime = connection.within(5_000)
  connection.want('tmr_1')
  await settle()
  expect(await inTime).toBe(true)
  expect(timers).toEqual([])
})

import { expect, test } from 'vitest'
import type { Bridge } from '../../../../../domain/protocol/bridge.ts'
import type {
  TerminalCommand,
  TerminalStatus,
  TerminalTopic,
} from '../../../../../domain/protocol/terminal.ts'
import { fail, ok } from '../../../../../domain/result.ts'
import { createTerminalDriver } from '../../../../../renderer/till/terminal-sdk/terminal-driver.ts'
import { anError, charged, collected, FakeTerminal } from './fake-terminal.ts'

const cart = {
  currency: 'EUR',
  lines: [{ description: 'Tea', amountMinor: 300, quantity: 1 }],
  taxMinor: 0,
  totalMinor: 300,
} as const
const collect: TerminalCommand = {
  kind: 'collect',
  key: 'pay-1',
  paymentId: 'pi_1',
  clientSecret: 'pi_1_secret_x',
  tipping: null,
}

/** A till of which the test says who drives and what it holds. */
function world(plan: Partial<FakeTerminal> = {}) {
  const terminal = Object.assign(new FakeTerminal(), plan)
  const till = { drives: true, readerId: 'tmr_1' as string | null, holdKey: null as string | null }
  const statuses: TerminalStatus[] = []
  const answers: string[] = []
  const timers: (() => void)[] = []
  let obey: (event: TerminalTopic) => void = () => undefined
  const bridge = {
    call: async (channel: string, input: never) => {
      if (channel === 'terminal.status') {
        statuses.push(input)
        return ok({ ...till })
      }
      if (channel === 'terminal.answer') {
        const { id, answer } = input as {
          id: string
          answer: { kind: string; stage?: string; outcome?: string }
        }
        answers.push(`${id} ${answer.stage ?? answer.outcome}`)
        return ok({})
      }
      return fail('not_found', channel)
    },
    on: (_topic: string, listener: never) => {
      obey = listener
      return () => undefined
    },
  } as Bridge
  const driver = createTerminalDriver({
    bridge,
    pageId: 'A',
    openTerminal: async () => terminal,
    schedule: (run) => {
      timers.push(run)
      return () => void (timers.includes(run) && timers.splice(timers.indexOf(run), 1))
    },
    random: () => 1,
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
  }
  return {
    terminal,
    till,
    statuses,
    answers,
    driver,
    settle,
    async tell(id: string, command: TerminalCommand, pageId = 'A') {
      obey({ pageId, id, command })
      await settle()
    },
    /** The next status is due. */
    async report() {
      timers.splice(0).at(-1)?.()
      await settle()
    },
    async start() {
      driver.start()
      await settle()
    },
  }
}

test('the driving page connects to the reader, asks for the card and says how it goes', async () => {
  const page = world({ collects: [collected], processes: [charged] })
  await page.start()
  expect(page.driver.standing()).toBe('connected')
  expect(page.statuses.at(-1)).toMatchObject({ connectedReaderId: 'tmr_1', busyKey: null })
  await page.tell('c1', collect)
  expect(page.answers).toEqual(['c1 taken', 'c1 waiting', 'c1 processing', 'c1 done'])
})

test('another page leaves the reader alone, and does not hear commands that are not its own', async () => {
  const page = world({ collects: [collected], processes: [charged] })
  page.till.drives = false
  await page.start()
  expect(page.driver.standing()).toBe('elsewhere')
  await page.tell('c1', collect, 'B')
  expect([page.terminal.asked, page.answers]).toEqual([[], []])
  // The other one has gone.
  page.till.drives = true
  await page.report()
  expect(page.driver.standing()).toBe('connected')
})

test('one card at a time: a second question and a cart are refused while one is on the reader', async () => {
  const page = world()
  await page.start()
  await page.tell('c1', collect)
  page.till.holdKey = 'pay-1'
  await page.tell('c2', { ...collect, key: 'pay-2' })
  await page.tell('c3', { kind: 'display', cart: { ...cart, lines: [...cart.lines] } })
  expect(page.answers).toEqual(['c1 taken', 'c1 waiting', 'c2 left', 'c3 left'])
  await page.tell('c4', { kind: 'cancel', key: 'pay-1' })
  expect(page.terminal.asked).toContain('cancel collect')
  expect(page.answers).toContain('c1 left')
})

test('a question that the till does not know of any more is taken off the reader', async () => {
  const page = world()
  await page.start()
  page.till.holdKey = 'pay-1'
  await page.tell('c1', collect)
  await page.report()
  expect(page.statuses.at(-1)).toMatchObject({ busyKey: 'pay-1' })
  expect(page.terminal.asked).not.toContain('cancel collect')
  page.till.holdKey = null
  await page.report()
  expect(page.terminal.asked).toContain('cancel collect')
  expect(page.answers.at(-1)).toBe('c1 left')
})

test('a reader that goes in the middle is connected again while the question waits, for the same intent', async () => {
  const page = world({ collects: [anError('no_established_connection'), collected], processes: [charged] })
  await page.start()
  page.till.holdKey = 'pay-1'
  await page.tell('c1', collect)
  await page.settle()
  expect(page.answers).toEqual([
    'c1 taken',
    'c1 waiting',
    'c1 reader-lost',
    'c1 waiting',
    'c1 processing',
    'c1 done',
  ])
  expect(new Set(page.terminal.secrets)).toEqual(new Set(['pi_1_secret_x']))
})

test('the cart is shown and cleared', async () => {
  const page = world()
  await page.start()
  await page.tell('c1', { kind: 'display', cart: { ...cart, lines: [...cart.lines] } })
  await page.tell('c2', { kind: 'display', cart: { ...cart, lines: [] } })
  expect(page.terminal.asked.slice(-2)).toEqual(['show 300', 'clear'])
  expect(page.answers).toEqual(['c1 done', 'c2 done'])
})

test('a page that goes away says so, and does nothing any more', async () => {
  const page = world()
  await page.start()
  page.driver.leave()
  await page.settle()
  expect(page.statuses.at(-1)).toMatchObject({ leaving: true })
  await page.tell('c1', collect)
  expect(page.answers).toEqual([])
})

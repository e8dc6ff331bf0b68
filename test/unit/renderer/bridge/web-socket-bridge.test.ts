import { describe, expect, test } from 'vitest'
import type { LinkStatus } from '../../../../renderer/bridge/bridge-client.ts'
import {
  createWebSocketBridge,
  type LineEvents,
  type WebSocketBridgeDeps,
} from '../../../../renderer/bridge/web-socket-bridge.ts'

/** An empty counter as the till would say it. */
const counterView = (revision: number, note: string | null = null) => ({
  revision,
  phase: 'cart',
  cart: { saleId: '01890000-0000-7000-8000-000000000001', currency: 'EUR', lines: [], discount: null, note },
  totals: {
    currency: 'EUR',
    lines: [],
    grossMinor: 0,
    discountMinor: 0,
    taxes: [],
    taxMinor: 0,
    totalMinor: 0,
  },
  paying: null,
  receipt: null,
  lastLineId: null,
})

const settled = () => new Promise((done) => setTimeout(done))

/** A till at the other end of the line, and a clock that only the test moves. */
function world() {
  const lines: { events: LineEvents; sent: string[]; token: string; closed: boolean }[] = []
  const timers: { run: () => void; delayMs: number }[] = []
  let answer: Awaited<ReturnType<WebSocketBridgeDeps['requestToken']>> = { token: 't1' }
  const bridge = createWebSocketBridge({
    requestToken: async () => answer,
    openLine: (token, events) => {
      const line = { events, sent: [] as string[], token, closed: false }
      lines.push(line)
      return {
        send: (text) => line.sent.push(text),
        close: () => {
          line.closed = true
          events.onClose()
        },
      }
    },
    schedule: (run, delayMs) => {
      const timer = { run, delayMs }
      timers.push(timer)
      return () => {
        timers.splice(timers.indexOf(timer), 1)
      }
    },
    random: () => 1,
    callTimeoutMs: 30_000,
  })
  const statuses: LinkStatus[] = []
  bridge.onStatus((status) => statuses.push(status))
  return {
    bridge,
    lines,
    timers,
    statuses,
    answerToken: (next: typeof answer) => {
      answer = next
    },
    /** Runs the timers with this delay. */
    pass: async (delayMs: number) => {
      for (const timer of [...timers].filter((candidate) => candidate.delayMs === delayMs)) {
        timers.splice(timers.indexOf(timer), 1)
        timer.run()
      }
      await settled()
    },
    open: async () => {
      await settled()
      lines.at(-1)?.events.onOpen()
    },
  }
}

const answerOf = (sent: string | undefined, result: unknown): string =>
  JSON.stringify({ id: (JSON.parse(sent ?? '{}') as { id: number }).id, result })

describe('the bridge over a WebSocket', () => {
  test('a call is answered by the frame with its number, in any order', async () => {
    const { bridge, lines, open } = world()
    await open()
    const first = bridge.call('catalogue.categories', {})
    const second = bridge.call('sync.queue', {})
    const [line] = lines
    line?.events.onText(answerOf(line.sent[1], { ok: true, value: [] }))
    line?.events.onText(
      answerOf(line.sent[0], { ok: true, value: [{ id: 'c', name: 'Tea', hue: 10, position: 0 }] }),
    )
    expect(await second).toEqual({ ok: true, value: [] })
    expect(await first).toEqual({ ok: true, value: [{ id: 'c', name: 'Tea', hue: 10, position: 0 }] })
  })

  test('a failure of the till arrives as it was said', async () => {
    const { bridge, lines, open } = world()
    await open()
    const call = bridge.call('cart.scan', { code: '123' })
    const error = { code: 'product_not_found', message: 'No product has this code.' }
    lines[0]?.events.onText(answerOf(lines[0].sent[0], { ok: false, error }))
    expect(await call).toEqual({ ok: false, error })
  })

  test('an answer of another shape is a failure, never a guess', async () => {
    const { bridge, lines, open } = world()
    await open()
    const call = bridge.call('catalogue.categories', {})
    lines[0]?.events.onText(answerOf(lines[0].sent[0], { ok: true, value: [{ id: 'c', name: 7 }] }))
    expect(await call).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  test('frames that are not ours are passed over', async () => {
    const { bridge, lines, open } = world()
    await open()
    let heard = 0
    bridge.on('till', () => {
      heard += 1
    })
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"id":"x","result":{}}',
      '{"topic":"till","event":{"paired":1}}',
    ]) {
      lines[0]?.events.onText(text)
    }
    lines[0]?.events.onText(new ArrayBuffer(3))
    expect(heard).toBe(0)
  })

  test('an answer that repeats the revision of its event is the same object', async () => {
    const { bridge, lines, open } = world()
    await open()
    const heard: unknown[] = []
    bridge.on('counter', (view) => heard.push(view))
    const call = bridge.call('counter.get', {})
    const view = counterView(7)
    lines[0]?.events.onText(JSON.stringify({ topic: 'counter', event: view }))
    lines[0]?.events.onText(answerOf(lines[0].sent[0], { ok: true, value: view }))
    const answer = await call
    expect(answer).toEqual({ ok: true, value: view })
    expect(answer.ok && answer.value === heard[0]).toBe(true)
  })

  test('a restarted till’s counter of the same revision is read afresh', async () => {
    const { bridge, lines, open, pass } = world()
    await open()
    const heard: unknown[] = []
    bridge.on('counter', (view) => heard.push(view))
    lines[0]?.events.onText(JSON.stringify({ topic: 'counter', event: counterView(7) }))
    lines[0]?.events.onClose()
    await pass(200)
    lines[1]?.events.onOpen()
    lines[1]?.events.onText(JSON.stringify({ topic: 'counter', event: counterView(7, 'of the new till') }))
    expect(heard).toEqual([counterView(7), counterView(7, 'of the new till')])
  })

  test('calls under way when the line breaks fail as sent, later ones as not sent', async () => {
    const { bridge, lines, open, statuses } = world()
    await open()
    const underWay = bridge.call('payment.begin', {})
    lines[0]?.events.onClose()
    expect(await underWay).toMatchObject({
      ok: false,
      error: { code: 'till_unreachable', details: { sent: true } },
    })
    expect(await bridge.call('payment.begin', {})).toMatchObject({
      ok: false,
      error: { code: 'till_unreachable', details: { sent: false } },
    })
    expect(statuses).toEqual(['ready', 'lost'])
  })

  test('it comes back by itself, waiting longer each time up to four seconds, with a fresh token', async () => {
    const { lines, timers, pass, open, answerToken, statuses } = world()
    await open()
    answerToken({ problem: 'unreachable' })
    lines[0]?.events.onClose()
    for (const delayMs of [200, 400, 800, 1_600, 3_200, 4_000, 4_000]) {
      expect(timers.map((timer) => timer.delayMs)).toEqual([delayMs])
      await pass(delayMs)
    }
    answerToken({ token: 't2' })
    await pass(4_000)
    expect(lines[1]?.token).toBe('t2')
    lines[1]?.events.onOpen()
    expect(statuses).toEqual(['ready', 'lost', 'ready'])
  })

  test('a page that the till does not know stops asking', async () => {
    const { bridge, timers, statuses, lines, answerToken, pass, open } = world()
    await open()
    answerToken({ problem: 'refused' })
    lines[0]?.events.onClose()
    await pass(200)
    expect(statuses.at(-1)).toBe('refused')
    expect(bridge.status()).toBe('refused')
    expect(timers).toEqual([])
  })

  test('a call that is never answered fails after its time', async () => {
    const { bridge, open, pass } = world()
    await open()
    const call = bridge.call('till.state', {})
    await pass(30_000)
    expect(await call).toMatchObject({
      ok: false,
      error: { code: 'till_unreachable', details: { sent: true } },
    })
  })

  test('closing ends the line and it stays closed', async () => {
    const { bridge, lines, timers, open } = world()
    await open()
    bridge.close()
    expect(lines[0]?.closed).toBe(true)
    expect(timers).toEqual([])
  })

  test('unsubscribing works', async () => {
    const { bridge, lines, open } = world()
    await open()
    let heard = 0
    const off = bridge.onStatus(() => {
      heard += 1
    })
    off()
    lines[0]?.events.onClose()
    expect(heard).toBe(0)
  })
})

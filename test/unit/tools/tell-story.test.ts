import { describe, expect, it } from 'vitest'
import type { TraceEntry, TraceMatch, TraceResponse } from '../../../domain/protocol/events.ts'
import { duration, tellStory } from '../../../tools/trace/tell-story.ts'

const anEntry = (changes: Partial<TraceEntry>): TraceEntry => ({
  atMs: 1_000,
  from: 'server',
  kind: 'test',
  text: 'Something happened.',
  latencyMs: null,
  attempt: null,
  outcome: null,
  lagMs: null,
  actor: 'system',
  processorIds: [],
  bodyText: '{}',
  ...changes,
})
const aMatch = (changes: Partial<TraceMatch> = {}): TraceMatch => ({
  saleId: 's-1',
  receiptNo: 'R-1',
  atMs: 0,
  amountMinor: 1250,
  currency: 'EUR',
  state: 'approved',
  last4: '4242',
  paymentKeys: ['pay-1'],
  processorPaymentIds: ['pi_1'],
  ...changes,
})
const anAnswer = (changes: Partial<TraceResponse>): TraceResponse => ({
  find: 'x',
  matches: [],
  story: null,
  chain: null,
  ...changes,
})

describe('a story', () => {
  it('says when, who and what, how late it came, and how long nothing happened', () => {
    const text = tellStory(
      anAnswer({
        matches: [aMatch()],
        story: [
          anEntry({ atMs: 1_000, from: 'till', lagMs: 3_200, actor: 'staff:ada' }),
          anEntry({ atMs: 1_320, processorIds: ['pi_1', 'tmr_1'], text: 'Asked about pi_1.' }),
          anEntry({ atMs: 66_320 }),
        ],
      }),
    )
    expect(text.split('\n')).toEqual([
      'sale s-1  receipt R-1  12.50 EUR  card approved  •••• 4242',
      '  pay-1  pi_1',
      '',
      '1970-01-01 00:00:01.000 UTC, and from then on:',
      '     +0 ms  till       Something happened.  (here 3.2 s later; by staff:ada)',
      '   +320 ms  server     Asked about pi_1.  (tmr_1)',
      '            ··· 1 min 5 s of nothing',
      '+1 min 5 s  server     Something happened.',
      '',
    ])
  })

  it('lists the sales when there are several, and says so when there is none', () => {
    const several = tellStory(
      anAnswer({ find: '4242', matches: [aMatch(), aMatch({ saleId: 's-2', state: null })] }),
    )
    expect(several).toContain('"4242" fits 2 sales')
    expect(several).toContain('s-2')
    expect(tellStory(anAnswer({}))).toContain('Nothing is known of "x"')
    expect(tellStory(anAnswer({ story: [anEntry({})] }))).toContain('belongs to no sale')
  })

  it('does not whisper that the log was changed', () => {
    const chain = { sound: false, seq: 7, reason: 'it is missing' }
    expect(tellStory(anAnswer({ chain }))).toContain(
      'THE EVENT LOG IS NOT WHAT WAS WRITTEN: number 7, it is missing.',
    )
  })

  it('writes lengths of time as people say them', () => {
    const rows = [
      [0, '0 ms'],
      [999, '999 ms'],
      [1_000, '1.0 s'],
      [59_999, '59.9 s'],
      [65_000, '1 min 5 s'],
      [7_800_000, '2 h 10 min'],
      [273_600_000, '3 d 4 h'],
    ] as const
    for (const [ms, text] of rows) expect(duration(ms)).toBe(text)
  })
})

import { describe, expect, it } from 'vitest'
import type { Mode } from '../../../../domain/mode/mode.ts'
import type { Processor, ProcessorReader } from '../../../../domain/payment/processor.ts'
import { ofOneMode } from '../../../../server/processors/one-mode.ts'
import { createStripeProcessor } from '../../../../server/processors/stripe/index.ts'
import { aProcessorReader } from './builders.ts'

/** A processor of this mode with these readers; what is sent to them is written down. */
function withReaders(mode: Mode, readers: readonly ProcessorReader[]) {
  const sent: string[] = []
  const done = async ({ readerId }: { readerId: string }, what: string) => {
    sent.push(`${what} ${readerId}`)
    const value = readers.find(({ id }) => id === readerId) ?? aProcessorReader({ id: readerId })
    return { kind: 'done', value, requestId: null } as const
  }
  const bare: Processor = {
    ...createStripeProcessor({
      mode,
      secretKey: mode === 'live' ? 'sk_live_x' : 'sk_test_x',
      apiBase: 'http://127.0.0.1:9',
      partialApproval: false,
    }),
    listReaders: async () => ({ kind: 'done', value: readers, requestId: null }),
    processOnReader: (request) => done(request, 'process'),
    collectOnReader: (request) => done(request, 'collect'),
    display: (request) => done(request, 'display'),
    cancelReaderAction: (request) => done(request, 'cancel'),
  }
  return { processor: ofOneMode(bare), sent }
}

const testReader = aProcessorReader({ id: 'tmr_test', livemode: false })
const liveReader = aProcessorReader({ id: 'tmr_live', livemode: true })
const payment = (readerId: string) => ({ key: 'pay-1:process:1', readerId, paymentId: 'pi_1', tipping: null })

describe('a card reader of the other mode', () => {
  it.each([
    ['live', 'tmr_live'],
    ['test', 'tmr_test'],
    ['practice', 'tmr_test'],
  ] as const)('is not offered in %s', async (mode, own) => {
    const { processor } = withReaders(mode, [testReader, liveReader])
    expect(await processor.listReaders()).toMatchObject({ kind: 'done', value: [{ id: own }] })
  })

  it.each([
    ['live', 'tmr_test', /^This server is in live mode, but the card reader tmr_test is a test reader;/],
    ['test', 'tmr_live', /^This server is in test mode, but the card reader tmr_live is a live reader;/],
  ] as const)(
    'is sent nothing in %s once it was seen, and the refusal names both',
    async (mode, foreign, sentence) => {
      const { processor, sent } = withReaders(mode, [testReader, liveReader])
      await processor.listReaders()
      expect(await processor.processOnReader(payment(foreign))).toMatchObject({
        kind: 'refused',
        cause: { errorCode: 'mode_mismatch', message: expect.stringMatching(sentence), retry: false },
      })
      expect((await processor.collectOnReader(payment(foreign))).kind).toBe('refused')
      expect(sent).toEqual([])
    },
  )

  it('that takes a command unseen is told to drop it, and the outcome is looked up rather than believed', async () => {
    const { processor, sent } = withReaders('live', [testReader])
    expect(await processor.processOnReader(payment('tmr_test'))).toMatchObject({
      kind: 'unknown',
      cause: { errorCode: 'mode_mismatch' },
    })
    expect(sent).toEqual(['process tmr_test', 'cancel tmr_test'])
    expect((await processor.processOnReader(payment('tmr_test'))).kind).toBe('refused')
  })

  it('does not stand in the way of those of this mode', async () => {
    const { processor, sent } = withReaders('live', [testReader, liveReader])
    await processor.listReaders()
    expect((await processor.processOnReader(payment('tmr_live'))).kind).toBe('done')
    expect(sent).toEqual(['process tmr_live'])
  })
})

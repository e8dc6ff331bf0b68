import { expect, test } from 'vitest'
import { askForCard, type CollectCommand } from '../../../../../renderer/till/terminal-sdk/card-question.ts'
import { meaningOf, sdkCodes } from '../../../../../renderer/till/terminal-sdk/sdk-codes.ts'
import { anError, anSdkIntent, charged, collected, FakeTerminal } from './fake-terminal.ts'

const command: CollectCommand = {
  kind: 'collect',
  key: 'pay-1',
  paymentId: 'pi_1',
  clientSecret: 'pi_1_secret_x',
  tipping: null,
}

function question(plan: Partial<FakeTerminal>, comesBack: () => Promise<boolean> = async () => true) {
  const terminal = Object.assign(new FakeTerminal(), plan)
  const stages: string[] = []
  const asked = askForCard(
    { terminal, connected: comesBack, progress: (stage) => stages.push(stage) },
    command,
  )
  return { terminal, stages, asked }
}

const ended = async (plan: Partial<FakeTerminal>, comesBack?: () => Promise<boolean>) => {
  const { asked, terminal, stages } = question(plan, comesBack)
  const { outcome, code } = await asked.run()
  // Whatever happens, it is the one intent.
  expect(new Set(terminal.secrets)).toEqual(new Set([command.clientSecret]))
  return { outcome, code, asked: terminal.asked, stages }
}

test('a card is read, then charged', async () => {
  expect(await ended({ collects: [collected], processes: [charged] })).toEqual({
    outcome: 'done',
    code: null,
    asked: ['collect', 'process pi_1'],
    stages: ['waiting', 'processing'],
  })
})

test('declined is said only with an intent that was declined, never for a code alone', async () => {
  const declined = anError('card_declined', {
    decline_code: 'insufficient_funds',
    payment_intent: anSdkIntent('requires_payment_method'),
  })
  expect(await ended({ collects: [collected], processes: [declined] })).toMatchObject({
    outcome: 'declined',
    code: 'insufficient_funds',
  })
  for (const code of [
    'card_declined',
    'generic_decline',
    undefined,
    'something_new',
    ...Object.keys(sdkCodes),
  ]) {
    const plan = { collects: [collected], processes: Array.from({ length: 9 }, () => anError(code)) }
    expect((await ended(plan)).outcome, code).toBe('unknown')
  }
})

test('every listed code of a question that read no card ends without a charge, or is unknown', async () => {
  for (const [code, meaning] of Object.entries(sdkCodes)) {
    const { outcome, asked } = await ended({ collects: Array.from({ length: 9 }, () => anError(code)) })
    expect(outcome, code).toBe(meaning === 'left' ? 'left' : 'unknown')
    expect(
      asked.filter((one) => one.startsWith('process')),
      code,
    ).toEqual([])
  }
  expect(meaningOf('a_code_of_next_year')).toBe('unknown')
  expect(meaningOf('toString')).toBe('unknown')
  expect(meaningOf(undefined)).toBe('unknown')
})

test('a reader that goes while the customer is asked is asked again for the same intent when it is back', async () => {
  const result = await ended({
    collects: [anError('no_established_connection'), anError('network_timeout'), collected],
    processes: [charged],
  })
  expect(result.outcome).toBe('done')
  expect(result.stages).toEqual(['waiting', 'reader-lost', 'waiting', 'reader-lost', 'waiting', 'processing'])
})

test('a reader that does not come back leaves it unknown', async () => {
  const gone = await ended({ collects: [anError('reader_connection_error')] }, async () => false)
  expect(gone).toMatchObject({ outcome: 'unknown', asked: ['collect'] })
})

test('a charge whose answer was lost is sent again for the same intent, a few times, then it is unknown', async () => {
  const lost = anError('network_timeout')
  expect((await ended({ collects: [collected], processes: [lost, lost, charged] })).asked).toEqual([
    'collect',
    'process pi_1',
    'process pi_1',
    'process pi_1',
  ])
  const never = await ended({ collects: [collected], processes: [lost, lost, lost, lost, charged] })
  expect(never).toMatchObject({ outcome: 'unknown', code: 'network_timeout' })
})

test('an error whose intent was charged all the same is done; one that wants to be confirmed is charged again', async () => {
  for (const status of ['succeeded', 'requires_capture']) {
    const plan = {
      collects: [collected],
      processes: [anError('network_error', { payment_intent: anSdkIntent(status) })],
    }
    expect((await ended(plan)).outcome).toBe('done')
  }
  const confirm = anError('reader_error', { payment_intent: anSdkIntent('requires_confirmation') })
  expect((await ended({ collects: [collected], processes: [confirm, charged] })).outcome).toBe('done')
  const card = anError('reader_error', { payment_intent: anSdkIntent('requires_payment_method') })
  expect((await ended({ collects: [collected, collected], processes: [card, charged] })).asked).toEqual([
    'collect',
    'process pi_1',
    'collect',
    'process pi_1',
  ])
  const canceled = anError('reader_error', { payment_intent: anSdkIntent('canceled') })
  expect((await ended({ collects: [collected], processes: [canceled] })).outcome).toBe('left')
  const processing = anError('reader_error', { payment_intent: anSdkIntent('processing') })
  expect((await ended({ collects: [collected], processes: [processing] })).outcome).toBe('unknown')
})

test('cancelled while the customer is asked: the question goes and nothing is charged', async () => {
  const { asked, terminal } = question({})
  const end = asked.run()
  await asked.cancel()
  expect(await end).toMatchObject({ outcome: 'left' })
  expect(terminal.asked).toEqual(['collect', 'cancel collect'])
})

test('cancelled while it is charged: what is not certain is unknown, and it is not tried again', async () => {
  const { asked, terminal } = question({ collects: [collected] })
  const end = asked.run()
  await new Promise((resolve) => setTimeout(resolve))
  await asked.cancel()
  expect(await end).toMatchObject({ outcome: 'unknown' })
  expect(terminal.asked).toEqual(['collect', 'process pi_1', 'cancel process'])
})

test('cancelled while the reader is being connected again: the card is not asked for again', async () => {
  let back: (is: boolean) => void = () => undefined
  const { asked, terminal } = question(
    { collects: [anError('network_error')] },
    () =>
      new Promise((resolve) => {
        back = resolve
      }),
  )
  const end = asked.run()
  await new Promise((resolve) => setTimeout(resolve))
  await asked.cancel()
  back(true)
  expect(await end).toMatchObject({ outcome: 'left' })
  expect(terminal.asked).toEqual(['collect'])
})

test('an SDK that throws where it promises not to leaves it unknown', async () => {
  expect((await ended({ collects: [new Error('broken')] })).outcome).toBe('unknown')
  expect((await ended({ collects: [collected], processes: [new Error('broken')] })).outcome).toBe('unknown')
})

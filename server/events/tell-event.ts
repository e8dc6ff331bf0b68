import type { ProcessorVerb } from '../../domain/payment/processor.ts'
import type { EventView, TraceEntry } from '../../domain/protocol/events.ts'
import { also, sumOf, type Told, told } from './told.ts'

/** What each call asks of the processor: "Asked the processor to …". */
const asked: Readonly<Record<ProcessorVerb, string>> = {
  create: 'make the payment',
  processOnReader: 'ask for the card on the reader',
  collectOnReader: 'collect the card on the reader',
  confirmOnReader: 'charge the card that was collected',
  refundOnReader: 'refund with the card on the reader',
  retrieve: 'say how the payment stands',
  capture: 'capture the payment',
  cancel: 'cancel the payment',
  refund: 'refund',
  retrieveRefund: 'say how the refund stands',
  lookUpByKey: 'look the payment up by its key',
  lookUpRefundByKey: 'look the refund up by its key',
  listPayments: 'list its payments',
  listEvents: 'list its events',
  listReaders: 'list the readers',
  readerAction: 'say what the reader is doing',
  cancelReaderAction: 'free the reader',
  display: 'show the cart on the reader',
  registerReader: 'register a reader',
  renameReader: 'rename a reader',
  removeReader: 'remove a reader',
  listLocations: 'list the locations',
  createLocation: 'make a location',
  connectionToken: 'let a reader connect',
  clientSecret: 'let the page collect the payment',
  hostedPayment: 'open its own payment page',
  account: 'name the account',
  missingPermissions: 'say what the key may do',
  ensureWebhookEndpoint: 'send webhooks here',
}
const isVerb = (verb: string): verb is ProcessorVerb => Object.hasOwn(asked, verb)

const outcomes: Readonly<Record<string, string>> = {
  done: 'it answered',
  refused: 'it refused',
  unknown: 'no answer that tells the outcome',
}

function call(body: Told): string {
  const verb = body.text('verb') ?? '?'
  const attempt = body.number('attempt')
  const outcome = body.text('outcome') ?? '?'
  return [
    `Asked the processor to ${isVerb(verb) ? asked[verb] : verb}`,
    attempt === null || attempt === 1 ? '' : ` (attempt ${attempt})`,
    `: ${outcomes[outcome] ?? outcome}`,
    also(', ', body.text('code')),
    also(', HTTP ', body.number('httpStatus')),
    also(' after ', body.number('tookMs')),
    body.number('tookMs') === null ? '' : ' ms',
    also(', request ', body.text('requestId')),
    '.',
  ].join('')
}

const sentences: Readonly<Record<string, (body: Told, event: EventView, currency: string) => string>> = {
  'processor.called': call,
  'payment.requested': (body) =>
    `The server recorded a card payment of ${body.amount('amountMinor')} (part ${body.number('tenderNo') ?? '?'}, try ${body.number('attempt') ?? '?'}), before the processor heard of it.`,
  'payment.moved': (body) =>
    `The payment went from ${body.text('from') ?? '?'} to ${body.text('to') ?? '?'}${also(', declined as ', body.text('declineCode'))}.`,
  'payment.contradiction': (body) => `A contradiction: ${body.text('contradiction') ?? '?'}.`,
  'refund.requested': (_body, event, currency) =>
    `A refund of ${event.amountMinor === null ? 'an amount' : sumOf(event.amountMinor, currency)} was reserved.`,
  'refund.moved': (body) =>
    `The refund went from ${body.text('from') ?? '?'} to ${body.text('to') ?? '?'}${also(', ', body.text('failureCode'))}.`,
  'webhook.received': (body) => `A webhook came: ${body.text('type') ?? '?'} (${body.text('id') ?? '?'}).`,
  'webhook.processed': (body) =>
    `The webhook ${body.text('type') ?? '?'} (${body.text('id') ?? '?'}) was dealt with: ${body.text('outcome') ?? '?'}.`,
  'exception.raised': (body) => `Put before a person: ${body.text('summary') ?? body.text('kind') ?? '?'}`,
  'exception.acted': (body) =>
    `${body.text('by') ?? 'Somebody'} decided: ${body.text('action') ?? '?'}${also(', ', body.text('note'))}.`,
  'exception.resolved': (body) => `The exception was closed: ${body.text('resolution') ?? '?'}.`,
  'job.failed': (body) =>
    `A job was given up after ${body.number('attempts') ?? '?'} tries: ${body.text('kind') ?? '?'}, ${body.text('reason') ?? '?'}.`,
}

/** An event as a line of a story. `lagMs` of a webhook: from when it happened at the processor to when it was here. */
export function eventEntry(event: EventView, currency: string): TraceEntry {
  const body = told(event.bodyText)
  const sentence = sentences[event.kind]
  const happenedMs = event.kind === 'webhook.received' ? body.number('createdAtMs') : null
  return {
    atMs: event.atMs,
    from: event.kind === 'webhook.received' ? 'processor' : 'server',
    kind: event.kind,
    text: sentence === undefined ? `${event.kind}.` : sentence(body, event, currency),
    latencyMs: event.latencyMs,
    attempt: event.attempt,
    outcome: event.outcome,
    lagMs: happenedMs === null ? null : Math.max(0, event.atMs - happenedMs),
    actor: event.actor,
    processorIds: event.processorIds,
    bodyText: event.bodyText,
  }
}

import type { ProcessorReader, ProcessorVerb, ProcessorVerbs } from '../../../domain/payment/processor.ts'
import { ask } from './ask.ts'
import { readWireError, type StripeClient } from './client.ts'
import { everyItem } from './list-all.ts'
import {
  goneReader,
  toDisplayParams,
  toLocation,
  toLocationParams,
  toReader,
  toReaderConfig,
  toReaderRefundParams,
} from './transform-reader.ts'

type ReaderVerbs = Pick<
  ProcessorVerbs,
  | 'processOnReader'
  | 'collectOnReader'
  | 'confirmOnReader'
  | 'refundOnReader'
  | 'listReaders'
  | 'readerAction'
  | 'cancelReaderAction'
  | 'display'
  | 'registerReader'
  | 'renameReader'
  | 'removeReader'
  | 'listLocations'
  | 'createLocation'
  | 'connectionToken'
>

type Options = (
  verb: ProcessorVerb,
  key?: string,
) => { readonly timeout: number; readonly idempotencyKey?: string }

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

/** The verbs about readers and where they stand. https://docs.stripe.com/api/terminal/readers */
export function readerVerbs({ terminal }: StripeClient, options: Options): ReaderVerbs {
  const { readers, locations, connectionTokens } = terminal
  const orGone =
    (readerId: string) =>
    (reader: ProcessorReader | null): ProcessorReader =>
      reader ?? goneReader(readerId)

  return {
    processOnReader: ({ key, readerId, paymentId, tipping }) =>
      ask(
        () =>
          readers.processPaymentIntent(
            readerId,
            { payment_intent: paymentId, process_config: toReaderConfig(tipping) },
            options('processOnReader', key),
          ),
        toReader,
      ),
    collectOnReader: ({ key, readerId, paymentId, tipping }) =>
      ask(
        () =>
          readers.collectPaymentMethod(
            readerId,
            { payment_intent: paymentId, collect_config: toReaderConfig(tipping) },
            options('collectOnReader', key),
          ),
        toReader,
      ),
    confirmOnReader: ({ key, readerId, paymentId }) =>
      ask(
        () =>
          readers.confirmPaymentIntent(
            readerId,
            { payment_intent: paymentId },
            options('confirmOnReader', key),
          ),
        toReader,
      ),
    refundOnReader: (request) =>
      ask(
        () =>
          readers.refundPayment(
            request.readerId,
            toReaderRefundParams(request),
            options('refundOnReader', request.key),
          ),
        toReader,
      ),
    listReaders: () =>
      ask(
        () => collected(everyItem((page) => readers.list(page, options('listReaders')))),
        (found) => found.map(toReader),
      ),
    readerAction: ({ readerId }) =>
      ask(async () => {
        const reader = await readers.retrieve(readerId, {}, options('readerAction'))
        return 'action' in reader ? toReader(reader) : null
      }, orGone(readerId)),
    cancelReaderAction: ({ key, readerId }) =>
      ask(async () => {
        const reader = await readers.cancelAction(readerId, {}, options('cancelReaderAction', key))
        return 'action' in reader ? toReader(reader) : null
      }, orGone(readerId)),
    display: (request) =>
      ask(
        () =>
          readers.setReaderDisplay(
            request.readerId,
            toDisplayParams(request),
            options('display', request.key),
          ),
        toReader,
      ),
    registerReader: ({ key, registrationCode, label, locationId }) =>
      ask(
        () =>
          readers.create(
            { registration_code: registrationCode, label, location: locationId },
            options('registerReader', key),
          ),
        toReader,
      ),
    renameReader: ({ key, readerId, label }) =>
      ask(async () => {
        const reader = await readers.update(readerId, { label }, options('renameReader', key))
        return 'action' in reader ? toReader(reader) : null
      }, orGone(readerId)),
    removeReader: ({ key, readerId }) =>
      ask(
        async () => {
          try {
            await readers.del(readerId, {}, options('removeReader', key))
          } catch (error) {
            // Gone already, perhaps by an answer that was lost.
            if (readWireError(error)?.code !== 'resource_missing') throw error
          }
          return { id: readerId }
        },
        (removed) => removed,
      ),
    listLocations: () =>
      ask(
        () => collected(everyItem((page) => locations.list(page, options('listLocations')))),
        (found) => found.map(toLocation),
      ),
    createLocation: ({ key, ...request }) =>
      ask(() => locations.create(toLocationParams(request), options('createLocation', key)), toLocation),
    connectionToken: ({ key }) =>
      ask(
        () => connectionTokens.create({}, options('connectionToken', key)),
        (token) => ({ secret: token.secret }),
      ),
  }
}

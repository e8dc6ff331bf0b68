import type { z } from 'zod'
import type {
  Payment,
  ReaderDriver,
  ReaderFlow,
  readerDisplaySchema,
} from '../../domain/protocol/server-api.ts'
import type { Result } from '../../domain/result.ts'
import type { Attempt } from '../sales/read-sales.ts'

/** The cart as the customer sees it on the reader while it is rung up. No lines: an empty display. */
export type ReaderDisplay = z.input<typeof readerDisplaySchema>

export type StartRequest = {
  readonly attempt: Attempt
  /** As the server told it last: it has an intent, and no reader holds it. */
  readonly payment: Payment
  /** The part of the amount a tip may be added to; null: the reader does not ask for one. */
  readonly tipping: { readonly eligibleMinor: number } | null
}

/** What a driver itself sees of the device; the server sees the rest. */
export type DeviceStatus = NonNullable<Payment['reader']>['status']

/**
 * A way to have the chosen reader ask for a card. The pursuit of a payment speaks only to this port. Whichever driver runs, what became of the
 * money is read from the server: no method's answer says more about money than the server's payment inside it does.
 *
 * `start` and `cancel` may be called again with the same attempt and must then do no second thing. Their failures follow the rules of
 * `attempt-decision.ts`: without `details.status`, or with `details.sent` not false, it is not known whether the reader heard the command.
 */
export type CardReader = {
  readonly driver: ReaderDriver
  /** Whether a card could be asked for now, before anything is journalled. Errors: reader_offline, reader_busy, reader_not_chosen. */
  ready(): Result<void>
  /** Asks for the card. Resolves as soon as the reader has the command, not when the customer has paid. */
  start(request: StartRequest): Promise<Result<Payment>>
  /** Takes the payment off the reader and ends it at the processor; answers what it then is. An approval that came first wins. */
  cancel(attempt: Attempt): Promise<Result<Payment>>
  /** What the driver knows of the device while it holds this attempt, when the server cannot see it; null: ask the server. */
  device(attempt: Attempt): DeviceStatus | null
  /** Called when there is news of an attempt, so that the server is asked at once. Returns its own off. */
  onNews(listener: (idempotencyKey: string) => void): () => void
  /** Shows the cart. Never called while this till has a payment on the reader. */
  display(cart: ReaderDisplay): Promise<Result<void>>
  close(): void
}

/** The reader as it was chosen for this register. */
export type ChosenReader = {
  readonly id: string
  readonly label: string
  readonly driver: ReaderDriver
  /** For the `server` driver: one command, or collect and confirm. */
  readonly flow: ReaderFlow
}

/**
 * The server's payment with what the driver knows of the device laid over it. Only where the server says that no card was charged yet: what it
 * says of money is never touched.
 */
export function withDevice(
  payment: Payment,
  reader: Pick<ChosenReader, 'id' | 'label'>,
  status: DeviceStatus | null,
): Payment {
  if (status === null || (payment.state !== 'created' && payment.state !== 'processing')) return payment
  return { ...payment, state: 'processing', reader: { id: reader.id, label: reader.label, status } }
}

import { z } from 'zod'
import { readerDisplaySchema } from './server-api.ts'

/**
 * How a till and the page in which the processor's reader SDK runs talk. Of all pages of a till exactly one drives: it says every two seconds how it is
 * (`terminal.status`) and is told there whether it drives and which reader it is to hold. Commands reach it on the topic `terminal`; it answers each
 * on `terminal.answer`, more than once for a card, and the last answer says `ended`. Nothing of all this says anything about money: that is
 * read from the server.
 */
const pageId = z.string().min(1).max(60)
const key = z.string().min(1).max(60)

/** `clientSecret`: for the SDK alone; it is never kept or logged on its way. `paymentId`: the one intent of this tender, whatever happens. */
const collectCommand = z.strictObject({
  kind: z.literal('collect'),
  key,
  paymentId: z.string().min(1).max(255),
  clientSecret: z.string().min(1).max(500),
  tipping: z.strictObject({ eligibleMinor: z.int().min(0) }).nullable(),
})

export const terminalCommandSchema = z.discriminatedUnion('kind', [
  collectCommand,
  /** Takes the card question, or the charge, of this key off the reader. */
  z.strictObject({ kind: z.literal('cancel'), key }),
  /** No lines: an empty display. */
  z.strictObject({ kind: z.literal('display'), cart: readerDisplaySchema }),
])
export type TerminalCommand = z.infer<typeof terminalCommandSchema>

export const terminalTopicSchema = z.strictObject({
  pageId,
  id: z.string().min(1).max(60),
  command: terminalCommandSchema,
})
export type TerminalTopic = z.infer<typeof terminalTopicSchema>

/**
 * How a card question ended in the page's eyes.
 * done      the SDK said that the charge went through     declined  it said that the card was not accepted
 * left      no card was charged: the customer or the till cancelled, or the reader was used by another
 * unknown   it cannot be said: an answer was lost, or the SDK said something this page does not know
 */
export const terminalOutcomeSchema = z.enum(['done', 'declined', 'left', 'unknown'])
export type TerminalOutcome = z.infer<typeof terminalOutcomeSchema>

export const terminalAnswerSchema = z.discriminatedUnion('kind', [
  /** The command was taken up, or is under way. `reader-lost`: being connected again. */
  z.strictObject({
    kind: z.literal('progress'),
    stage: z.enum(['taken', 'waiting', 'processing', 'reader-lost']),
  }),
  z.strictObject({
    kind: z.literal('ended'),
    outcome: terminalOutcomeSchema,
    /** The SDK's code; null: it went well. */
    code: z.string().max(80).nullable(),
  }),
])
export type TerminalAnswer = z.infer<typeof terminalAnswerSchema>

export const terminalStatusSchema = z.strictObject({
  pageId,
  /** The page is going away: another one may take over at once. */
  leaving: z.boolean(),
  /** The reader it holds a connection to; null: none. */
  connectedReaderId: z.string().max(255).nullable(),
  /** Why it holds none, in one word; null: nothing is wrong. */
  problem: z.enum(['sdk-not-loaded', 'reader-not-found', 'reader-in-use', 'not-connected']).nullable(),
  /** The key of the card question it has on the reader; null: none. */
  busyKey: key.nullable(),
})
export type TerminalStatus = z.infer<typeof terminalStatusSchema>
export type TerminalProblem = NonNullable<TerminalStatus['problem']>

export const terminalStatusAnswerSchema = z.strictObject({
  drives: z.boolean(),
  /** The reader to be connected to; null: to none. */
  readerId: z.string().max(255).nullable(),
  /** The key this till knows to be on the reader. A page that is busy with another one takes it off. */
  holdKey: key.nullable(),
})
export type TerminalStatusAnswer = z.infer<typeof terminalStatusAnswerSchema>

/** How often a driving page says how it is, and after how much silence it is taken to be gone. */
export const terminalStatusEveryMs = 2_000
export const terminalSilenceMaxMs = 7_000

/** POST /v1/payments/:key/client-secret: for the reader SDK in the till's page. */
export const clientSecretRequestSchema = z.strictObject({ readerId: z.string().min(1).max(255) })
export const clientSecretResponseSchema = z.strictObject({
  paymentId: z.string().min(1).max(255),
  clientSecret: z.string().min(1).max(500),
})

import { z } from 'zod'
import { categorySchema } from '../catalogue/product.ts'
import { errorCodeList } from '../errors/codes.ts'
import { lineIdSchema, saleIdSchema } from '../ids/ids.ts'
import type { Result } from '../result.ts'
import {
  locationsResponseSchema,
  newLocationSchema,
  newReaderSchema,
  readerLocationSchema,
  readerTestSchema,
} from './readers.ts'
import { readerDriverSchema, readerFlowSchema, readerSchema } from './server-api.ts'
import {
  terminalAnswerSchema,
  terminalStatusAnswerSchema,
  terminalStatusSchema,
  terminalTopicSchema,
} from './terminal.ts'
import {
  counterViewSchema,
  parkedSaleSchema,
  queueEntrySchema,
  receiptViewSchema,
  saleSummarySchema,
  staffChoiceSchema,
  tileSchema,
  tillStateSchema,
} from './views.ts'

/**
 * The one map between a screen and its till: channel → input and output. Both transports (MessagePort in Electron, WebSocket in the browser
 * shell) and the renderer's client derive from it. Channels are shop actions, not powers. The till parses every input; every call
 * resolves to a `Result`.
 */
const none = z.strictObject({})
/** Quantities and prices are bounded by the till with a sentence of its own; here only what could not be a number is refused. */
const wholeNumber = z.number()
const wishedDiscount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amountMinor: wholeNumber }),
  z.strictObject({ kind: z.literal('percent'), ratePpm: wholeNumber }),
])

export const bridge = {
  'till.state': { input: none, output: tillStateSchema },
  'device.pair': {
    input: z.strictObject({ serverUrl: z.string().max(300), code: z.string().max(40) }),
    output: tillStateSchema,
  },

  'staff.list': { input: none, output: z.array(staffChoiceSchema) },
  'staff.signIn': {
    input: z.strictObject({ staffId: z.string().max(60), pin: z.string().max(12) }),
    output: tillStateSchema,
  },
  'staff.signOut': { input: none, output: tillStateSchema },

  'catalogue.categories': { input: none, output: z.array(categorySchema) },
  /** One page of a category's tiles (null: all), in their fixed order. */
  'catalogue.products': {
    input: z.strictObject({
      categoryId: z.string().max(40).nullable(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    output: z.strictObject({ products: z.array(tileSchema), total: z.int() }),
  },
  /** Names, SKUs and EANs by prefix of every word; best first. */
  'catalogue.search': {
    input: z.strictObject({ query: z.string().max(200), limit: z.int().min(1).max(100) }),
    output: z.array(tileSchema),
  },

  'counter.get': { input: none, output: counterViewSchema },
  'cart.add': {
    input: z.strictObject({ productId: z.string().max(40), quantity: wholeNumber }),
    output: counterViewSchema,
  },
  /** A scanned code: EAN, SKU. Exactly one product is added at once; none is `product_not_found`. */
  'cart.scan': { input: z.strictObject({ code: z.string().max(200) }), output: counterViewSchema },
  'cart.addCustom': {
    input: z.strictObject({
      name: z.string().max(120),
      priceMinor: wholeNumber,
      taxRateId: z.string().max(40).nullable(),
    }),
    output: counterViewSchema,
  },
  'cart.setQuantity': {
    input: z.strictObject({ lineId: lineIdSchema, quantity: wholeNumber }),
    output: counterViewSchema,
  },
  'cart.removeLine': { input: z.strictObject({ lineId: lineIdSchema }), output: counterViewSchema },
  'cart.setLineDiscount': {
    input: z.strictObject({ lineId: lineIdSchema, discount: wishedDiscount.nullable() }),
    output: counterViewSchema,
  },
  'cart.setSaleDiscount': {
    input: z.strictObject({ discount: wishedDiscount.nullable() }),
    output: counterViewSchema,
  },
  'cart.setNote': {
    input: z.strictObject({ note: z.string().max(200).nullable() }),
    output: counterViewSchema,
  },
  'cart.clear': { input: none, output: counterViewSchema },

  'sale.park': { input: z.strictObject({ note: z.string().max(200).nullable() }), output: counterViewSchema },
  'sale.parked': { input: none, output: z.array(parkedSaleSchema) },
  'sale.recall': { input: z.strictObject({ saleId: saleIdSchema }), output: counterViewSchema },
  'sale.discard': { input: z.strictObject({ saleId: saleIdSchema }), output: z.array(parkedSaleSchema) },

  /** Charge: freeze the cart and show the ways to pay. */
  'payment.begin': { input: none, output: counterViewSchema },
  /** Back to the cart; only with nothing paid and nothing unknown. */
  'payment.back': { input: none, output: counterViewSchema },
  /** `amountMinor`: how much of the sale this cash covers, null = all that remains. `givenMinor`: what was handed over. */
  'payment.cash': {
    input: z.strictObject({ amountMinor: wholeNumber.nullable(), givenMinor: wholeNumber }),
    output: counterViewSchema,
  },
  'payment.returnCash': { input: z.strictObject({ tenderNo: z.int().min(1) }), output: counterViewSchema },
  /** Starts a card payment on the chosen reader and answers at once; progress arrives on the `counter` topic. */
  'payment.card': {
    input: z.strictObject({ amountMinor: wholeNumber.nullable() }),
    output: counterViewSchema,
  },
  'payment.cancelCard': { input: none, output: counterViewSchema },
  /** Reads the processor back now. */
  'payment.checkCard': { input: none, output: counterViewSchema },
  /** From the receipt to an empty cart. */
  'sale.next': { input: none, output: counterViewSchema },

  'sale.history': {
    input: z.strictObject({
      query: z.string().max(100),
      offset: z.int().min(0),
      limit: z.int().min(1).max(200),
    }),
    output: z.strictObject({ sales: z.array(saleSummarySchema), total: z.int() }),
  },
  'sale.receipt': { input: z.strictObject({ saleId: saleIdSchema }), output: receiptViewSchema },

  /** `drivers`: the ways in which this till can command a reader. */
  'reader.list': {
    input: none,
    output: z.strictObject({ readers: z.array(readerSchema), drivers: z.array(readerDriverSchema) }),
  },
  /** The reader this register asks for cards, and how it is commanded (left out: by the server, in one command). */
  'reader.choose': {
    input: z.strictObject({
      readerId: z.string().max(255),
      driver: readerDriverSchema.optional(),
      flow: readerFlowSchema.optional(),
    }),
    output: tillStateSchema,
  },

  /** Register, rename, remove and places: a manager's. */
  'reader.register': { input: newReaderSchema, output: readerSchema },
  'reader.rename': {
    input: z.strictObject({ readerId: z.string().max(255), label: z.string().max(60) }),
    output: readerSchema,
  },
  /** For the whole account: no register can take cards on it afterwards. */
  'reader.remove': { input: z.strictObject({ readerId: z.string().max(255) }), output: tillStateSchema },
  'reader.locations': { input: none, output: locationsResponseSchema },
  'reader.createLocation': { input: newLocationSchema, output: readerLocationSchema },
  /** A test payment: 1.00 is authorised and given back at once. Practice and test mode only. */
  'reader.test': { input: z.strictObject({ readerId: z.string().max(255) }), output: readerTestSchema },
  'reader.testLook': { input: z.strictObject({ testId: z.string().max(60) }), output: readerTestSchema },
  'reader.testCancel': { input: z.strictObject({ testId: z.string().max(60) }), output: readerTestSchema },

  /** The page with the reader SDK: how it is, what came of a command, and a secret to connect with (terminal.ts). */
  'terminal.status': { input: terminalStatusSchema, output: terminalStatusAnswerSchema },
  'terminal.answer': {
    input: z.strictObject({
      pageId: z.string().max(60),
      id: z.string().max(60),
      answer: terminalAnswerSchema,
    }),
    output: none,
  },
  'terminal.connectionToken': {
    input: z.strictObject({ pageId: z.string().max(60) }),
    output: z.strictObject({ secret: z.string().max(500) }),
  },

  'sync.queue': { input: none, output: z.array(queueEntrySchema) },
  'sync.retry': { input: none, output: tillStateSchema },
} as const

export const topics = {
  till: tillStateSchema,
  counter: counterViewSchema,
  terminal: terminalTopicSchema,
} as const

export type Channel = keyof typeof bridge
export type Input<C extends Channel> = z.input<(typeof bridge)[C]['input']>
export type Output<C extends Channel> = z.output<(typeof bridge)[C]['output']>
export type Topic = keyof typeof topics
export type TopicEvent<T extends Topic> = z.output<(typeof topics)[T]>

export type Handlers = {
  readonly [C in Channel]: (input: z.output<(typeof bridge)[C]['input']>) => Promise<Result<Output<C>>>
}

export type Bridge = {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>>
  on<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): () => void
}

const errorShape = z.strictObject({
  code: z.enum(errorCodeList as [string, ...string[]]),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})

/** Frames on either transport: JSON text over WebSocket, structured clones over MessagePort. */
export const clientFrameSchema = z.strictObject({
  id: z.int().min(1),
  channel: z.string().max(60),
  input: z.unknown(),
})
export const serverFrameSchema = z.union([
  z.strictObject({
    id: z.int().min(1),
    result: z.union([
      z.strictObject({ ok: z.literal(true), value: z.unknown() }),
      z.strictObject({ ok: z.literal(false), error: errorShape }),
    ]),
  }),
  z.strictObject({ topic: z.enum(['till', 'counter', 'terminal']), event: z.unknown() }),
])
export type ServerFrame = z.infer<typeof serverFrameSchema>

export const bridgeFrameBytesMax = 256_000

import { uuidv7 } from 'uuidv7'
import type { TaxRate } from '../../../../domain/catalogue/product.ts'
import {
  operationIdSchema,
  registerIdSchema,
  saleIdSchema,
  staffIdSchema,
  storeIdSchema,
} from '../../../../domain/ids/ids.ts'
import { operationText, parseOperation, sealOperation } from '../../../../domain/journal/chain.ts'
import {
  firstPrevHash,
  type Operation,
  type OperationBody,
  type OperationKind,
} from '../../../../domain/journal/operation.ts'
import type { Result } from '../../../../domain/result.ts'
import { addCustomLine, emptyCart } from '../../../../domain/sale/cart-changes.ts'
import { priceCart } from '../../../../domain/sale/price-cart.ts'
import { takeCard, takeCash } from '../../../../domain/sale/tendering.ts'

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const vat: TaxRate = { id: 'vat-21', name: 'VAT 21 %', ratePpm: 210_000, inclusive: true }

/** The journal of one register, as its till would write it. */
export class Journal {
  readonly #storeId: string
  readonly #registerId: string
  #seq: number
  #prevHash: string
  readonly operations: Operation[] = []

  constructor(storeId: string, registerId: string, start = { seq: 0, hash: firstPrevHash }) {
    this.#storeId = storeId
    this.#registerId = registerId
    this.#seq = start.seq
    this.#prevHash = start.hash
  }

  get texts(): string[] {
    return this.operations.map(operationText)
  }

  write<K extends OperationKind>(kind: K, body: OperationBody<K>, atMs = 1_795_000_000_000): Operation<K> {
    const operation = sealOperation(
      {
        id: operationIdSchema.parse(uuidv7()),
        storeId: storeIdSchema.parse(this.#storeId),
        registerId: registerIdSchema.parse(this.#registerId),
        seq: this.#seq + 1,
        atMs,
        shiftId: null,
        staffId: staffIdSchema.parse('staff-sanne'),
        kind,
        v: 1,
        prevHash: this.#prevHash,
      },
      body,
    )
    this.#seq += 1
    this.#prevHash = operation.hash
    this.operations.push(must(parseOperation(operation)))
    return operation
  }

  signIn(name = 'Sanne'): Operation {
    return this.write('staff.signed-in', { name })
  }

  /** A sale of one thing, paid in cash. */
  cashSale(
    priceMinor: number,
    options: { atMs?: number; receiptNo?: string; givenMinor?: number } = {},
  ): Operation {
    const { cart, totals } = aCart(priceMinor)
    const tender = must(
      takeCash({
        totals,
        tenders: [],
        amountMinor: null,
        givenMinor: options.givenMinor ?? priceMinor,
        incrementMinor: 1,
        tenderNo: 1,
      }),
    )
    return this.write(
      'sale.completed',
      {
        receiptNo: options.receiptNo ?? `F-${this.#seq + 1}`,
        cart,
        totals,
        tenders: [tender],
        roundingMinor: 0,
        changeMinor: tender.changeMinor,
      },
      options.atMs,
    )
  }

  cardSale(priceMinor: number, key: string, processorPaymentId = 'pi_test'): Operation {
    const { cart, totals } = aCart(priceMinor)
    const tender = must(
      takeCard({
        totals,
        tenders: [],
        amountMinor: null,
        tenderNo: 1,
        idempotencyKey: key,
        processorPaymentId,
        card: null,
      }),
    )
    return this.write('sale.completed', {
      receiptNo: `F-${this.#seq + 1}`,
      cart,
      totals,
      tenders: [tender],
      roundingMinor: 0,
      changeMinor: 0,
    })
  }
}

export function aCart(priceMinor: number) {
  const empty = emptyCart(saleIdSchema.parse(uuidv7()), 'EUR')
  const cart = must(
    addCustomLine(empty, {
      name: 'Watering can',
      unitPriceMinor: priceMinor,
      taxRate: vat,
      lineId: uuidv7(),
    }),
  )
  return { cart, totals: must(priceCart(cart)) }
}

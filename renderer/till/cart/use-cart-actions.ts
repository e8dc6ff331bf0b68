import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { lineIdSchema } from '../../../domain/ids/ids.ts'
import type { CartLine, Discount } from '../../../domain/sale/cart.ts'
import { useNotify } from '../state/notices.tsx'
import { type Call, useCall } from '../state/till-context.tsx'
import { cartMessages } from './messages.ts'

export type CartActions = {
  readonly setQuantity: (lineId: string, quantity: number) => void
  readonly setLineDiscount: (lineId: string, discount: Discount | null) => void
  readonly setSaleDiscount: (discount: Discount | null) => void
  readonly setNote: (note: string | null) => void
  /** Takes the line out and offers it back. */
  readonly remove: (line: CartLine) => void
  readonly clear: () => void
  readonly park: (note: string | null) => Promise<void>
  readonly charge: () => Promise<void>
}

export function useCartActions(): CartActions {
  const call = useCall()
  const notify = useNotify()
  const intl = useIntl()
  return useMemo(
    () => ({
      setQuantity: (lineId, quantity) =>
        void call('cart.setQuantity', { lineId: lineIdSchema.parse(lineId), quantity }),
      setLineDiscount: (lineId, discount) =>
        void call('cart.setLineDiscount', { lineId: lineIdSchema.parse(lineId), discount }),
      setSaleDiscount: (discount) => void call('cart.setSaleDiscount', { discount }),
      setNote: (note) => void call('cart.setNote', { note }),
      clear: () => void call('cart.clear', {}),
      remove: (line) =>
        void call('cart.removeLine', { lineId: line.id }).then((result) => {
          if (!result.ok) return
          notify({
            kind: 'info',
            text: intl.formatMessage(cartMessages.removed, { name: line.name }),
            action: {
              label: intl.formatMessage(cartMessages.undo),
              onAction: () => void putBack(call, line, result.value.cart.saleId),
            },
          })
        }),
      park: async (note) => {
        const result = await call('sale.park', { note })
        if (result.ok) notify({ kind: 'success', text: intl.formatMessage(cartMessages.parked) })
      },
      charge: async () => {
        await call('payment.begin', {})
      },
    }),
    [call, notify, intl],
  )
}

/** The line as it was, at the end of the cart it came from: never into the next customer's. A product takes its price of today. */
async function putBack(call: Call, line: CartLine, saleId: string): Promise<void> {
  const now = await call('counter.get', {})
  if (!now.ok || now.value.cart.saleId !== saleId) return
  const added =
    line.productId === null
      ? await call('cart.addCustom', {
          name: line.name,
          priceMinor: line.unitPriceMinor,
          taxRateId: line.taxRate.id,
        })
      : await call('cart.add', { productId: line.productId, quantity: line.quantity })
  if (!added.ok || added.value.lastLineId === null) return
  const lineId = added.value.lastLineId
  if (line.productId === null && line.quantity > 1) {
    await call('cart.setQuantity', { lineId, quantity: line.quantity })
  }
  if (line.discount !== null) await call('cart.setLineDiscount', { lineId, discount: line.discount })
}

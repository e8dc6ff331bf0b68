import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { datedPageFields, listPage } from '../http/list-page.ts'
import { mergeMetadata, metadataChange } from '../http/metadata.ts'
import { filledText, notPractised, optional, readShape, text } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'

const listFields = {
  ...datedPageFields,
  customer: notPractised,
  payment_intent: optional(filledText),
  transfer_group: optional(filledText),
}
const updateFields = {
  customer: notPractised,
  description: optional(text),
  fraud_details: notPractised,
  metadata: optional(metadataChange),
  receipt_email: optional(text),
  shipping: notPractised,
  transfer_group: notPractised,
}

export const chargeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/charges',
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      const page = listPage(context, {
        kind: 'charge',
        url: '/v1/charges',
        params,
        parent: params.payment_intent,
        where: ({ transfer_group }) => transfer_group === (params.transfer_group ?? transfer_group),
      })
      return ok(page)
    },
  },
  {
    method: 'GET',
    path: '/v1/charges/:id',
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(find(context, 'charge', call.id, 'id'))
    },
  },
  {
    method: 'POST',
    path: '/v1/charges/:id',
    handle: (context, call) => {
      const params = readShape(updateFields, call.params)
      const charge = find(context, 'charge', call.id, 'id')
      const updated = {
        ...charge,
        description: params.description ?? charge.description,
        metadata: mergeMetadata(charge.metadata, params.metadata),
        receipt_email: params.receipt_email ?? charge.receipt_email,
      }
      context.store.put('charge', updated)
      emit(context, 'charge.updated', updated, { description: charge.description, metadata: charge.metadata })
      return ok(updated)
    },
  },
]

import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { datedPageFields, listPage } from '../http/list-page.ts'
import { mergeMetadata, metadataChange } from '../http/metadata.ts'
import { filledText, optional, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { createRefund } from './create-refund.ts'
import { canMoveRefund } from './refund.ts'
import { cancelPending } from './settle-refund.ts'

const listFields = { ...datedPageFields, charge: optional(filledText), payment_intent: optional(filledText) }

export const refundRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/refunds', handle: createRefund },
  {
    method: 'GET',
    path: '/v1/refunds',
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      const page = listPage(context, {
        kind: 'refund',
        url: '/v1/refunds',
        params,
        parent: params.charge,
        where: ({ payment_intent }) => payment_intent === (params.payment_intent ?? payment_intent),
      })
      return ok(page)
    },
  },
  {
    method: 'GET',
    path: '/v1/refunds/:id',
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(find(context, 'refund', call.id, 'id'))
    },
  },
  {
    method: 'POST',
    path: '/v1/refunds/:id',
    handle: (context, call) => {
      const params = readShape({ metadata: optional(metadataChange) }, call.params)
      const refund = find(context, 'refund', call.id, 'id')
      const updated = { ...refund, metadata: mergeMetadata(refund.metadata, params.metadata) }
      context.store.put('refund', updated)
      emit(context, 'refund.updated', updated, { metadata: refund.metadata })
      return ok(updated)
    },
  },
  {
    method: 'POST',
    path: '/v1/refunds/:id/cancel',
    handle: (context, call) => {
      readShape({}, call.params)
      const refund = find(context, 'refund', call.id, 'id')
      if (!canMoveRefund(refund.status, 'canceled')) {
        throw invalidRequest(undefined, `You cannot cancel a refund that has a status of ${refund.status}.`)
      }
      return ok(cancelPending(context, refund))
    },
  },
]

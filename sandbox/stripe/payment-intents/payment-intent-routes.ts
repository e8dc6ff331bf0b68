import { find } from '../http/find.ts'
import { datedPageFields, listPage } from '../http/list-page.ts'
import { filledText, notPractised, optional, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { cancelPaymentIntent } from './cancel-payment-intent.ts'
import { capturePaymentIntent } from './capture-payment-intent.ts'
import { confirmPaymentIntent } from './confirm-payment-intent.ts'
import { createPaymentIntent } from './create-payment-intent.ts'
import { incrementAuthorization } from './increment-authorization.ts'
import { updatePaymentIntent } from './update-payment-intent.ts'

const collection = '/v1/payment_intents'
const listFields = { ...datedPageFields, customer: notPractised, customer_account: notPractised }

export const paymentIntentRoutes: readonly Route[] = [
  { method: 'POST', path: collection, handle: createPaymentIntent },
  {
    method: 'GET',
    path: collection,
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      return ok(listPage(context, { kind: 'payment_intent', url: collection, params }))
    },
  },
  {
    method: 'GET',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({ client_secret: optional(filledText) }, call.params)
      return ok(find(context, 'payment_intent', call.id, 'intent'))
    },
  },
  { method: 'POST', path: `${collection}/:id`, handle: updatePaymentIntent },
  { method: 'POST', path: `${collection}/:id/confirm`, handle: confirmPaymentIntent },
  { method: 'POST', path: `${collection}/:id/capture`, handle: capturePaymentIntent },
  { method: 'POST', path: `${collection}/:id/increment_authorization`, handle: incrementAuthorization },
  { method: 'POST', path: `${collection}/:id/cancel`, handle: cancelPaymentIntent },
]

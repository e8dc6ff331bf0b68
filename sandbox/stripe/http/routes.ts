import { accountRoutes } from '../account/account-routes.ts'
import { balanceRoutes } from '../balance/balance-routes.ts'
import { paymentMethodRoutes } from '../cards/payment-method-routes.ts'
import { chargeRoutes } from '../charges/charge-routes.ts'
import { sessionRoutes } from '../checkout/session-routes.ts'
import { configurationRoutes } from '../configurations/configuration-routes.ts'
import { eventRoutes } from '../events/event-routes.ts'
import { connectionTokenRoutes } from '../locations/connection-token-routes.ts'
import { locationRoutes } from '../locations/location-routes.ts'
import { paymentIntentRoutes } from '../payment-intents/payment-intent-routes.ts'
import { readerActionRoutes } from '../readers/reader-action-routes.ts'
import { readerRoutes } from '../readers/reader-routes.ts'
import { testHelperRoutes } from '../readers/test-helper-routes.ts'
import { refundRoutes } from '../refunds/refund-routes.ts'
import { webhookEndpointRoutes } from '../webhooks/webhook-endpoint-routes.ts'
import type { Route } from './route.ts'

/** Every endpoint of the practice Stripe. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...connectionTokenRoutes,
  ...configurationRoutes,
  ...locationRoutes,
  ...readerRoutes,
  ...readerActionRoutes,
  ...testHelperRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...sessionRoutes,
  ...balanceRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
]

import { find } from '../http/find.ts'
import { filledText, hashOf, notPractised, oneOf, optional, type Parser, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { tipAmount } from '../payment-intents/intent-params.ts'
import { requireTestCard, takeCard } from './present-card.ts'
import type { PresentedCard } from './reader.ts'
import { wantsCard } from './reader-commands.ts'
import { shown } from './reader-routes.ts'

const testNumber: Parser<string> = (value, path) => requireTestCard(filledText(value, path), path).number

const fields = {
  amount_tip: optional(tipAmount),
  card: notPractised,
  card_present: optional(hashOf({ number: optional(testNumber) })),
  interac_present: notPractised,
  type: optional(oneOf(['card_present'])),
}

export const testHelperRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/test_helpers/terminal/readers/:id/present_payment_method',
    handle: (context, call) => {
      const params = readShape(fields, call.params)
      const reader = find(context, 'terminal.reader', call.id, 'reader')
      if (!wantsCard(reader)) {
        throw invalidRequest(
          reader.box.pluggedIn ? undefined : 'terminal_reader_offline',
          'This reader is not waiting for a card: it has no payment or refund in progress.',
        )
      }
      const presented: PresentedCard = {
        number: params.card_present?.number ?? null,
        readMethod: 'contact_emv',
        amountTip: params.amount_tip ?? null,
      }
      return ok(shown(context, takeCard(context, reader, presented)))
    },
  },
]

import { defaultCardFor } from '../cards/test-cards.ts'
import { find } from '../http/find.ts'
import {
  filledText,
  hashOf,
  notPractised,
  oneOf,
  optional,
  type Parsed,
  type Parser,
  readShape,
} from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { tipAmount } from '../payment-intents/intent-params.ts'
import { requireAcceptable, requireTestCard } from './card-decision.ts'
import { enterPin } from './customer.ts'
import { takeCard } from './present-card.ts'
import type { PresentedCard } from './reader.ts'
import { wantsCard } from './reader-commands.ts'
import { shown } from './reader-routes.ts'

const testNumber: Parser<string> = (value, path) => requireTestCard(filledText(value, path), path).number

const fields = {
  amount_tip: optional(tipAmount),
  card: notPractised,
  card_present: optional(hashOf({ number: optional(testNumber) })),
  interac_present: optional(hashOf({ number: optional(testNumber) })),
  type: optional(oneOf(['card_present', 'interac_present'])),
}

/** The number asked for; with only a type, that type's usual card; with nothing at all, the amount decides. */
const numberOf = ({ type, card_present, interac_present }: Parsed<typeof fields>): string | null => {
  const named = card_present?.number ?? interac_present?.number
  if (named !== undefined) return named
  return type === 'interac_present' ? defaultCardFor([type]).number : null
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
        number: numberOf(params),
        readMethod: 'contact_emv',
        amountTip: params.amount_tip ?? null,
      }
      requireAcceptable(context, reader, presented)
      const taken = takeCard(context, reader, presented)
      // A simulated customer knows the PIN and enters it at once.
      return ok(shown(context, enterPin(context, taken, 0) ?? taken))
    },
  },
]

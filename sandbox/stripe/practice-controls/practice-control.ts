import { testCards } from '../cards/card-catalogue.ts'
import { worksOnline } from '../cards/test-cards.ts'
import { ledgerOf } from '../ledger/ledger.ts'
import { readerViewOf, viewReader } from '../panel/reader-view.ts'
import type { DeliveryMode } from '../webhooks/delivery-modes.ts'
import { controlKey, controlRegistrationCode } from './account-controls.ts'
import { controlCheckout } from './checkout-controls.ts'
import * as wish from './control-bodies.ts'
import { type ControlAnswer, type ControlRequest, type Controls, done, notFound } from './controls.ts'
import { plannedFault, plannedFaultBody } from './fault-wish.ts'
import { controlReader } from './reader-controls.ts'

const shownMode = ({ hold, duplicate, reorder, delayMs }: DeliveryMode): object => ({
  hold,
  duplicate,
  reorder,
  delay_ms: delayMs,
})

/** Answers the practice controls under /_practice. Throws a StripeRefusal for a wish that cannot be met. */
export const practiceControl = (
  controls: Controls,
  { method, path, body }: ControlRequest,
): ControlAnswer => {
  const { world, faults, modes, clocks } = controls
  const onReader = /^\/_practice\/readers\/([^/]+)\/([a-z_]+)$/.exec(path)
  if (method === 'POST' && onReader !== null) {
    return controlReader(controls, onReader[1] ?? '', onReader[2] ?? '', body)
  }
  const one = /^\/_practice\/readers\/(\w+)$/.exec(path)?.[1]
  if (method === 'GET' && one !== undefined) {
    const view = readerViewOf(world, one)
    return view === undefined ? notFound(`There is no reader ${one}.`) : done(view)
  }
  const atPage = /^\/_practice\/checkout\/(\w+)(\/pay)?$/.exec(path)
  if (atPage !== null && method === (atPage[2] === undefined ? 'GET' : 'POST')) {
    return controlCheckout(controls, atPage[1] ?? '', atPage[2] !== undefined, body)
  }
  switch (`${method} ${path}`) {
    case 'GET /_practice/readers':
      return done({
        readers: [...world.store.walk('terminal.reader', { order: 'oldest first' })].map((reader) =>
          viewReader(world, reader),
        ),
      })
    case 'GET /_practice/cards':
      return done({
        cards: testCards.map((card) => ({ name: card.name, label: card.label, online: worksOnline(card) })),
      })
    case 'GET /_practice/ledger':
      return done(ledgerOf(world))
    case 'GET /_practice/faults':
      return done({ faults: faults.list() })
    case 'POST /_practice/faults':
      faults.plan(plannedFault(wish.read(plannedFaultBody, body)))
      return done({ faults: faults.list() })
    case 'DELETE /_practice/faults':
      faults.clear()
      return done({ faults: [] })
    case 'GET /_practice/webhooks':
      return done(shownMode(modes.current()))
    case 'POST /_practice/webhooks': {
      const { delay_ms, ...asked } = wish.read(wish.deliveryMode, body)
      modes.set(delay_ms === undefined ? asked : { ...asked, delayMs: delay_ms })
      controls.changed()
      return done(shownMode(modes.current()))
    }
    case 'POST /_practice/clock': {
      const { date_ms, signature_ms } = wish.read(wish.clockSkew, body)
      const skew = clocks.set({
        ...(date_ms === undefined ? {} : { dateMs: date_ms }),
        ...(signature_ms === undefined ? {} : { signatureMs: signature_ms }),
      })
      return done({ date_ms: skew.dateMs, signature_ms: skew.signatureMs })
    }
    case 'POST /_practice/keys':
      return done(controlKey(world, body))
    case 'POST /_practice/registration_codes':
      return done(controlRegistrationCode(world, body))
    default:
      return notFound(`There is no practice control ${method} ${path}.`)
  }
}

import type { Fault } from './faults.ts'
import type { StripeWorld } from './practice-stripe-world.ts'

const somebodysCart =
  'type=cart&cart[currency]=eur&cart[total]=1&cart[tax]=0&cart[line_items][0][description]=x&cart[line_items][0][amount]=1&cart[line_items][0][quantity]=1'

/** What befalls a reader by a person's hand. `taken`: another program cancels what is on it and puts its own cart there. */
export function playReaderFault(
  stripe: StripeWorld,
  readerId: string,
  what: (Fault & { kind: 'reader' })['what'],
): void {
  if (what === 'vanish') stripe.control(`readers/${readerId}/unplug`, { when: 'after_authorised' })
  else if (what !== 'taken') stripe.control(`readers/${readerId}/${what}`)
  else {
    const path = `/v1/terminal/readers/${readerId}`
    const ask = (verb: string, body: string): Promise<unknown> =>
      stripe.owner('POST', `${path}/${verb}`, body).catch(() => undefined)
    void ask('cancel_action', '').then(() => ask('set_reader_display', somebodysCart))
  }
}

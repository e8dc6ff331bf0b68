/** The practice shop's own Stripe account. There is one; it is made with the folder and never changes. */
export interface Account {
  readonly id: string
  readonly object: 'account'
  readonly business_type: 'company'
  readonly capabilities: { readonly card_payments: 'active'; readonly transfers: 'active' }
  readonly charges_enabled: true
  readonly country: string
  readonly created: number
  readonly default_currency: string
  readonly details_submitted: true
  readonly email: string
  readonly metadata: Readonly<Record<string, string>>
  readonly payouts_enabled: true
  readonly type: 'standard'
}

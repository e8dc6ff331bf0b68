/** A movement of the account's balance. Amounts in minor units; `net` = `amount` − `fee`. */
export interface BalanceTransaction {
  readonly id: string
  readonly object: 'balance_transaction'
  readonly amount: number
  readonly available_on: number
  readonly balance_type: 'payments'
  readonly created: number
  readonly currency: string
  readonly description: string | null
  readonly exchange_rate: null
  readonly fee: number
  readonly fee_details: readonly {
    readonly amount: number
    readonly application: null
    readonly currency: string
    readonly description: string
    readonly type: 'stripe_fee'
  }[]
  readonly net: number
  readonly reporting_category: 'charge' | 'refund' | 'refund_failure'
  readonly source: string
  readonly status: 'pending' | 'available'
  readonly type: 'charge' | 'refund' | 'refund_failure'
}

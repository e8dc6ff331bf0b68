/** Sales as sold, projected from `sale.completed`. Minor units of `currency`. The operation's text stays the truth; these are for searching and summing. */
export interface SalesTables {
  sales: {
    store_id: string
    sale_id: string
    register_id: string
    operation_seq: number
    receipt_no: string
    at_ms: number
    staff_id: string | null
    shift_id: string | null
    currency: string
    item_count: number
    total_minor: number
    tax_minor: number
    discount_minor: number
    rounding_minor: number
    change_minor: number
  }
  sale_lines: {
    store_id: string
    sale_id: string
    line_no: number
    line_id: string
    product_id: string | null
    sku: string | null
    name: string
    variant: string | null
    quantity: number
    unit_price_minor: number
    discount_minor: number
    tax_minor: number
    total_minor: number
    tax_rate_id: string
    tax_rate_name: string
    tax_rate_ppm: number
    tax_inclusive: number
  }
  sale_tenders: {
    store_id: string
    sale_id: string
    tender_no: number
    kind: string
    amount_minor: number
    rounding_minor: number
    given_minor: number
    change_minor: number
    idempotency_key: string | null
    processor_payment_id: string | null
    brand: string | null
    last4: string | null
  }
}

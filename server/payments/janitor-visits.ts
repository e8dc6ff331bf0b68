/** The job that looks after one payment; its subject is the payment's key. */
export const janitorKind = 'payment.janitor'

export const second = 1_000
const minute = 60 * second
const hour = 60 * minute
export const day = 24 * hour
/** Visits after the request, until the payment is final; then once a day for as long as it takes. */
export const janitorDelaysMs = [5 * second, minute, 5 * minute, hour, day] as const

/** The job that looks after one refund; its subject is the refund's key. */
export const refundJanitorKind = 'refund.janitor'

const minute = 60_000
export const day = 24 * 60 * minute
export const refundJanitorDelaysMs = [5_000, minute, 5 * minute, 60 * minute, day] as const
/** When a refund that succeeded is looked at again, after it was asked for: banks send refunds back within a month. */
export const succeededVisitsMs = [day, 3 * day, 7 * day, 14 * day, 30 * day] as const

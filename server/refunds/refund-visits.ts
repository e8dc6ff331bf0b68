/** The job that looks after one refund; its subject is the refund's key. */
export const refundJanitorKind = 'refund.janitor'

const minute = 60_000
export const day = 24 * 60 * minute
export const refundJanitorDelaysMs = [5_000, minute, 5 * minute, 60 * minute, day] as const

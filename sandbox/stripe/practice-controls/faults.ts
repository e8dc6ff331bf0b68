/**
 * What may go wrong with a request, on demand. `when: 'after'` means: Stripe did it, and the caller cannot tell.
 * error_500 before: nothing was done and nothing is remembered · error_500_stored: nothing was done, and the key remembers the 500.
 */
export type Fault =
  | { readonly kind: 'hang'; readonly when: 'before' | 'after'; readonly delayMs: number }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'truncate'; readonly when: 'after' }
  | { readonly kind: 'error_500'; readonly when: 'before' | 'after' }
  | { readonly kind: 'error_500_stored'; readonly when: 'before' }
  | { readonly kind: 'conflict'; readonly when: 'before' }
  | { readonly kind: 'reader_timeout'; readonly when: 'before' | 'after' }
  | { readonly kind: 'reader_busy'; readonly when: 'before' }
  | { readonly kind: 'reader_offline'; readonly when: 'before' }
  | { readonly kind: 'reader_hardware_fault'; readonly when: 'before' }
  | { readonly kind: 'lock_timeout'; readonly when: 'before' }
  | { readonly kind: 'rate_limit'; readonly when: 'before'; readonly reason: string }

export interface PlannedFault {
  readonly fault: Fault
  /** Only requests of this method, or of any. */
  readonly method: string | null
  /** Only requests whose path contains this text; the empty text matches all. */
  readonly pathContains: string
  readonly remaining: number
}

/** The faults that are still to come. They live in memory: a restart repairs everything. */
export interface Faults {
  readonly plan: (fault: PlannedFault) => void
  /** The fault for this request, which uses one of its occurrences up. */
  readonly take: (method: string, path: string) => Fault | undefined
  readonly list: () => readonly PlannedFault[]
  readonly clear: () => void
}

export const createFaults = (): Faults => {
  let planned: readonly PlannedFault[] = []
  return {
    plan: (fault) => {
      planned = [...planned, fault]
    },
    take: (method, path) => {
      const found = planned.find(
        (entry) => (entry.method === null || entry.method === method) && path.includes(entry.pathContains),
      )
      if (found === undefined) return undefined
      planned = planned.flatMap((entry) => {
        if (entry !== found) return [entry]
        return entry.remaining > 1 ? [{ ...entry, remaining: entry.remaining - 1 }] : []
      })
      return found.fault
    },
    list: () => planned,
    clear: () => {
      planned = []
    },
  }
}

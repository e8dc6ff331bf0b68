/** Tells the open pages that something may look different now. */
export interface Changes {
  readonly announce: () => void
  /** Returns its own unsubscribe. */
  readonly on: (listener: () => void) => () => void
}

export const createChanges = (): Changes => {
  const listeners = new Set<() => void>()
  return {
    announce: () => {
      for (const listener of listeners) listener()
    },
    on: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

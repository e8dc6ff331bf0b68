/** Work on one key runs one after the other; work on different keys side by side. Within this process only: rows carry a version for the rest. */
export type KeyedQueue = {
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<T>
  /** Keys with work under way. */
  readonly size: () => number
}

export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: async (key, work) => {
      const before = tails.get(key) ?? Promise.resolve()
      // The one before may have failed; that is its caller's business.
      const mine = before.then(work, work)
      tails.set(key, mine)
      try {
        return await mine
      } finally {
        if (tails.get(key) === mine) tails.delete(key)
      }
    },
    size: () => tails.size,
  }
}

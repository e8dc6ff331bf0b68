/**
 * Runs one piece of work at a time: while one is under way another is not begun and answers null. Decided before anything is awaited, so
 * that two presses within one frame cannot both pass.
 */
export function createOneAtATime<Name>(onChange: (running: Name | null) => void): {
  run<T>(name: Name, work: () => Promise<T>): Promise<T | null>
} {
  let isBusy = false
  return {
    run: async (name, work) => {
      if (isBusy) return null
      isBusy = true
      onChange(name)
      try {
        return await work()
      } finally {
        isBusy = false
        onChange(null)
      }
    },
  }
}

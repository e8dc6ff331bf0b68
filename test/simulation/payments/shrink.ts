import type { Schedule } from './schedule.ts'

/**
 * The smallest schedule found that still fails: whole faults and steps are left out, in halves first and then one by one, for as long as what is left
 * fails. `fails` plays a schedule; `triesMax` bounds how often.
 */
export async function shrink(
  schedule: Schedule,
  fails: (schedule: Schedule) => Promise<boolean>,
  triesMax = 200,
): Promise<Schedule> {
  let smallest = schedule
  let tries = 0
  const attempt = async (candidate: Schedule): Promise<boolean> => {
    if (tries >= triesMax) return false
    tries += 1
    if (!(await fails(candidate))) return false
    smallest = candidate
    return true
  }
  const without = <T>(list: readonly T[], from: number, count: number): readonly T[] => [
    ...list.slice(0, from),
    ...list.slice(from + count),
  ]
  const shorten = async (part: 'faults' | 'steps'): Promise<boolean> => {
    let gotSmaller = false
    for (let size = Math.max(1, smallest[part].length >> 1); size >= 1; size >>= 1) {
      for (let from = 0; from < smallest[part].length; ) {
        const candidate = { ...smallest, [part]: without<unknown>(smallest[part], from, size) }
        if (await attempt(candidate)) gotSmaller = true
        else from += size
      }
    }
    return gotSmaller
  }
  for (;;) {
    const faults = await shorten('faults')
    const steps = await shorten('steps')
    if ((!faults && !steps) || tries >= triesMax) return smallest
  }
}

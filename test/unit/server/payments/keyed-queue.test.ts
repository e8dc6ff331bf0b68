import { describe, expect, it } from 'vitest'
import { createKeyedQueue } from '../../../../server/payments/keyed-queue.ts'

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

describe('the keyed queue', () => {
  it('runs work on one key in order, one at a time, and other keys meanwhile', async () => {
    const queue = createKeyedQueue()
    const story: string[] = []
    const work = (key: string, name: string) =>
      queue.run(key, async () => {
        story.push(`${name} begins`)
        await tick()
        story.push(`${name} ends`)
      })
    await Promise.all([work('a', 'a1'), work('a', 'a2'), work('b', 'b1')])
    expect(story.indexOf('a2 begins')).toBeGreaterThan(story.indexOf('a1 ends'))
    expect(story.indexOf('b1 begins')).toBeLessThan(story.indexOf('a1 ends'))
  })

  it('goes on after work that failed, hands the failure to its own caller only, and remembers nothing', async () => {
    const queue = createKeyedQueue()
    const failing = queue.run('a', async () => {
      await tick()
      throw new Error('mine')
    })
    const next = queue.run('a', async () => 'next')
    await expect(failing).rejects.toThrow('mine')
    expect(await next).toBe('next')
    expect(queue.size()).toBe(0)
  })
})

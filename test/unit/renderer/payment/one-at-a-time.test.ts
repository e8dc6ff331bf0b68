import { expect, test } from 'vitest'
import { createOneAtATime } from '../../../../renderer/till/payment/one-at-a-time.ts'

test('two presses at once ask for the money once', async () => {
  const seen: (string | null)[] = []
  const gate = createOneAtATime<string>((running) => seen.push(running))
  let asked = 0
  let answer: (text: string) => void = () => undefined
  const work = () => {
    asked += 1
    return new Promise<string>((resolve) => {
      answer = resolve
    })
  }
  const first = gate.run('cash', work)
  const second = gate.run('card', work)
  expect(asked).toBe(1)
  expect(await second).toBeNull()
  answer('taken')
  expect(await first).toBe('taken')
  expect(seen).toEqual(['cash', null])
})

test('after an answer, and after a failure, the next one is asked', async () => {
  const gate = createOneAtATime<string>(() => undefined)
  await expect(gate.run('cash', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  expect(await gate.run('cash', async () => 'taken')).toBe('taken')
})

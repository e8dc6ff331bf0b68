import { expect, test } from 'vitest'
import { tendersKept } from '../../../../renderer/backoffice/today/tenders-kept.ts'

test('cash rounding belongs to cash, so that the ways of paying make up the takings', () => {
  const day = {
    totalMinor: 47_847,
    roundingMinor: 3,
    tenders: [
      { kind: 'card', count: 18, amountMinor: 34_850 },
      { kind: 'cash', count: 8, amountMinor: 12_997 },
    ],
  } as const
  const kept = tendersKept({ ...day, tenders: [...day.tenders] })
  expect(kept.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ['card', 34_850],
    ['cash', 13_000],
  ])
  const sum = kept.reduce((total, { amountMinor }) => total + amountMinor, 0)
  expect(sum).toBe(day.totalMinor + day.roundingMinor)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

type Rgb = readonly [number, number, number]

const css = readFileSync(join(import.meta.dirname, '../../../../renderer/theme/tokens.css'), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--cw-([a-z0-9-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)

/** Linear sRGB of `oklch(L C H)` (CSS Color 4, §18), clipped to what a screen shows. */
function linear(oklch: string): Rgb {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(/[\s/]+/).map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number): number => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b

function contrast(ink: string, ground: string, theme: 'light' | 'dark'): number {
  const [a = 0, b = 0] = [ink, ground]
    .map((name) => {
      const token = tokens.get(name)
      if (token === undefined) throw new Error(`there is no token ${name}`)
      return luminance(linear(token[theme]))
    })
    .sort((one, other) => other - one)
  return (a + 0.05) / (b + 0.05)
}

test('the measure itself is right: black on white is 21', () => {
  expect((luminance(linear('1 0 0')) + 0.05) / (luminance(linear('0 0 0')) + 0.05)).toBeCloseTo(21, 3)
})

type Pair = readonly [ink: string, ground: string]
const pairs = (inks: readonly string[], on: readonly string[]): readonly Pair[] =>
  inks.flatMap((ink) => on.map((ground): Pair => [ink, ground]))
const grounds = ['bg', 'surface', 'surface-2']
const text: readonly Pair[] = [
  ...pairs(['ink', 'ink-2', 'ink-3'], grounds),
  ...pairs(['accent', 'red', 'blue', 'violet'], ['bg', 'surface']),
  ...['amber', 'red', 'blue', 'violet'].map((hue): Pair => [`${hue}-ink`, `${hue}-soft`]),
  ...pairs(['amber-ink', 'red-ink', 'accent-soft-ink'], grounds),
  ['accent-soft-ink', 'accent-soft'],
  ['red-on', 'red'],
  ['red-on', 'red-hover'],
]
const amounts: readonly Pair[] = [
  ...pairs(['ink'], grounds),
  ['ink', 'accent-soft'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
]
const edges = pairs(['line-strong', 'focus'], ['bg', 'surface'])

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(text)('text: %s on %s is at least 4.5', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(amounts)('amounts: %s on %s is at least 7', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(7)
  })
  test.each(edges)('edges of controls: %s on %s is at least 3', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(3)
  })
})

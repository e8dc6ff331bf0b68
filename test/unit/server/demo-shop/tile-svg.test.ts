import { describe, expect, test } from 'vitest'
import { demoCategories, demoShop } from '../../../../server/demo-shop/demo-shop.ts'
import { drawings } from '../../../../server/demo-shop/drawings/drawings.ts'
import { hexOfOklch } from '../../../../server/demo-shop/drawings/palette.ts'

const pictures = demoShop.products.map(({ name, tileSvg }) => [name, tileSvg ?? ''] as const)

/** A strict little reader: every tag is known, opened and closed in order, and every attribute is well formed. */
function problemsOf(svg: string): string[] {
  const known = new Set(['svg', 'g', 'path', 'rect', 'circle', 'ellipse'])
  const open: string[] = []
  const problems: string[] = []
  let rest = svg
  while (rest !== '') {
    const tag = /^<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<>]*")*)(\/?)>/.exec(rest)
    if (tag === null) return [...problems, `not a tag at "${rest.slice(0, 40)}"`]
    const [whole, closing, name = '', , selfClosing] = tag
    if (!known.has(name)) problems.push(`unknown element ${name}`)
    if (closing === '/') {
      if (open.pop() !== name) problems.push(`${name} closed out of order`)
    } else if (selfClosing !== '/') open.push(name)
    rest = rest.slice(whole.length)
  }
  return open.length === 0 ? problems : [...problems, `${open.join(', ')} left open`]
}

describe('tile pictures', () => {
  test('are drawn for every product, from more than 25 drawings, all of them in use', () => {
    expect(pictures.every(([, svg]) => svg.startsWith('<svg '))).toBe(true)
    const worn = new Set<string>(demoCategories.flatMap(({ rows }) => rows.map((row) => row[3])))
    expect(Object.keys(drawings).filter((drawing) => !worn.has(drawing))).toEqual([])
    expect(Object.keys(drawings).length).toBeGreaterThanOrEqual(25)
    expect(new Set(pictures.map(([, svg]) => svg)).size).toBeGreaterThan(250)
  })

  test('are well formed, 64 by 64, and use shapes only', () => {
    for (const [name, svg] of pictures) {
      expect(problemsOf(svg), name).toEqual([])
      expect(svg, name).toContain('viewBox="0 0 64 64"')
    }
  })

  test('weigh less than 1.2 kB each', () => {
    for (const [name, svg] of pictures) expect(new TextEncoder().encode(svg).length, name).toBeLessThan(1_200)
  })

  test('hold no script, handler, reference, id, class, style or text', () => {
    for (const [name, svg] of pictures)
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', ''), name).not.toMatch(
        /script|href|url\(|http|data:|\son[a-z]+=|\sid=|\sclass=|style|<text|<image|<use|foreignObject|&|NaN|undefined/i,
      )
  })

  test('draw a smaller size of an article smaller', () => {
    const scales = demoShop.products
      .filter((p) => p.name === 'Terracotta Pot')
      .map((p) => Number(/scale\(([\d.]+)\)/.exec(p.tileSvg ?? '')?.[1]))
    expect(scales).toHaveLength(3)
    expect(scales).toEqual([...scales].sort((a, b) => a - b))
    expect(new Set(scales).size).toBe(3)
  })
})

describe('hexOfOklch', () => {
  // sRGB red, green, blue and grey in OKLCH, as CSS Color 4 gives them.
  test.each([
    [1, 0, 0, '#ffffff'],
    [0, 0, 0, '#000000'],
    [0.627955, 0.257683, 29.2339, '#ff0000'],
    [0.86644, 0.294827, 142.4953, '#00ff00'],
    [0.452014, 0.313214, 264.052, '#0000ff'],
  ])('turns oklch(%d %d %d) into %s', (lightness, chroma, hue, hex) => {
    expect(hexOfOklch(lightness, chroma, hue)).toBe(hex)
  })

  test('clips what a screen cannot show', () => {
    expect(hexOfOklch(0.9, 0.4, 30)).toMatch(/^#ff[0-9a-f]{4}$/)
  })
})

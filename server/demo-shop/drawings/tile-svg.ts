import { type DrawingName, drawings } from './drawings.ts'
import { hexOfOklch, type InkName, inkOf } from './palette.ts'

/** How a drawing fills its disc at size 1, and the foot it shrinks towards so that a small pot stands beside a large one. */
const fullScale = 0.87
const foot = { x: 32, y: 52 }

export type TilePicture = {
  readonly drawing: DrawingName
  readonly main: InkName
  readonly accent: InkName
  readonly categoryHue: number
  /** 1 fills the disc; smaller sizes of the same article are drawn smaller. */
  readonly size: number
}

/**
 * A product's tile picture: one object on a faint disc of its category's hue. A whole `<svg>` of about 1 kB, 64 × 64, without text, ids,
 * scripts or references, so that it may stand inline any number of times on a page, or in a `data:` image.
 */
export function tileSvg({ drawing, main, accent, categoryHue, size }: TilePicture): string {
  const backdrop = `<circle cx="32" cy="32" r="32" fill="${hexOfOklch(0.7, 0.08, categoryHue)}" fill-opacity=".2"/>`
  const scale = fullScale * size
  const x = foot.x * (1 - scale)
  const y = foot.y - 55 * scale
  const object = drawings[drawing](inkOf(main), inkOf(accent))
  return shortened(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${backdrop}<g transform="translate(${x} ${y}) scale(${scale})" stroke-linecap="round" stroke-linejoin="round">${object}</g></svg>`,
  )
}

/** Drops the digits that a 64-unit sheet cannot show: at most two decimals, no trailing zeros. */
const shortened = (svg: string) =>
  svg.replace(/(\d*)\.(\d+)/g, (_, whole: string, decimals: string) => {
    const kept = decimals.slice(0, 2).replace(/0+$/, '')
    return kept === '' ? whole || '0' : `${whole}.${kept}`
  })

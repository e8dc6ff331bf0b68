import type { Ink } from './palette.ts'

/** Draws one object on a 64 × 64 sheet, standing on y = 55, from a main and an accent colour. Returns SVG elements without the `<svg>` around them. */
export type Drawing = (main: Ink, accent: Ink) => string

export const rect = (x: number, y: number, width: number, height: number, radius: number, fill: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`

export const disc = (cx: number, cy: number, r: number, fill: string) =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"/>`

export const oval = (cx: number, cy: number, rx: number, ry: number, fill: string, turn = 0) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${turn === 0 ? '' : ` transform="rotate(${turn} ${cx} ${cy})"`}/>`

export const shape = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`

/** A stroke; the tile around all drawings gives it round ends. */
export const line = (d: string, colour: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"/>`

/** A veil of black: the side away from the light, which falls from the upper left on every picture. */
export const shade = (d: string) => `<path d="${d}" fill-opacity=".12"/>`

/** A veil of white: light on glass and glaze. */
export const glint = (d: string) => `<path d="${d}" fill="#fff" fill-opacity=".32"/>`

export const turned = (degrees: number, content: string) =>
  `<g transform="rotate(${degrees} 32 32)">${content}</g>`

/** A leaf from its foot at (x, y), pointing up by `length`, turned about its foot. */
export const leaf = (x: number, y: number, length: number, turn: number, fill: string) => {
  const bend = (share: number) => Math.round(length * share * 10) / 10
  const left = `c${bend(-0.42)} ${bend(-0.3)} ${bend(-0.29)} ${bend(-0.8)} 0 ${-length}`
  const right = `c${bend(0.29)} ${bend(0.2)} ${bend(0.42)} ${bend(0.7)} 0 ${length}`
  return `<path d="M0 0${left}${right}z" fill="${fill}" transform="translate(${x} ${y})${turn === 0 ? '' : ` rotate(${turn})`}"/>`
}

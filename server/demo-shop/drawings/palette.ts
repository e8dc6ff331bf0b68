/**
 * The shop's colours: muted OKLCH inks that stay legible on a light and on a dark tile.
 * Each ink is [lightness 0–1, chroma, hue in degrees]; drawings receive them as `#rrggbb`.
 */
type Oklch = readonly [lightness: number, chroma: number, hue: number]

const inks = {
  // warm: paper, bread, wood
  milk: [0.93, 0.014, 90],
  linen: [0.88, 0.03, 85],
  cream: [0.9, 0.05, 90],
  wheat: [0.81, 0.085, 82],
  kraft: [0.73, 0.07, 72],
  crust: [0.67, 0.1, 62],
  caramel: [0.63, 0.11, 60],
  wood: [0.6, 0.075, 60],
  rye: [0.54, 0.06, 52],
  cocoa: [0.47, 0.05, 48],
  // yellow to red
  lemon: [0.87, 0.13, 100],
  mustard: [0.78, 0.125, 86],
  ochre: [0.72, 0.125, 74],
  apricot: [0.79, 0.105, 62],
  orange: [0.72, 0.145, 56],
  terracotta: [0.62, 0.115, 42],
  brick: [0.56, 0.12, 34],
  tomato: [0.61, 0.16, 30],
  cherry: [0.53, 0.15, 22],
  // pink to violet
  blush: [0.83, 0.055, 20],
  rose: [0.71, 0.1, 10],
  berry: [0.53, 0.12, 355],
  wine: [0.49, 0.09, 5],
  plum: [0.5, 0.09, 325],
  lilac: [0.74, 0.075, 305],
  // blue
  indigo: [0.5, 0.1, 278],
  denim: [0.54, 0.085, 255],
  sky: [0.76, 0.07, 235],
  ice: [0.88, 0.03, 225],
  petrol: [0.5, 0.065, 215],
  // green
  teal: [0.62, 0.075, 190],
  mint: [0.83, 0.06, 165],
  forest: [0.5, 0.075, 155],
  leaf: [0.62, 0.115, 142],
  sage: [0.73, 0.055, 145],
  moss: [0.6, 0.09, 125],
  lime: [0.79, 0.125, 122],
  olive: [0.57, 0.085, 110],
  bottle: [0.5, 0.06, 140],
  // grey
  steel: [0.78, 0.012, 240],
  stone: [0.72, 0.015, 80],
  slate: [0.56, 0.022, 250],
  iron: [0.5, 0.012, 260],
} as const satisfies Record<string, Oklch>

export type InkName = keyof typeof inks

/** A colour in three steps of light, as `#rrggbb`: for the lit face, the face itself and the face in shade. */
export type Ink = { readonly soft: string; readonly base: string; readonly deep: string }

export function inkOf(name: InkName): Ink {
  const [lightness, chroma, hue] = inks[name]
  return {
    soft: hexOfOklch(Math.min(0.95, lightness + 0.09), chroma * 0.75, hue),
    base: hexOfOklch(lightness, chroma, hue),
    deep: hexOfOklch(lightness - 0.09, chroma * 1.05, hue),
  }
}

/** OKLCH to `#rrggbb`, channels outside sRGB clipped. Matrices: Björn Ottosson, "A perceptual color space for image processing". */
export function hexOfOklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const linear = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
  return `#${linear.map(hexOfLinear).join('')}`
}

function hexOfLinear(channel: number): string {
  const clipped = Math.min(1, Math.max(0, channel))
  const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0')
}

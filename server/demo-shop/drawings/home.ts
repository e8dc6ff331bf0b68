import { inkOf } from './palette.ts'
import { type Drawing, disc, glint, line, oval, rect, shade, shape, turned } from './shapes.ts'

const steel = inkOf('steel')
const paper = inkOf('linen')
const wood = inkOf('wood')

/** For the stove and the table. */
export const kitchenDrawings = {
  fryingPan: (main, accent) =>
    turned(
      -30,
      rect(40, 29, 26, 6.5, 3.2, accent.base) +
        disc(24, 32, 21, main.deep) +
        disc(24, 32, 17.5, main.base) +
        glint('M11 30c1-6 5-10 11-11 0 4-8 5-11 11z'),
    ),

  pot: (main, accent) =>
    rect(3, 32, 58, 6, 3, main.deep) +
    shape('M10 28h44v20a7 7 0 0 1-7 7H17a7 7 0 0 1-7-7z', main.base) +
    shade('M43 28h11v20a7 7 0 0 1-7 7h-4z') +
    shape('M9 28c2-8 11-11 23-11s21 3 23 11z', main.soft) +
    rect(8, 26, 48, 4, 2, main.deep) +
    rect(27, 11, 10, 6, 2.5, accent.base) +
    glint('M14 33h3v15h-3z'),

  knife: (main, accent) =>
    turned(
      -42,
      shape('M-4 36q13-12 22-12h22v12z', steel.base) +
        shape('M-4 36q13-5 44-5v5z', steel.soft) +
        rect(39, 23, 4, 14, 1, steel.deep) +
        rect(42, 24, 25, 10, 4, main.base) +
        disc(49, 29, 1.5, accent.base) +
        disc(59, 29, 1.5, accent.base),
    ),

  board: (main, accent) =>
    shape(
      'M27 6h10a3 3 0 0 1 3 3v9h5a5 5 0 0 1 5 5v27a5 5 0 0 1-5 5H19a5 5 0 0 1-5-5V23a5 5 0 0 1 5-5h5V9a3 3 0 0 1 3-3z',
      main.base,
    ) +
    disc(32, 12, 2.6, main.deep) +
    line('M22 25q3 12-1 24M29 24q2 12 0 26M36 24q-2 13 1 26M43 25q-2 10 0 24', accent.base, 1.6),

  spoon: (main, accent) =>
    turned(
      38,
      rect(29.5, 22, 5, 42, 2.5, main.base) +
        oval(32, 14, 9.5, 13, main.base) +
        oval(32, 14.5, 6.5, 9.5, main.deep) +
        rect(29.5, 54, 5, 4, 0, accent.base),
    ),

  whisk: (main, accent) =>
    turned(
      38,
      line('M32 32C14 22 20-3 32-3s18 25 0 35M32 32c-9-10-8-30 0-35 8 5 9 25 0 35', main.base, 2.2) +
        rect(29, 30, 6, 33, 3, accent.base) +
        rect(29, 30, 6, 5, 1, main.deep),
    ),

  bowl: (main, accent) =>
    shape('M7 28h50c0 16-10 26-25 26S7 44 7 28z', main.base) +
    shade('M44 28h13c0 16-10 26-25 26 9-5 12-14 12-26z') +
    rect(23, 51, 18, 4, 2, main.deep) +
    oval(32, 28, 25, 6.5, main.soft) +
    oval(32, 28.6, 21.5, 4.7, accent.base) +
    line('M10 37q22 8 44 0', accent.base, 2.4),

  plate: (main, accent) =>
    disc(32, 34, 24, main.deep) +
    disc(32, 32, 24, main.base) +
    `<circle cx="32" cy="32" r="20.5" fill="none" stroke="${accent.base}" stroke-width="1.8"/>` +
    disc(32, 32, 14.5, main.deep) +
    disc(32, 32.8, 14, main.soft),

  glass: (main, accent) =>
    shape('M15 12h34l-5 40a3 3 0 0 1-3 3H23a3 3 0 0 1-3-3z', main.base) +
    shape('M16.5 24h31l-3.5 28a3 3 0 0 1-3 3H23a3 3 0 0 1-3-3z', accent.base) +
    shade('M40 12h9l-5 40a3 3 0 0 1-3 3h-3z') +
    glint('M19 15h4l3 36h-3z'),

  apron: (main, accent) =>
    line('M23 16C23 6 41 6 41 16', accent.base, 2.6) +
    line('M16 34L8 38M48 34l8 4', accent.base, 2.6) +
    shape('M23 14h18c0 9 3 14 8 17v21a3 3 0 0 1-3 3H18a3 3 0 0 1-3-3V31c5-3 8-8 8-17z', main.base) +
    rect(23, 36, 18, 12, 2, main.deep) +
    rect(23, 36, 18, 2.6, 1, accent.base),

  towel: (main, accent) =>
    rect(8, 10, 48, 4, 2, wood.base) +
    rect(16, 10, 32, 45, 2, main.base) +
    rect(16, 12, 13, 37, 1, main.soft) +
    rect(16, 38, 32, 3, 0, accent.base) +
    rect(16, 43.5, 32, 2, 0, accent.base) +
    shade('M29 14h2v41h-2z') +
    rect(15, 9, 34, 6, 3, main.deep),

  scale: (main, accent) =>
    rect(10, 36, 44, 19, 4, main.base) +
    disc(32, 45.5, 7, paper.base) +
    line('M32 45.5l3-4', accent.base, 2) +
    rect(29, 28, 6, 9, 0, main.deep) +
    shape('M8 20h48c-2 7-8 10-14 10H22c-6 0-12-3-14-10z', accent.base) +
    rect(6, 17, 52, 4.5, 2.2, accent.soft),
} as const satisfies Record<string, Drawing>

/** For the rest of the house. */
export const houseDrawings = {
  candle: (main, accent) =>
    shape('M32 7c5 6 5 12 0 13-5-1-5-7 0-13z', inkOf('mustard').base) +
    shape('M32 12c2 3 2 6 0 7-2-1-2-4 0-7z', inkOf('cream').base) +
    line('M32 20v5', inkOf('cocoa').base, 1.8) +
    rect(17, 25, 30, 30, 4, main.base) +
    rect(17, 24, 30, 7, 3, main.soft) +
    rect(22, 36, 20, 12, 1.5, paper.base) +
    rect(26, 41, 12, 2.2, 1, accent.base) +
    shade('M40 24h4a3 3 0 0 1 3 3v24a4 4 0 0 1-4 4h-3z'),

  taperCandles: (main, accent) =>
    shape('M21 5c3 4 3 7 0 8-3-1-3-4 0-8zM43 9c3 4 3 7 0 8-3-1-3-4 0-8z', inkOf('mustard').base) +
    rect(18, 14, 6, 30, 1.5, main.base) +
    rect(40, 18, 6, 26, 1.5, main.base) +
    shade('M22 14h2v30h-2zM44 18h2v26h-2z') +
    shape('M14 43h14l-2 7h-10zM36 43h14l-2 7H38z', accent.base) +
    rect(11, 50, 42, 5, 2, accent.deep),

  lamp: (main, accent) =>
    rect(30.5, 30, 3.5, 22, 0, accent.base) +
    rect(20, 50, 24, 5, 2.5, accent.deep) +
    shape('M21 8h22l10 25H11z', main.base) +
    shade('M37 8h6l10 25H40z') +
    shape('M11 33h42v2H11z', main.soft) +
    line('M45 35v7', accent.base, 1.6) +
    disc(45, 43, 1.8, accent.base),

  vase: (main, accent) =>
    line('M31 22q-2-9-8-14M33 22q1-9 8-16', inkOf('moss').base, 2) +
    disc(22, 8, 4, accent.base) +
    disc(42, 7, 4.5, accent.soft) +
    shape('M26 20h12c0 6 10 9 10 20 0 9-6 15-10 15H26c-4 0-10-6-10-15 0-11 10-14 10-20z', main.base) +
    rect(24, 18, 16, 4, 2, main.soft) +
    shade('M38 26c3 3 10 6 10 14 0 9-6 15-10 15h-2c5-8 5-20 2-29z') +
    glint('M20 40c0-5 3-8 5-10 1 4-3 6-5 10z'),

  basket: (main, accent) =>
    line('M14 28C14 4 50 4 50 28', main.deep, 3.6) +
    shape('M8 28h48l-5 24a4 4 0 0 1-4 3H17a4 4 0 0 1-4-3z', main.base) +
    line('M11 36h42M13 44h38', main.deep, 2) +
    line('M20 31l2 22M32 31v22M44 31l-2 22', main.soft, 2) +
    rect(6, 25, 52, 6, 3, accent.base),

  brush: (main, accent) =>
    turned(
      -35,
      rect(8, 22, 48, 10, 5, main.base) +
        disc(50, 27, 2, main.deep) +
        shape('M9 32h30l-1 13H10z', accent.base) +
        line('M14 34v9M19 34v9M24 34v9M29 34v9M34 34v9', accent.deep, 1.6),
    ),

  soapBar: (main, accent) =>
    oval(32, 49, 26, 6, accent.base) +
    rect(9, 27, 46, 22, 9, main.deep) +
    rect(9, 23, 46, 22, 9, main.base) +
    rect(16, 29, 32, 10, 5, main.soft) +
    disc(47, 17, 4, main.soft) +
    disc(53, 11, 2.4, main.soft),

  cushion: (main, accent) =>
    shape('M8 14q24-5 48 0 4 20 0 38-24 5-48 0-4-20 0-38z', main.base) +
    shade('M56 14q4 20 0 38-24 5-48 0 30 0 40-6 8-16 8-32z') +
    line('M17 13q-2 20 0 40M23 12.5q-1 20 0 41M47 13q2 20 0 40', accent.base, 2.6),

  blanket: (main, accent) =>
    rect(8, 38, 48, 15, 5, main.deep) +
    rect(8, 26, 48, 14, 5, main.base) +
    rect(8, 14, 48, 14, 5, main.soft) +
    rect(14, 14, 5, 39, 0, accent.base) +
    rect(22, 14, 2.5, 39, 0, accent.base) +
    line('M40 53v3M44 53v3M48 53v3M36 53v3', main.deep, 1.8),

  clock: (main, accent) =>
    disc(32, 32, 24, main.deep) +
    disc(32, 32, 21, paper.soft) +
    line('M32 14v3M32 47v3M14 32h3M47 32h3', main.base, 2.4) +
    line('M32 32V20M32 32l8 6', accent.deep, 3) +
    disc(32, 32, 2.6, accent.base),

  match: (main, accent) =>
    shape('M8 28l7-7h43l-7 7z', main.soft) +
    shape('M51 28l7-7v20l-7 9z', accent.deep) +
    rect(8, 28, 43, 22, 1, main.base) +
    disc(29.5, 39, 7, accent.base) +
    line('M22 20l-5-10M33 19l2-11M42 20l6-9', wood.base, 2.2) +
    disc(17, 9, 2.6, inkOf('tomato').base) +
    disc(35, 8, 2.6, inkOf('tomato').base) +
    disc(48, 10, 2.6, inkOf('tomato').base),
} as const satisfies Record<string, Drawing>

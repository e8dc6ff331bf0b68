import { inkOf } from './palette.ts'
import { type Drawing, disc, leaf, line, oval, rect, shade, shape, turned } from './shapes.ts'

const paper = inkOf('linen')
const stem = inkOf('moss')
const steel = inkOf('steel')

const pot = (fill: string, rim: string) =>
  shape('M18 40h28l-4 13a3 3 0 0 1-3 2H25a3 3 0 0 1-3-2z', fill) +
  shade('M38 40h8l-4 13a3 3 0 0 1-3 2h-4z') +
  rect(15, 36, 34, 6, 2, rim)

/** Plants and what they need. Plants are main (the plant) in accent (the pot). */
export const gardenDrawings = {
  plant: (main, accent) =>
    leaf(32, 38, 30, 0, main.base) +
    leaf(31, 38, 27, -38, main.deep) +
    leaf(33, 38, 27, 38, main.deep) +
    leaf(31, 38, 20, -70, main.base) +
    leaf(33, 38, 20, 70, main.base) +
    line('M32 36V16', main.soft, 1.4) +
    pot(accent.base, accent.soft),

  snakePlant: (main, accent) =>
    shape('M30 38C26 26 27 14 31 5c4 9 6 21 3 33z', main.base) +
    shape('M24 38c-5-8-7-16-7-25 6 7 11 15 11 25z', main.deep) +
    shape('M36 38c0-10 5-18 11-25 0 9-2 17-7 25z', main.deep) +
    shape('M33 38c1-8 3-13 7-18 1 8 0 13-3 18z', main.soft) +
    line('M31 14v18M21 21l4 13M43 21l-3 12', main.soft, 1.4) +
    pot(accent.base, accent.soft),

  cactus: (main, accent) =>
    line('M24 30h-5a4 4 0 0 1-4-4v-5M40 26h5a4 4 0 0 0 4-4v-4', main.deep, 6) +
    rect(24, 8, 16, 32, 8, main.base) +
    line('M29 13v22M35 13v22', main.deep, 1.6) +
    disc(32, 8, 3.4, inkOf('rose').base) +
    pot(accent.base, accent.soft),

  flowerPot: (main, accent) =>
    line('M32 38V22M24 38q0-8-4-12M40 38q0-8 4-12', stem.base, 2.4) +
    leaf(30, 38, 12, -55, stem.base) +
    leaf(34, 38, 12, 55, stem.base) +
    disc(19, 22, 6.5, main.base) +
    disc(45, 22, 6.5, main.deep) +
    disc(32, 15, 8, main.soft) +
    disc(32, 15, 3, inkOf('mustard').base) +
    disc(19, 22, 2.4, inkOf('mustard').base) +
    disc(45, 22, 2.4, inkOf('mustard').base) +
    pot(accent.base, accent.soft),

  orchid: (main, accent) =>
    line('M30 38C28 22 34 12 46 9', stem.base, 2.2) +
    leaf(30, 38, 20, -72, stem.base) +
    leaf(33, 38, 20, 70, stem.deep) +
    [
      [46, 11],
      [37, 17],
      [31, 27],
    ]
      .map(
        ([x = 0, y = 0]) =>
          oval(x, y, 8, 4, main.base) + disc(x, y - 3, 4, main.soft) + disc(x, y + 1, 2, main.deep),
      )
      .join('') +
    pot(accent.base, accent.soft),

  herb: (main, accent) =>
    leaf(32, 39, 21, -62, main.deep) +
    leaf(32, 39, 21, 62, main.deep) +
    leaf(32, 39, 26, -30, main.base) +
    leaf(32, 39, 26, 30, main.base) +
    leaf(32, 39, 28, 0, main.deep) +
    leaf(32, 39, 18, -9, main.soft) +
    shape('M15 37h34l-4 16a3 3 0 0 1-3 2H22a3 3 0 0 1-3-2z', accent.base) +
    rect(24, 42, 16, 8, 1.5, paper.base) +
    shade('M40 37h9l-4 16a3 3 0 0 1-3 2h-4z'),

  emptyPot: (main, accent) =>
    shape('M14 26h36l-5 26a3 3 0 0 1-3 3H22a3 3 0 0 1-3-3z', main.base) +
    shade('M41 26h9l-5 26a3 3 0 0 1-3 3h-4z') +
    rect(10, 16, 44, 11, 3, main.soft) +
    line('M18 37q14 5 28 0', accent.base, 2.6),

  bouquet: (main, accent) =>
    line('M24 22l7 16M32 18v20M41 22l-7 16M18 30l10 10M46 30L36 40', stem.base, 2) +
    leaf(30, 38, 16, -50, stem.base) +
    leaf(34, 38, 16, 50, stem.base) +
    [
      [18, 25, 0],
      [46, 25, 0],
      [25, 17, 1],
      [39, 17, 1],
      [32, 12, 0],
    ]
      .map(([x = 0, y = 0, tone]) =>
        shape(
          `M${x - 5.5} ${y - 6}l3 3 2.5-4 2.5 4 3-3c1 7-1 13-5.5 13s-6.5-6-5.5-13z`,
          tone === 0 ? main.base : main.soft,
        ),
      )
      .join('') +
    shape('M14 33q18 8 36 0L37 56H27z', accent.base) +
    shade('M41 35.5q5-.7 9-2.5L37 56h-4z') +
    rect(25, 45, 14, 4, 1.5, accent.deep),

  seedPacket: (main, accent) =>
    rect(15, 8, 34, 47, 2, paper.base) +
    rect(15, 8, 34, 8, 2, main.deep) +
    rect(15, 19, 34, 25, 0, main.soft) +
    line('M32 43V30M32 38q-6 0-7-5M32 38q6 0 7-5', inkOf('forest').base, 2) +
    disc(32, 27, 5.5, accent.base) +
    disc(32, 27, 2.2, inkOf('mustard').soft) +
    rect(20, 47.5, 24, 2.2, 1, main.base) +
    shade('M43 8h4a2 2 0 0 1 2 2v43a2 2 0 0 1-2 2h-4z'),

  wateringCan: (main, accent) =>
    line('M22 26C20 8 46 8 47 26', accent.base, 3.6) +
    line('M46 44L57 24', main.deep, 5) +
    shape('M51 21l10 5-2 3-9-5z', accent.base) +
    shape('M14 26h32l2 26a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3z', main.base) +
    shade('M38 26h8l2 26a3 3 0 0 1-3 3h-6z') +
    line('M13.5 34h33', main.soft, 2) +
    oval(30, 26, 16, 3.6, main.soft),

  trowel: (main, accent) =>
    turned(
      40,
      rect(28, 0, 8, 22, 4, main.base) +
        rect(28.5, 18, 7, 4, 1, accent.base) +
        rect(30, 21, 4, 14, 0, steel.deep) +
        shape('M23 33h18c2 12-2 22-9 30-7-8-11-18-9-30z', steel.base) +
        shade('M32 33h9c2 12-2 22-9 30z'),
    ),

  secateurs: (main, accent) =>
    turned(
      30,
      line('M28 34l-6 24', main.base, 6) +
        line('M36 34l6 24', main.base, 6) +
        shape('M28 36C22 24 24 10 34 2c4 14 4 24 1 34z', steel.base) +
        shape('M35 36c6-8 8-16 5-25-4 8-7 14-9 23z', steel.deep) +
        disc(32, 34, 3.6, accent.base),
    ),

  gloves: (main, accent) =>
    shape(
      'M17 40V22a4 4 0 0 1 7-2v-6a4 4 0 0 1 7.5-1 4 4 0 0 1 7 2 4 4 0 0 1 6 4v17l2-4c3-4 8-1 6 4L45 48v2H20z',
      main.base,
    ) +
    line('M24 20v12M31.5 15v16M38.5 18v14', main.deep, 1.8) +
    rect(18, 46, 29, 9, 2.5, accent.base) +
    line('M23 48v5M28 48v5M33 48v5M38 48v5M42.5 48v5', accent.deep, 1.6),

  birdhouse: (main, accent) =>
    rect(30, 46, 4, 12, 0, inkOf('rye').base) +
    shape('M14 26L32 10l18 16v23H14z', main.base) +
    shade('M40 18l10 8v23H40z') +
    line('M9 29L32 9l23 20', accent.base, 5) +
    disc(32, 31, 6, inkOf('cocoa').base) +
    line('M32 42v2', inkOf('rye').base, 3),

  bulbs: (main, accent) =>
    [
      [20, 38],
      [44, 38],
      [32, 40],
    ]
      .map(
        ([x = 0, y = 0], i) =>
          leaf(x, y - 12, 11, i === 2 ? 0 : x < 32 ? -14 : 14, accent.base) +
          shape(
            `M${x} ${y - 17}c2 7 12 10 12 20 0 7-6 11-12 11s-12-4-12-11c0-10 10-13 12-20z`,
            i === 2 ? main.base : main.deep,
          ) +
          line(`M${x} ${y - 10}q-6 11-2 21M${x} ${y - 10}q6 11 2 21`, main.soft, 1.2),
      )
      .join(''),
} as const satisfies Record<string, Drawing>

import { inkOf } from './palette.ts'
import { type Drawing, disc, glint, leaf, line, oval, rect, shade, shape, turned } from './shapes.ts'

const stalk = inkOf('rye')
const green = inkOf('leaf')
const cream = inkOf('cream')
const paper = inkOf('linen')

/** Fruit and vegetables. Where a fruit has leaves, the accent colours them. */
export const fruitDrawings = {
  apple: (main, accent) =>
    line('M32 22c0-5 1-8 3-11', stalk.base, 2.8) +
    leaf(35, 17, 14, 62, accent.base) +
    shape(
      'M32 23c-7-6-22-3-22 13 0 11 8 20 14 20 3 0 5-1.5 8-1.5s5 1.5 8 1.5c6 0 14-9 14-20 0-16-15-19-22-13z',
      main.base,
    ) +
    shade('M44 20c6 2 10 7 10 16 0 11-8 20-14 20-2 0-4-.6-5.5-1 11-7 14-24 9.5-35z') +
    glint('M15 34c0-5 3-8 7-9 0 3-4 4-7 9z'),

  pear: (main, accent) =>
    line('M32 16c0-4 1-6 3-9', stalk.base, 2.8) +
    leaf(34, 14, 13, 66, accent.base) +
    shape(
      'M32 14c-6 0-8 5-9 11-2 7-10 10-10 19 0 8 9 12 19 12s19-4 19-12c0-9-8-12-10-19-1-6-3-11-9-11z',
      main.base,
    ) +
    shade('M38 17c2 2 2 5 3 8 2 7 10 10 10 19 0 8-8 12-17 12 10-9 10-27 4-39z') +
    glint('M18 42c0-4 3-6 6-8 0 4-3 5-6 8z'),

  banana: (main, accent) =>
    shape('M46 8l5 2c6 22-9 46-37 45l-3-4c23-6 33-22 32-41z', main.base) +
    shape('M46 8l5 2c6 22-9 46-37 45C40 52 50 31 46 8z', main.deep) +
    shape('M44 9c10 10 8 33-17 43-11 3-15-3-15-5 18-4 28-20 30-37z', main.soft) +
    rect(42.5, 6, 7, 5, 1.5, accent.base) +
    shape('M12 47l-2 4 4 4 3-4z', accent.base),

  citrus: (main, accent) =>
    leaf(33, 15, 14, 68, accent.base) +
    disc(32, 35, 21, main.base) +
    shade('M42 16.5a21 21 0 0 1-8 39.4c13-8 15-27 8-39.4z') +
    disc(32, 16.5, 2.6, stalk.base) +
    glint('M15 33c0-6 4-10 9-11 0 4-6 5-9 11z'),

  lemon: (main, accent) =>
    turned(
      -32,
      leaf(53, 30, 14, 10, accent.base) +
        shape(
          'M5 33q2-5 6-6c4-8 12-13 21-13s17 5 21 13q5 1 6 5-1 5-6 6c-4 8-12 13-21 13s-17-5-21-13q-5-1-6-5z',
          main.base,
        ) +
        shade('M11 39q21 5 42-1c-4 8-12 13-21 13s-17-4-21-12z') +
        glint('M16 29c3-6 7-9 13-10 0 4-7 5-13 10z'),
    ),

  tomatoes: (main, accent) =>
    disc(22, 40, 14.5, main.base) +
    disc(44, 42, 12.5, main.deep) +
    line('M22 27q4-9 12-12 6 4 10 15', accent.base, 2.6) +
    shape(
      'M22 31l-7-3 6-1 1-5 3 4 6-1-4 4 3 5-5-3-5 3zM44 34l-6-2 5-2 2-4 2 4 5 0-4 3 1 4-4-2-4 2z',
      accent.base,
    ) +
    glint('M12 39c0-4 2-6 5-7 0 3-3 4-5 7z'),

  carrots: (main, accent) =>
    leaf(37, 24, 19, 20, accent.base) +
    leaf(40, 25, 18, 52, accent.deep) +
    leaf(33, 23, 17, -14, accent.deep) +
    shape('M32 21c6-4 15 4 11 11L16 57c-3 1-5-1-4-4z', main.base) +
    shade('M43 24c2 3 2 6 0 8L16 57c-2 .6-3 0-4-1z') +
    line('M27 32l4 3M34 35l3 3M22 41l3 3', main.deep, 2),

  potatoes: (main, accent) =>
    oval(40, 30, 15, 12, main.deep, 20) +
    oval(24, 40, 17, 13.5, main.base, -14) +
    oval(46, 46, 12, 9, main.soft, -8) +
    [18, 27, 30, 43, 50].map((x, i) => oval(x, [36, 43, 35, 48, 43][i] ?? 40, 1.6, 1, accent.base)).join(''),

  onion: (main, accent) =>
    line('M30 18q-1-6-4-9M33 18q0-6 1-10M35 18q2-5 6-7', accent.base, 2.4) +
    shape('M32 14c2 8 22 10 22 26 0 10-10 15-22 15s-22-5-22-15c0-16 20-18 22-26z', main.base) +
    shade('M34 18c4 6 20 9 20 22 0 10-9 14.5-20 15 12-8 14-22 0-37z') +
    line('M31 20C20 30 18 42 25 53M33 20c9 10 11 22 5 33', main.deep, 1.6) +
    glint('M15 39c0-4 2-7 5-9 0 4-3 5-5 9z'),

  lettuce: (main, accent) =>
    oval(19, 36, 13, 17, main.deep, -22) +
    oval(45, 36, 13, 17, main.deep, 22) +
    shape(
      'M32 10c6-3 11 0 12 5 6 2 8 8 5 13 3 5 2 12-3 15-2 8-8 12-14 12s-12-4-14-12c-5-3-6-10-3-15-3-5-1-11 5-13 1-5 6-8 12-5z',
      main.base,
    ) +
    line('M32 53V20M32 44l-9-9M32 44l9-9M32 34l-7-8M32 34l7-8', accent.base, 2.4),

  avocado: (main, accent) =>
    turned(
      24,
      shape(
        'M32 6c-7 0-9 7-11 14-2 6-7 11-7 19 0 10 8 17 18 17s18-7 18-17c0-8-5-13-7-19-2-7-4-14-11-14z',
        main.base,
      ) +
        shape(
          'M32 11c-4 0-6 6-7 11-2 6-7 10-7 17 0 8 6 13 14 13s14-5 14-13c0-7-5-11-7-17-1-5-3-11-7-11z',
          accent.base,
        ) +
        disc(32, 39, 8, stalk.base) +
        glint('M27 38c0-3 2-4 4-5 0 2-2 3-4 5z'),
    ),

  cucumber: (main, accent) =>
    turned(
      -40,
      rect(0, 24, 56, 16, 8, main.base) +
        line('M8 29h38M8 35h38', main.deep, 1.8) +
        oval(56, 32, 5, 8, accent.base) +
        oval(56, 32, 2.6, 5, accent.soft),
    ),

  punnet: (main, accent) =>
    [14, 25, 36, 48]
      .map((x, i) => disc(x, 31 - (i % 2) * 2, 7, i % 2 === 0 ? main.base : main.deep))
      .join('') +
    [20, 31.5, 43].map((x, i) => disc(x, 21 - (i % 2) * 3, 7, i % 2 === 0 ? main.soft : main.base)).join('') +
    leaf(32, 14, 9, 40, green.base) +
    leaf(21, 16, 8, -30, green.base) +
    shape('M6 33h52l-4 19a4 4 0 0 1-4 3H14a4 4 0 0 1-4-3z', accent.base) +
    line('M15 39l2 11M23.5 39l1 11M32 39v11M40.5 39l-1 11M49 39l-2 11', accent.deep, 2),

  mushrooms: (main, accent) =>
    shape('M37 38h12l2 12q-8 6-16 0z', accent.deep) +
    shape('M28 40c0-10 7-15 15-15s15 5 15 15q-15 4-30 0z', main.deep) +
    shape('M17 36h13l3 16q-9 7-19 0z', accent.base) +
    shape('M5 38C5 22 13 14 24 14s19 8 19 24q-19 5-38 0z', main.base) +
    glint('M11 32c1-6 4-10 9-12 0 5-6 6-9 12z'),
} as const satisfies Record<string, Drawing>

/** Dairy, eggs and what lies in the cool counter. */
export const dairyDrawings = {
  cheeseWedge: (main, accent) =>
    shape('M6 36L44 15q14 5 14 21z', main.soft) +
    shape('M6 36h52v16a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3z', main.base) +
    rect(55, 36, 3, 18, 1.5, accent.base) +
    disc(18, 45, 4, main.deep) +
    disc(33, 42, 2.6, main.deep) +
    disc(43, 48, 4.4, main.deep) +
    oval(41, 26, 4, 2.4, main.deep),

  cheeseWheel: (main, accent) =>
    shape('M5 30h54v14c0 6-12 11-27 11S5 50 5 44z', accent.base) +
    shade('M46 30h13v14c0 5-8 9-19 10.5 5-4 6-14 6-24.5z') +
    oval(32, 30, 27, 11, accent.soft) +
    shape('M32 30L59 28c2 6-8 11-17 12.5z', main.deep) +
    shape('M32 30l10 10.5V54l-10-8z', main.base) +
    oval(19, 28, 7, 3, accent.base),

  brie: (main, accent) =>
    oval(32, 44, 26, 11, accent.base) +
    rect(6, 33, 52, 11, 0, accent.base) +
    oval(32, 33, 26, 11, main.base) +
    shape('M32 33l-15-9q15-5 30 0z', main.deep) +
    shape('M32 33l-15-9v3z', accent.soft) +
    oval(32, 38, 13, 3, main.soft),

  yoghurtPot: (main, accent) =>
    shape('M14 18h36l-5 35a3 3 0 0 1-3 2H22a3 3 0 0 1-3-2z', main.base) +
    shape('M16 31h32l-2.3 14H18.3z', accent.base) +
    disc(32, 38, 4.5, paper.base) +
    shade('M42 18h8l-5 35a3 3 0 0 1-3 2h-3z') +
    rect(12, 12, 40, 7, 2.5, accent.deep),

  butter: (main, accent) =>
    shape('M8 33l8-9h42l-8 9z', main.soft) +
    shape('M50 33l8-9v19l-8 9z', main.deep) +
    rect(8, 33, 42, 19, 1, main.base) +
    shape('M24 33l8-9h26v19l-8 9H24z', accent.base) +
    shade('M50 33l8-9v19l-8 9z') +
    rect(30, 39, 14, 2.4, 1, paper.base) +
    rect(30, 44, 9, 2.4, 1, paper.base),

  eggs: (main, accent) =>
    [14, 26, 38, 50].map((x, i) => oval(x, 31, 7, 10, i % 2 === 0 ? main.base : main.soft)).join('') +
    shape('M5 34h54l-3 18a3 3 0 0 1-3 3H11a3 3 0 0 1-3-3z', accent.base) +
    shape('M5 34q4.5 8 9 0 6 9 12 0 6 9 12 0 6 9 12 0 4 8 9 0v4H5z', accent.deep) +
    rect(24, 45, 16, 5, 1.5, paper.base),

  tray: (main, accent) =>
    rect(6, 18, 52, 37, 5, accent.base) +
    rect(10, 22, 44, 29, 3, paper.soft) +
    shape('M13 38c2-12 12-13 20-11 7 2 17-3 18 6s-8 15-18 14-21 2-20-9z', main.base) +
    line('M20 36q5-6 11-4M24 42q7-6 14-4M38 33q5-2 8 1', main.soft, 2.4) +
    rect(40, 15, 14, 12, 2, accent.deep) +
    rect(43, 20, 8, 2, 1, paper.base),

  tub: (main, accent) =>
    shape('M8 29h48l-4 22a5 5 0 0 1-5 4H17a5 5 0 0 1-5-4z', main.base) +
    rect(6, 22, 52, 8, 3, accent.base) +
    shade('M46 29h10l-4 22a5 5 0 0 1-5 4h-5z') +
    oval(32, 42, 12, 7, paper.base) +
    leaf(32, 47, 10, -25, green.base) +
    leaf(32, 47, 9, 40, green.deep),

  sausage: (main, accent) =>
    line('M12 26c2 18 22 27 40 14', main.base, 13) +
    line('M12 24c2 14 18 22 34 14', main.soft, 2.5) +
    line('M11 17l-2-6M13 17l4-5M56 45l4 4M57 42l5-1', accent.base, 2.6) +
    rect(26, 34, 12, 16, 2, cream.base),
} as const satisfies Record<string, Drawing>

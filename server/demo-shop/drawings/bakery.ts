import { inkOf } from './palette.ts'
import { type Drawing, disc, glint, line, oval, rect, shade, shape, turned } from './shapes.ts'

const cream = inkOf('milk')

/** Bread and sweet things. */
export const bakeryDrawings = {
  loaf: (main, accent) =>
    shape('M6 42c0-15 12-24 26-24s26 9 26 24c0 8-4 12-10 12H16c-6 0-10-4-10-12z', main.base) +
    shade('M58 42c0 8-4 12-10 12H16c-6 0-10-4-10-12 4 7 10 7 26 7s22 0 26-7z') +
    line('M18 25q6 7 5 17M29 21q6 8 5 20M41 22q5 8 4 18', accent.base, 3.6),

  tinLoaf: (main, accent) =>
    shape('M20 18h26c10 0 12 10 7 15v18a4 4 0 0 1-4 4H28z', main.deep) +
    line('M36 19q6 2 5 9M46 20q5 3 4 9', accent.base, 2.6) +
    shape('M11 33c-6-6-3-15 6-15h9c9 0 12 9 6 15v18a4 4 0 0 1-4 4H15a4 4 0 0 1-4-4z', main.base) +
    shape('M14 33c-5-5-3-12 4-12h7c7 0 9 7 4 12v18a1 1 0 0 1-1 1H15a1 1 0 0 1-1-1z', accent.base),

  baguette: (main, accent) =>
    turned(
      -38,
      rect(1, 24, 62, 16, 8, main.base) +
        shade('M1 33q31 5 62 0a8 8 0 0 1-8 7H9a8 8 0 0 1-8-7z') +
        line('M11 35l6-8M21 35l6-8M31 35l6-8M41 35l6-8M51 34l4-6', accent.base, 3.2),
    ),

  croissant: (main, accent) =>
    oval(11, 45, 5, 8.5, main.deep, 28) +
    oval(53, 45, 5, 8.5, main.deep, -28) +
    oval(17, 36, 7.5, 11.5, main.base, 34) +
    oval(47, 36, 7.5, 11.5, main.base, -34) +
    shape('M20 26c5-9 19-9 24 0 3 7 2 15-1 18-6-4-16-4-22 0-3-3-4-11-1-18z', main.soft) +
    line('M24 26q-3 7-1 14M32 22v16M40 26q3 7 1 14M14 33q0 5 4 10M50 33q0 5-4 10', accent.deep, 1.8),

  bun: (main, accent) =>
    rect(9, 38, 46, 16, 8, main.soft) +
    shape('M8 42c0-15 11-22 24-22s24 7 24 22z', main.base) +
    shade('M42 22c9 3 14 9 14 20h-9c1-9-1-15-5-20z') +
    oval(22, 31, 2.6, 1.5, accent.soft, -30) +
    oval(31, 26.5, 2.6, 1.5, accent.soft, 10) +
    oval(33, 35, 2.6, 1.5, accent.soft, -15) +
    oval(41, 30, 2.6, 1.5, accent.soft, 35),

  muffin: (main, accent) =>
    shape('M16 34h32l-5 19a3 3 0 0 1-3 2H24a3 3 0 0 1-3-2z', accent.base) +
    line('M24 38l2 14M32 38v14M40 38l-2 14', accent.deep, 2) +
    shape('M15 38c-6 0-8-9-1-12C15 14 24 9 32 9s17 5 18 17c7 3 5 12-1 12z', main.base) +
    shade('M39 10c7 2 10 8 11 16 7 3 5 12-1 12h-8c5-9 4-20-2-28z') +
    disc(24, 21, 2.4, accent.deep) +
    disc(34, 17, 2.4, accent.deep) +
    disc(31, 28, 2.4, accent.deep) +
    disc(42, 26, 2.4, accent.deep) +
    disc(20, 31, 2, accent.deep),

  cookie: (main, accent) =>
    disc(32, 33, 22, main.deep) +
    disc(32, 32, 21.5, main.base) +
    disc(24, 23, 3.4, accent.base) +
    disc(38, 20, 2.7, accent.base) +
    disc(33, 32, 3.2, accent.base) +
    disc(45, 31, 3, accent.base) +
    disc(22, 38, 2.8, accent.base) +
    disc(39, 43, 3.4, accent.base) +
    disc(28, 47, 2.2, accent.base),

  waffle: (main, accent) =>
    disc(33, 36, 21, main.deep) +
    disc(32, 32.5, 21, accent.base) +
    disc(32, 31, 21, main.base) +
    line('M20 16v30M28 12v38M36 12v38M44 16v30M17 19h30M13 27h38M13 35h38M17 43h30', main.deep, 1.8),

  cakeSlice: (main, accent) =>
    shape('M8 31l40-15q8 5 8 15v24H8z', main.base) +
    rect(8, 39, 48, 4, 0, cream.base) +
    shade('M48 31h8v24h-8z') +
    shape('M8 33L46 15q10 5 10 18v4q-3 3-6 0t-6 0-6 0-6 0-6 0-6 0-6 0-6 0z', accent.base) +
    disc(42, 13.5, 4.5, inkOf('cherry').base) +
    glint('M39.5 12a3 3 0 0 1 3-2v1.5a2 2 0 0 0-1.5 1z'),

  tart: (main, accent) =>
    shape('M7 33h50l-6 19a3 3 0 0 1-3 2H16a3 3 0 0 1-3-2z', main.base) +
    line('M15 39l3 12M23.5 40l2 12M32 40v12M40.5 40l-2 12M49 39l-3 12', main.deep, 2.2) +
    oval(32, 32, 26, 10, main.soft) +
    oval(32, 31.5, 22, 7.5, accent.base) +
    oval(23, 30, 5, 2.6, accent.soft) +
    oval(34, 28, 5, 2.6, accent.soft) +
    oval(41, 33, 5, 2.6, accent.soft) +
    oval(29, 35, 5, 2.4, accent.deep),

  doughnut: (main, accent) =>
    `<circle cx="32" cy="34" r="14.5" fill="none" stroke="${main.base}" stroke-width="15"/>` +
    `<circle cx="32" cy="32.5" r="14.5" fill="none" stroke="${accent.base}" stroke-width="10.5"/>` +
    line('M20 24l2 2M31 17l2-1M43 23l-2 2M47 34l-1-2M19 38l-2 1M40 44l2 1M28 47l-2-1M33 20v0', cream.base, 2),

  cinnamonRoll: (main, accent) =>
    disc(32, 35, 21, main.deep) +
    disc(32, 32.5, 21, main.base) +
    line('M32 33c2-4 7 0 5 4-3 6-13 4-13-4 0-10 14-13 20-5 5 8 1 20-12 20', accent.deep, 3) +
    line('M17 24q6-7 12-3 6 5 12 0 5-3 7 3', cream.base, 3),

  crispbread: (main, accent) =>
    turned(
      -8,
      rect(14, 10, 38, 30, 3, main.deep) +
        rect(11, 20, 42, 32, 3, main.base) +
        [27, 35, 43]
          .map((y) => [18, 27, 36, 45].map((x) => disc(x, y + ((x / 9) % 2) * 2, 1.6, accent.base)).join(''))
          .join(''),
    ),
} as const satisfies Record<string, Drawing>

import { inkOf } from './palette.ts'
import { type Drawing, disc, glint, line, oval, rect, shade, shape } from './shapes.ts'

const paper = inkOf('linen')
const steel = inkOf('steel')

/** Liquids: bottles, cartons, cans. */
export const bottleDrawings = {
  oilBottle: (main, accent) =>
    shape('M28 12h8v8c0 5 7 7 7 15v16a4 4 0 0 1-4 4H25a4 4 0 0 1-4-4V35c0-8 7-10 7-15z', main.base) +
    rect(27, 7, 10, 7, 1.5, accent.deep) +
    rect(21, 36, 22, 13, 0, paper.base) +
    oval(32, 42.5, 4, 5, accent.base, 20) +
    shade('M37 24c3 3 6 5 6 11v16a4 4 0 0 1-4 4h-2z') +
    glint('M24 32c1-3 3-5 4-7h1.5c0 3-3 5-3 9h-2.5z'),

  wineBottle: (main, accent) =>
    shape('M28.5 9h7v13c0 5 6 6 6 13v17a3 3 0 0 1-3 3h-13a3 3 0 0 1-3-3V35c0-7 6-8 6-13z', main.base) +
    rect(28, 6, 8, 11, 1.5, accent.base) +
    rect(22.5, 36, 19, 13, 0, paper.base) +
    rect(26, 39, 12, 2.2, 1, accent.base) +
    rect(28, 43.5, 8, 1.8, 1, main.soft) +
    shade('M36.5 25c3 2 5 4 5 10v17a3 3 0 0 1-3 3h-2z') +
    glint('M25 33c0-4 3-6 4-8h1c0 3-3 5-3 8z'),

  beerBottle: (main, accent) =>
    shape('M28 12h8v7c0 6 6 7 6 14v19a3 3 0 0 1-3 3H25a3 3 0 0 1-3-3V33c0-7 6-8 6-14z', main.base) +
    rect(26.5, 8, 11, 5, 1.5, accent.deep) +
    rect(28, 18, 8, 4, 0, accent.base) +
    oval(32, 41.5, 9.5, 8, accent.base) +
    oval(32, 41.5, 6, 5, paper.base) +
    shade('M37 23c3 3 5 5 5 10v19a3 3 0 0 1-3 3h-2z'),

  juiceBottle: (main, accent) =>
    shape('M25 14h14c0 5 6 6 6 13v24a4 4 0 0 1-4 4H23a4 4 0 0 1-4-4V27c0-7 6-8 6-13z', main.base) +
    rect(24, 8, 16, 7, 2, accent.base) +
    rect(19, 32, 26, 14, 0, paper.base) +
    disc(32, 39, 4.8, main.base) +
    shade('M39 17c2 3 6 4 6 10v24a4 4 0 0 1-4 4h-2z') +
    glint('M22 30c0-6 3-8 5-10h1.5c-1 4-3 5-3 10z'),

  waterBottle: (main, accent) =>
    shape('M27 12h10v5c0 4 6 5 6 11v23a4 4 0 0 1-4 4H25a4 4 0 0 1-4-4V28c0-6 6-7 6-11z', main.base) +
    rect(26.5, 7, 11, 6, 1.5, accent.base) +
    rect(21, 32, 22, 13, 0, accent.base) +
    line('M24 40q4-4 8 0t8 0', inkOf('milk').base, 2) +
    shade('M37 19c3 3 6 4 6 9v23a4 4 0 0 1-4 4h-2z') +
    glint('M24 29c0-3 2-5 4-7h1.5c-1 3-3 4-3 7zM24 46h2.5v5H24z'),

  milkBottle: (main, accent) =>
    shape('M26 13h12v5c0 5 6 7 6 14v19a4 4 0 0 1-4 4H24a4 4 0 0 1-4-4V32c0-7 6-9 6-14z', main.base) +
    rect(24.5, 8, 15, 6, 2.5, accent.base) +
    rect(20, 34, 24, 13, 0, accent.base) +
    rect(25, 38, 14, 2, 1, main.soft) +
    rect(27, 42, 10, 2, 1, main.soft) +
    shade('M38 20c2 3 6 6 6 12v19a4 4 0 0 1-4 4h-2z'),

  drinkCan: (main, accent) =>
    shape('M23 11h18l3 5v34l-3 5H23l-3-5V16z', steel.base) +
    rect(20, 16, 24, 34, 0, main.base) +
    oval(32, 11.5, 9, 2.2, steel.deep) +
    shape('M20 40l24-14v12L20 52v-2z', accent.base) +
    shade('M37 11h4l3 5v34l-3 5h-4z') +
    glint('M22.5 17h2.5v32h-2.5z'),

  milkCarton: (main, accent) =>
    rect(18, 8, 26, 5, 1, main.deep) +
    shape('M16 25l4-12h18l-2 12zM36 25l2-12h4l6 12z', main.soft) +
    rect(16, 25, 21, 30, 0, main.base) +
    rect(37, 25, 11, 30, 0, main.deep) +
    shape('M16 42q5-5 10.5 0t10.5 0v13H16z', accent.base) +
    shape('M37 42q3-4 5.5-2t5.5 0v15H37z', accent.deep) +
    rect(21, 30, 11, 3, 1.5, accent.base),

  juiceCarton: (main, accent) =>
    line('M36 15l3-9h6', paper.base, 2.6) +
    shape('M17 17l4-4h28l-4 4z', main.soft) +
    shape('M45 17l4-4v38l-4 4z', main.deep) +
    rect(17, 17, 28, 38, 1, main.base) +
    disc(31, 36, 8.5, accent.base) +
    line('M31 30v12M25 36h12M27 32l8 8M35 32l-8 8', accent.soft, 1.4) +
    rect(22, 49, 18, 2.2, 1, main.soft),

  pumpBottle: (main, accent) =>
    line('M32 20v-9h-9v3', accent.deep, 3.4) +
    rect(26, 18, 12, 7, 1.5, accent.base) +
    rect(18, 24, 28, 31, 6, main.base) +
    rect(18, 33, 28, 14, 0, paper.base) +
    rect(24, 37, 16, 2.2, 1, main.deep) +
    rect(27, 41.5, 10, 1.8, 1, main.soft) +
    shade('M38 24h2a6 6 0 0 1 6 6v19a6 6 0 0 1-6 6h-2z') +
    glint('M21 28h2.5v5H21z'),

  sprayBottle: (main, accent) =>
    shape('M20 9h18l4 5v4H30l-1 6h-3v-6h-6z', accent.base) +
    line('M36 18q3 3 1 8', accent.deep, 2.6) +
    shape('M25 22h10c0 6 9 7 9 15v14a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4V37c0-8 7-9 7-15z', main.base) +
    rect(18, 37, 26, 11, 0, paper.base) +
    disc(31, 42.5, 3.5, accent.base) +
    shade('M37 28c3 2 7 4 7 9v14a4 4 0 0 1-4 4h-3z'),
} as const satisfies Record<string, Drawing>

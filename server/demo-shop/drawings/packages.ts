import { inkOf } from './palette.ts'
import { type Drawing, disc, glint, leaf, line, oval, rect, shade, shape } from './shapes.ts'

const paper = inkOf('linen')
const steel = inkOf('steel')
const chocolate = inkOf('cocoa')

/** Dry goods: bags, boxes, jars, tins. */
export const packageDrawings = {
  bag: (main, accent) =>
    shape('M18 17h28l2 35a3 3 0 0 1-3 3H19a3 3 0 0 1-3-3z', main.base) +
    shade('M40 17h6l2 35a3 3 0 0 1-3 3h-4z') +
    rect(17, 9, 30, 9, 2, main.deep) +
    rect(17, 12.5, 30, 2, 0, accent.base) +
    rect(22, 27, 20, 20, 2, paper.base) +
    disc(32, 34.5, 4.5, accent.base) +
    rect(26, 42, 12, 2, 1, main.deep),

  pouch: (main, accent) =>
    shape('M16 10h32l2 42c-9 4-27 4-36 0z', main.base) +
    rect(16, 9, 32, 5, 1, main.deep) +
    disc(32, 35, 11.5, paper.base) +
    oval(28, 33, 5, 3.4, accent.base, -30) +
    oval(36, 32, 5, 3.4, accent.deep, 35) +
    oval(32, 39.5, 5.5, 3.4, accent.base, 10) +
    shade('M42 14h6l2 38c-3 1.3-6 2-9 2.5z'),

  sack: (main, accent) =>
    shape('M17 16q-3 20-2 36a3 3 0 0 0 3 3h28a3 3 0 0 0 3-3q1-16-2-36z', main.base) +
    shade('M40 16h7q3 20 2 36a3 3 0 0 1-3 3h-5z') +
    shape('M17 18l-2-8q4 3 6 0 3 3 5.5 0 3 3 5.5 0 3 3 5.5 0 3 3 5.5 0 2 3 6 0l-2 8z', main.soft) +
    line('M18 18h28', accent.deep, 2) +
    line('M32 47V30M32 42q-6-1-6-6 6 0 6 6 6-1 6-6-6 0-6 6M32 35q-4-2-4-6M32 35q4-2 4-6', accent.base, 2.2),

  teaBox: (main, accent) =>
    rect(11, 23, 42, 32, 2.5, main.base) +
    shade('M43 23h7.5a2.5 2.5 0 0 1 2.5 2.5v27a2.5 2.5 0 0 1-2.5 2.5H43z') +
    rect(10, 17, 44, 9, 2, main.deep) +
    oval(30, 40, 11.5, 10.5, paper.base) +
    leaf(30, 47, 15, -22, accent.base) +
    leaf(31, 47, 12, 34, accent.deep),

  tin: (main, accent) =>
    rect(16, 19, 32, 36, 3, main.base) +
    rect(16, 29, 32, 16, 0, paper.base) +
    leaf(32, 43, 12, 0, accent.base) +
    leaf(31, 43.5, 9, -60, accent.deep) +
    leaf(33, 43.5, 9, 60, accent.deep) +
    shade('M39 19h6a3 3 0 0 1 3 3v30a3 3 0 0 1-3 3h-6z') +
    rect(15, 12, 34, 9, 3, main.deep) +
    glint('M18 14h3v5h-3zM19 22h2.5v6H19zM19 46h2.5v7H19z'),

  box: (main, accent) =>
    shape('M14 14l4-5h32l-4 5z', main.soft) +
    shape('M46 14l4-5v42l-4 4z', main.deep) +
    rect(14, 14, 32, 41, 1, main.base) +
    rect(14, 21, 32, 9, 0, accent.base) +
    disc(30, 41, 7.5, paper.base) +
    disc(30, 41, 4.5, accent.soft),

  gameBox: (main, accent) =>
    rect(8, 44, 48, 11, 2, main.deep) +
    rect(9, 17, 46, 30, 2.5, main.base) +
    shape('M20 25h9v3.5a3.5 3.5 0 1 1 0 7V40h-9z', accent.base) +
    shape('M35 25h9v15h-9v-4a3.5 3.5 0 1 0 0-7z', accent.soft) +
    rect(12, 49, 18, 2, 1, accent.base),

  jar: (main, accent) =>
    rect(16, 19, 32, 36, 7, accent.base) +
    rect(19, 17, 26, 5, 2, accent.soft) +
    rect(17, 9, 30, 9, 2.5, main.base) +
    rect(16, 30, 32, 16, 0, paper.base) +
    disc(32, 38, 5, main.base) +
    shade(
      'M40 19h1a7 7 0 0 1 7 7v22a7 7 0 0 1-7 7h-1zM40 9h4.5a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-2.5 2.5H40z',
    ) +
    glint('M19 25h2.5v5H19zM19 46h2.5v4H19z'),

  spiceJar: (main, accent) =>
    rect(21, 21, 22, 34, 4, accent.base) +
    rect(21, 21, 22, 8, 3, inkOf('ice').base) +
    rect(21, 9, 22, 12, 2.5, main.base) +
    line('M26 12v6M30 12v6M34 12v6M38 12v6', main.deep, 1.4) +
    rect(21, 34, 22, 13, 0, paper.base) +
    rect(25, 38, 14, 2, 1, main.deep) +
    rect(25, 42, 9, 2, 1, main.soft) +
    shade('M37 21h2a4 4 0 0 1 4 4v26a4 4 0 0 1-4 4h-2z') +
    glint('M23.5 24h2v10h-2z'),

  can: (main, accent) =>
    rect(16, 12, 32, 43, 3, steel.base) +
    oval(32, 13, 16, 4, steel.soft) +
    oval(32, 13, 12.5, 2.7, steel.deep) +
    rect(16, 20, 32, 30, 0, main.base) +
    rect(16, 20, 32, 4, 0, main.deep) +
    disc(31, 37, 8.5, paper.base) +
    disc(31, 37, 5.5, accent.base) +
    shade('M40 14h8v38a3 3 0 0 1-3 3h-5z') +
    glint('M18 20h2.5v30H18z'),

  flatTin: (main, accent) =>
    rect(8, 33, 48, 20, 8, steel.deep) +
    rect(8, 28, 48, 19, 8, main.base) +
    line('M16 37h32', accent.base, 5) +
    rect(29, 22, 6, 12, 3, steel.base) +
    rect(30.7, 24, 2.6, 6, 1.3, steel.deep),

  packet: (main, accent) =>
    shape('M17 12h30l1 41H16z', main.base) +
    shape(
      'M17 13l2-4 3 3 3-3 3 3 4-3 4 3 3-3 3 3 3-3 2 4zM16 53l3 3 3-2 3 2 3-2 4 2 4-2 3 2 3-2 3 2 3-3z',
      main.deep,
    ) +
    rect(22, 18, 20, 8, 2, paper.base) +
    rect(25, 21, 14, 2, 1, main.deep) +
    rect(22, 30, 20, 19, 6, paper.soft) +
    line('M26 34v11M30 34v11M34 34v11M38 34v11', accent.base, 2.6) +
    shade('M42 12h5l1 41h-5z'),

  chocolate: (main, accent) =>
    rect(18, 8, 28, 26, 2, chocolate.base) +
    line('M27.3 9v22M36.7 9v22M19 17.5h26', chocolate.deep, 2) +
    glint('M20 10h5.5v1.5H20zM29 10h5.5v1.5H29zM38.5 10H44v1.5h-5.5z') +
    shape('M17 27l5 2 5-3 6 3 5-3 5 3 4-2v26a2 2 0 0 1-2 2H19a2 2 0 0 1-2-2z', main.base) +
    rect(17, 37, 30, 10, 0, paper.base) +
    rect(22, 41, 20, 2.4, 1, accent.base) +
    shade('M41 28.5l2 .5 4-2v26a2 2 0 0 1-2 2h-4z'),

  bar: (main, accent) =>
    shape('M10 24l4-1h36l4 1v20l-4 1H14l-4-1z', main.base) +
    shape('M10 24l-3 3 2 3-2 4 2 4-2 3 3 3h4V23zM54 24l3 3-2 3 2 4-2 4 2 3-3 3h-4V23z', main.deep) +
    rect(20, 29, 24, 10, 5, accent.base) +
    rect(25, 33, 14, 2, 1, paper.base),
} as const satisfies Record<string, Drawing>

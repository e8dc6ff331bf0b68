import { inkOf } from './palette.ts'
import { type Drawing, disc, glint, line, oval, rect, shade, shape } from './shapes.ts'

const coffee = inkOf('cocoa')
const steel = inkOf('steel')

/** Things coffee and tea are made in and drunk from. */
export const cupDrawings = {
  mug: (main, accent) =>
    line('M43 27h4a7 7 0 0 1 0 14h-4', main.deep, 4.5) +
    shape('M14 18h30v29a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8z', main.base) +
    rect(14, 33, 30, 6, 0, accent.base) +
    shade('M36 18h8v29a8 8 0 0 1-8 8z') +
    oval(29, 18, 15, 3.6, main.soft) +
    oval(29, 18.4, 12, 2.4, coffee.base),

  espressoCup: (main, accent) =>
    oval(32, 50, 24, 5, main.deep) +
    oval(32, 49, 24, 4.4, main.soft) +
    line('M44 32h3a5 5 0 0 1-1 11h-5', main.deep, 3.6) +
    shape('M15 25h31c0 14-5 24-15.5 24S15 39 15 25z', main.base) +
    shade('M38 25h8c0 14-5 24-15.5 24 6-4 7.5-14 7.5-24z') +
    oval(30.5, 25, 15.5, 4, main.soft) +
    oval(30.5, 25.5, 12.5, 2.8, accent.deep) +
    line('M26 17c-2-3 2-4 0-8M34 17c-2-3 2-4 0-8', main.soft, 2),

  teapot: (main, accent) =>
    line('M17 31c-11-2-11 17 1 16', main.deep, 4) +
    shape('M45 42c7-1 5-11 11-14l3 3c-4 3-3 17-13 19z', main.deep) +
    oval(32, 39.5, 18, 15.5, main.base) +
    shade('M38 25c16 5 16 24 0 29 7-8 7-21 0-29z') +
    shape('M21 27a11 6.5 0 0 1 22 0z', main.soft) +
    disc(32, 18.5, 3, accent.base) +
    line('M15 40q17 6 34 0', accent.base, 3) +
    glint('M19 36c1-4 3-6 6-7 0 3-2 5-6 7z'),

  kettle: (main, accent) =>
    line('M20 47c-9-1-5-17-13-20', main.deep, 3.5) +
    line('M42 26h6c7 1 6 14 3 18', accent.base, 4) +
    shape('M22 27h20l5 26a2 2 0 0 1-2 2H19a2 2 0 0 1-2-2z', main.base) +
    shade('M36 27h6l5 26a2 2 0 0 1-2 2h-7z') +
    shape('M21 27a11 7 0 0 1 22 0z', main.soft) +
    disc(32, 17.5, 3, accent.base) +
    glint('M24 31h3l-2 18h-4z'),

  dripper: (main, accent) =>
    shape('M18 12h28l-3 8H21z', inkOf('linen').base) +
    line('M46 22h4a4 4 0 0 1-2 8h-4', main.deep, 3.5) +
    shape('M15 18h34L39 36H25z', main.base) +
    shade('M41 18h8L39 36h-5z') +
    rect(19, 35, 26, 4, 2, main.deep) +
    shape('M25 39h14l5 13a2.5 2.5 0 0 1-2 3H22a2.5 2.5 0 0 1-2-3z', inkOf('ice').base) +
    shape('M22.3 46h19.4l2.3 6a2.5 2.5 0 0 1-2 3H22a2.5 2.5 0 0 1-2-3z', accent.base),

  frenchPress: (main, accent) =>
    line('M42 27h6a3 3 0 0 1 3 3v13a3 3 0 0 1-3 3h-6', main.deep, 4) +
    rect(19, 20, 24, 33, 2, inkOf('ice').base) +
    rect(19, 32, 24, 21, 2, accent.base) +
    rect(30, 9, 2.4, 14, 0, steel.deep) +
    disc(31.2, 9.5, 3.4, main.base) +
    rect(17, 18, 28, 5, 2, main.base) +
    rect(17, 50, 28, 5, 2, main.base) +
    rect(24, 23, 2.5, 27, 0, main.base) +
    rect(36, 23, 2.5, 27, 0, main.base) +
    glint('M20.5 24h2v25h-2z'),

  mokaPot: (main, accent) =>
    line('M44 18h6l2 16', accent.base, 4.5) +
    shape('M19 15l-6 3 6 4z', main.deep) +
    shape('M20 14h24l-3 20H23z', main.base) +
    shape('M24 37h16l6 18H18z', main.base) +
    shade('M36 14h8l-3 20h-6zM35 37h5l6 18h-9z') +
    rect(21, 33, 22, 5, 1.5, main.deep) +
    shape('M20 14l12-5 12 5z', main.soft) +
    disc(32, 8.5, 2.6, accent.base) +
    glint('M25 17h2.5l1 15h-2zM26 40h2.5l-2 13h-4z'),

  espressoMachine: (main, accent) =>
    rect(9, 13, 46, 17, 4, main.base) +
    rect(9, 20, 12, 30, 1, main.deep) +
    rect(8, 48, 48, 7, 2.5, main.soft) +
    rect(13, 9, 38, 4, 1, steel.base) +
    disc(16, 21.5, 3.6, inkOf('linen').base) +
    line('M16 21.5l1.8-1.8', accent.base, 1.4) +
    rect(29, 29, 16, 5, 1.5, steel.deep) +
    line('M45 33h9', accent.base, 3.4) +
    line('M37 20V7', steel.deep, 3) +
    disc(37, 6, 3.2, accent.base) +
    line('M35 36v4M39 36v4', coffee.base, 1.6) +
    shape('M31 41h12l-2 7h-8z', inkOf('linen').soft) +
    glint('M24 16h9v2.5h-9z'),

  grinder: (main, accent) =>
    line('M32 21v-8h14', steel.deep, 3) +
    disc(47, 12.5, 3.6, accent.base) +
    shape('M19 34a13 14 0 0 1 26 0z', steel.base) +
    shade('M37 21q8 4 8 13h-7z') +
    rect(14, 33, 36, 22, 3, main.base) +
    rect(12, 31, 40, 5, 2, main.deep) +
    rect(20, 40, 24, 11, 1.5, main.soft) +
    disc(32, 45.5, 2.2, accent.base),

  thermos: (main, accent) =>
    shape('M24 9h16l2 12H22z', accent.base) +
    rect(20, 20, 24, 35, 5, main.base) +
    rect(20, 20, 24, 4, 1.5, steel.base) +
    shade('M36 24h8v26a5 5 0 0 1-5 5h-3z') +
    glint('M23 27h2.5v22h-2.5z') +
    rect(20, 46, 24, 3, 0, accent.base),
} as const satisfies Record<string, Drawing>

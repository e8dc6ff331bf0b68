import { type Ink, inkOf } from './palette.ts'
import { type Drawing, disc, line, oval, rect, shade, shape, turned } from './shapes.ts'

const paper = inkOf('linen')
const steel = inkOf('steel')

const pencil = (turn: number, lift: number, ink: Ink) =>
  `<g transform="translate(0 ${lift}) rotate(${turn} 32 66)">${
    shape('M28 18l4-11 4 11z', paper.deep) +
    shape('M30.7 10.5L32 7l1.3 3.5z', ink.deep) +
    rect(28, 18, 8, 38, 1, ink.base) +
    rect(33.5, 18, 2.5, 38, 0, ink.deep)
  }</g>`

/** For the desk, and to give away. */
export const stationeryDrawings = {
  notebook: (main, accent) =>
    rect(15, 9, 36, 46, 3, paper.deep) +
    rect(13, 8, 36, 46, 3, main.base) +
    rect(13, 8, 7, 46, 3, main.deep) +
    rect(26, 17, 17, 10, 1.5, paper.base) +
    rect(29, 21, 11, 2, 1, main.deep) +
    rect(43, 8, 2.6, 46, 0, accent.base) +
    shape('M31 54h5v6l-2.5-2-2.5 2z', accent.base),

  spiralPad: (main, accent) =>
    rect(12, 12, 40, 43, 3, paper.deep) +
    rect(12, 12, 40, 40, 3, main.base) +
    rect(19, 25, 26, 14, 2, paper.base) +
    rect(23, 29, 18, 2, 1, accent.base) +
    rect(23, 33.5, 12, 2, 1, accent.base) +
    line('M18 9v7M25 9v7M32 9v7M39 9v7M46 9v7', steel.deep, 3),

  book: (main, accent) =>
    rect(13, 9, 38, 46, 3, main.deep) +
    rect(17, 47, 34, 5.5, 1, paper.soft) +
    rect(13, 9, 38, 40, 3, main.base) +
    rect(13, 9, 5, 46, 2.5, main.deep) +
    rect(24, 17, 20, 3, 1, accent.base) +
    rect(24, 23, 14, 2.4, 1, accent.soft) +
    disc(34, 37, 6, accent.base),

  pen: (main, accent) =>
    turned(
      42,
      shape('M27.5 46h9L32 60z', steel.base) +
        shape('M30.5 56h3L32 60z', inkOf('iron').base) +
        rect(27, 16, 10, 32, 2, main.base) +
        rect(27, 2, 10, 18, 4, main.deep) +
        rect(27, 18, 10, 3, 0, accent.base) +
        rect(35.5, 4, 3.5, 16, 1.7, accent.base),
    ),

  pencils: (main, accent) => pencil(-16, 0, main) + pencil(0, -3, accent) + pencil(16, 2, inkOf('mustard')),

  card: (main, accent) =>
    shape('M22 10l30-2v44l-30 3z', main.deep) +
    shape('M12 10h34a2 2 0 0 1 2 2v41a2 2 0 0 1-2 2H12z', main.base) +
    shape('M30 43c-9-6-13-10-13-15 0-7 9-9 13-2 4-7 13-5 13 2 0 5-4 9-13 15z', accent.base) +
    rect(23, 47, 14, 2, 1, accent.soft),

  envelope: (main, accent) =>
    rect(6, 17, 52, 36, 3, main.base) +
    shape('M6 50l20-18h12l20 18a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3z', main.soft) +
    shape('M6 20a3 3 0 0 1 3-3h46a3 3 0 0 1 3 3L34 39q-2 1.5-4 0z', main.deep) +
    disc(32, 36.5, 5.5, accent.base),

  giftBox: (main, accent) =>
    rect(11, 30, 42, 25, 2, main.base) +
    shade('M42 30h11v23a2 2 0 0 1-2 2h-9z') +
    rect(8, 21, 48, 10, 2.5, main.soft) +
    rect(28, 21, 8, 34, 0, accent.base) +
    shape('M32 21c-4-11-17-13-18-6 0 5 9 6 18 6zM32 21c4-11 17-13 18-6 0 5-9 6-18 6z', accent.base) +
    shape('M31 20c-4-6-11-8-13-5 0 3 7 5 13 5zM33 20c4-6 11-8 13-5 0 3-7 5-13 5z', accent.deep),

  wrapRoll: (main, accent) =>
    turned(
      -40,
      rect(-1, 22, 66, 20, 3, main.base) +
        [8, 22, 36, 50]
          .map((x) => disc(x, 28, 2.8, accent.base) + disc(x + 7, 36, 2.8, accent.base))
          .join('') +
        shade('M-1 36h66v3a3 3 0 0 1-3 3H2a3 3 0 0 1-3-3z') +
        oval(64, 32, 4, 10, paper.base) +
        oval(64, 32, 1.8, 5, main.deep),
    ),

  tape: (main, accent) =>
    shape('M34 52h23l-2-3.5 2-3.5 -2-3H36z', main.deep) +
    `<circle cx="28" cy="32" r="16.5" fill="none" stroke="${main.base}" stroke-width="12"/>` +
    `<circle cx="28" cy="32" r="10" fill="none" stroke="${paper.deep}" stroke-width="3"/>` +
    `<circle cx="28" cy="32" r="17.5" fill="none" stroke="${accent.base}" stroke-width="3.5" stroke-linecap="butt" stroke-dasharray="4 5.16"/>`,

  tote: (main, accent) =>
    line('M22 26V16a10 9 0 0 1 20 0v10', main.deep, 3.6) +
    shape('M11 22h42l2 30a3 3 0 0 1-3 3H12a3 3 0 0 1-3-3z', main.base) +
    shade('M44 22h9l2 30a3 3 0 0 1-3 3h-6z') +
    line('M32 49V33M32 43q-7-1-8-8M32 43q7-1 8-8', accent.base, 2.6) +
    disc(32, 32, 4, accent.base),

  calendar: (main, accent) =>
    rect(10, 14, 44, 41, 3, paper.base) +
    shape('M13 14h38a3 3 0 0 1 3 3v9H10v-9a3 3 0 0 1 3-3z', main.base) +
    line('M21 10v8M43 10v8', main.deep, 3.6) +
    ['M19 33', 'M19 41', 'M19 49']
      .map((start) => line(`${start}h0m9 0h0m9 0h0m9 0h0`, paper.deep, 4.4))
      .join('') +
    disc(37, 41, 3.4, accent.base),

  scissors: (main, accent) =>
    turned(
      20,
      shape('M30 36L25 6c5 2 8 16 9 30z', steel.base) +
        shape('M34 36l5-30c-5 2-8 16-9 30z', steel.deep) +
        `<circle cx="23" cy="47" r="6.5" fill="none" stroke="${main.base}" stroke-width="4.5"/>` +
        `<circle cx="41" cy="47" r="6.5" fill="none" stroke="${main.deep}" stroke-width="4.5"/>` +
        disc(32, 33, 2.2, accent.base),
    ),

  playingCards: (main, accent) =>
    turned(-14, rect(14, 10, 28, 42, 3, main.base) + rect(17, 13, 22, 36, 2, main.soft)) +
    turned(
      10,
      rect(22, 11, 28, 42, 3, paper.deep) +
        rect(22, 10, 28, 42, 3, paper.soft) +
        shape('M36 21l8 10-8 10-8-10z', accent.base),
    ),
} as const satisfies Record<string, Drawing>

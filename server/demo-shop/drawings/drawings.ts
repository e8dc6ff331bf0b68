import { bakeryDrawings } from './bakery.ts'
import { bottleDrawings } from './bottles.ts'
import { cupDrawings } from './cups.ts'
import { dairyDrawings, fruitDrawings } from './fresh.ts'
import { gardenDrawings } from './garden.ts'
import { houseDrawings, kitchenDrawings } from './home.ts'
import { packageDrawings } from './packages.ts'
import type { Drawing } from './shapes.ts'
import { stationeryDrawings } from './stationery.ts'

/** Every picture a demo product can wear, by name. */
export const drawings = {
  ...cupDrawings,
  ...packageDrawings,
  ...bottleDrawings,
  ...bakeryDrawings,
  ...fruitDrawings,
  ...dairyDrawings,
  ...kitchenDrawings,
  ...houseDrawings,
  ...gardenDrawings,
  ...stationeryDrawings,
} as const satisfies Record<string, Drawing>

export type DrawingName = keyof typeof drawings

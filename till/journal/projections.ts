import { salesProjection } from '../sales/sales-projection.ts'
import { shiftsProjection } from '../shifts/shifts-projection.ts'
import type { Projection } from './projection.ts'

/** Every projection of the till, in the order they are applied. */
export const projections: readonly Projection[] = [shiftsProjection, salesProjection]

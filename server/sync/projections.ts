import type { Operation } from '../../domain/journal/operation.ts'
import { projectCompletedSale } from '../sales/project-completed-sale.ts'
import type { Trx } from '../store/store.ts'

/** Brings the records that the back office reads up to date with one accepted operation. Kinds without records of their own are kept as operations only. */
export async function applyProjection(trx: Trx, operation: Operation): Promise<void> {
  if (operation.kind === 'sale.completed') await projectCompletedSale(trx, operation)
}

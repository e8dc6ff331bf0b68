import type { Clock } from '../../domain/ids/clock.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { recordEvent } from '../events/events.ts'
import type { Store } from '../store/store.ts'
import { findPayment } from './payment-row.ts'

/** What a till asked of a payment that moves or frees money: by whom, before anything is done about it. */
export type NoteAsked = (
  device: RequestDevice,
  key: string,
  kind: 'payment.cancel-asked' | 'payment.capture-asked',
  requestId: string,
) => Promise<void>

export const createNoteAsked =
  (store: Store, clock: Clock): NoteAsked =>
  async ({ storeId, deviceId }, key, kind, requestId) => {
    const row = await findPayment(store.db, storeId, key)
    if (row === undefined) return
    await store.transaction((trx) =>
      recordEvent(trx, {
        storeId,
        at: clock.nowMs(),
        kind,
        saleId: row.sale_id,
        paymentKey: key,
        deviceId,
        requestId,
        actor: `device:${deviceId}`,
        processorId: row.processor_payment_id,
        body: { state: row.state },
      }),
    )
  }

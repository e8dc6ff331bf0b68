import { firstPrevHash } from '../../../../domain/journal/operation.ts'
import type { PairResponse } from '../../../../domain/protocol/server-api.ts'

export const shop = {
  id: 'store-1',
  name: 'Corner Shop',
  addressLines: ['1 Street'],
  currency: 'EUR',
  cashRoundingMinor: 5,
  receiptFooter: '',
  timeZone: 'Europe/Berlin',
  locale: 'de-DE',
}

/** What a server answers a new till, on the wire. */
export const pairing = (change: Partial<Record<keyof PairResponse, unknown>> = {}) => ({
  deviceId: '0190163d-8694-739b-aea5-00000000d001',
  mode: 'practice',
  store: shop,
  register: { id: 'register-1', name: 'Front' },
  serverTimeMs: 1,
  practicePanelUrl: 'http://127.0.0.1:9/panel',
  headSeq: 0,
  headHash: firstPrevHash,
  ...change,
})

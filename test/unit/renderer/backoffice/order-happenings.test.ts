import { expect, test } from 'vitest'
import { registerIdSchema } from '../../../../domain/ids/ids.ts'
import type { OperationRow } from '../../../../domain/protocol/backoffice.ts'
import type { EventView } from '../../../../domain/protocol/events.ts'
import { orderHappenings } from '../../../../renderer/backoffice/sale/order-happenings.ts'

const operation = (seq: number, atMs: number): OperationRow => ({
  registerId: registerIdSchema.parse('front'),
  seq,
  operationId: `op-${seq}`,
  kind: 'sale.totalled',
  atMs,
  receivedAtMs: atMs,
  staffId: null,
  saleId: null,
  hash: '',
  prevHash: '',
  bodyText: '{}',
})
const event = (seq: number, atMs: number): EventView => ({
  storeId: 'shop',
  seq,
  atMs,
  kind: 'payment.moved',
  saleId: null,
  paymentKey: null,
  deviceId: null,
  requestId: null,
  actor: 'system',
  processorIds: [],
  latencyMs: null,
  attempt: null,
  outcome: null,
  amountMinor: null,
  last4: null,
  bodyText: '{}',
})
const order = (operations: OperationRow[], events: EventView[]) =>
  orderHappenings({ operations, events }).map(({ key }) => key)

test('till and server are told in one order of time', () => {
  expect(order([operation(1, 100), operation(2, 300)], [event(9, 200)])).toEqual([
    'till front 1',
    'server shop 9',
    'till front 2',
  ])
})

test('a till whose clock was set back keeps the order of its own numbers', () => {
  expect(order([operation(2, 50), operation(1, 100), operation(3, 120)], [event(9, 110)])).toEqual([
    'till front 1',
    'till front 2',
    'server shop 9',
    'till front 3',
  ])
})

import { find } from '../http/find.ts'
import { listPage, pageFields } from '../http/list-page.ts'
import { mergeMetadata, metadataChange } from '../http/metadata.ts'
import { emptyable, filledText, oneOf, optional, readShape, required, text } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import type { Context } from '../world.ts'
import { newReader } from './new-reader.ts'
import { type Reader, renderReader } from './reader.ts'
import { redeemRegistrationCode } from './registration.ts'

const collection = '/v1/terminal/readers'

export const shown = (context: Context, reader: Reader): object => renderReader(reader, context.clock.nowMs())

const createFields = {
  registration_code: required(filledText),
  label: optional(filledText),
  location: optional(filledText),
  metadata: optional(metadataChange),
}
const updateFields = { label: optional(emptyable(text)), metadata: optional(metadataChange) }
const listFields = {
  ...pageFields,
  device_type: optional(filledText),
  location: optional(filledText),
  serial_number: optional(filledText),
  status: optional(oneOf(['online', 'offline'])),
}

export const readerRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: collection,
    handle: (context, call) => {
      const params = readShape(createFields, call.params)
      const location =
        params.location === undefined
          ? null
          : find(context, 'terminal.location', params.location, 'location', 'parameter').id
      const reader = newReader(context, {
        code: params.registration_code,
        deviceType: redeemRegistrationCode(context, params.registration_code),
        label: params.label,
        location,
        metadata: mergeMetadata({}, params.metadata),
      })
      return ok(shown(context, reader))
    },
  },
  {
    method: 'GET',
    path: collection,
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      const page = listPage(context, {
        kind: 'terminal.reader',
        url: collection,
        params,
        where: (reader) =>
          reader.device_type === (params.device_type ?? reader.device_type) &&
          reader.location === (params.location ?? reader.location) &&
          reader.serial_number === (params.serial_number ?? reader.serial_number) &&
          (params.status === undefined || reader.box.pluggedIn === (params.status === 'online')),
        render: (reader) => shown(context, reader),
      })
      return ok(page)
    },
  },
  {
    method: 'GET',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(shown(context, find(context, 'terminal.reader', call.id, 'reader')))
    },
  },
  {
    method: 'POST',
    path: `${collection}/:id`,
    handle: (context, call) => {
      const params = readShape(updateFields, call.params)
      const reader = find(context, 'terminal.reader', call.id, 'reader')
      const updated: Reader = {
        ...reader,
        label: params.label === undefined ? reader.label : (params.label ?? reader.serial_number),
        metadata: mergeMetadata(reader.metadata, params.metadata),
      }
      context.store.put('terminal.reader', updated)
      return ok(shown(context, updated))
    },
  },
  {
    method: 'DELETE',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      const { id, object, device_type, serial_number } = find(context, 'terminal.reader', call.id, 'reader')
      context.store.delete('terminal.reader', id)
      return ok({ id, object, deleted: true, device_type, serial_number })
    },
  },
]

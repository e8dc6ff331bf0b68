import { nowSeconds } from '../clock.ts'
import { find } from '../http/find.ts'
import { listPage, pageFields } from '../http/list-page.ts'
import { mergeMetadata, metadataChange } from '../http/metadata.ts'
import {
  boolean,
  emptyable,
  filledText,
  listOf,
  notPractised,
  optional,
  type Parser,
  readShape,
  required,
  text,
} from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidParameter } from '../http/stripe-refusal.ts'
import { parseVersion } from '../http/versions.ts'
import { newId, randomToken } from '../ids.ts'
import { type WebhookEndpoint, withoutSecret } from './webhook-endpoint.ts'

const collection = '/v1/webhook_endpoints'

const url: Parser<string> = (value, path) => {
  const read = filledText(value, path)
  const parsed = URL.parse(read)
  if (parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return read
  throw invalidParameter(path, 'url_invalid', `Invalid URL: ${read}. It must start with http:// or https://.`)
}

const eventTypes: Parser<readonly string[]> = (value, path) => {
  const read = listOf(filledText)(value, path)
  const bad = read.find((type) => type !== '*' && !/^[a-z_0-9]+(\.[a-z_0-9]+)+$/.test(type))
  if (bad !== undefined) throw invalidParameter(path, undefined, `Invalid event type: ${bad}`)
  return read
}

const createFields = {
  url: required(url),
  enabled_events: required(eventTypes),
  api_version: optional(filledText),
  connect: notPractised,
  description: optional(emptyable(text)),
  metadata: optional(metadataChange),
}
const updateFields = {
  url: optional(url),
  enabled_events: optional(eventTypes),
  disabled: optional(boolean),
  description: optional(emptyable(text)),
  metadata: optional(metadataChange),
}

export const webhookEndpointRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: collection,
    handle: (context, call) => {
      const params = readShape(createFields, call.params)
      const endpoint: WebhookEndpoint = {
        id: newId(context.random, 'we'),
        object: 'webhook_endpoint',
        api_version: params.api_version === undefined ? null : parseVersion(params.api_version),
        application: null,
        created: nowSeconds(context.clock),
        description: params.description ?? null,
        enabled_events: params.enabled_events,
        livemode: false,
        metadata: mergeMetadata({}, params.metadata),
        secret: `whsec_${randomToken(context.random, 32)}`,
        status: 'enabled',
        url: params.url,
      }
      context.store.put('webhook_endpoint', endpoint)
      return ok(endpoint)
    },
  },
  {
    method: 'GET',
    path: collection,
    handle: (context, call) => {
      const params = readShape(pageFields, call.params)
      const page = listPage(context, {
        kind: 'webhook_endpoint',
        url: collection,
        params,
        render: withoutSecret,
      })
      return ok(page)
    },
  },
  {
    method: 'GET',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(withoutSecret(find(context, 'webhook_endpoint', call.id, 'webhook_endpoint')))
    },
  },
  {
    method: 'POST',
    path: `${collection}/:id`,
    handle: (context, call) => {
      const params = readShape(updateFields, call.params)
      const endpoint = find(context, 'webhook_endpoint', call.id, 'webhook_endpoint')
      const disabled = params.disabled ?? endpoint.status === 'disabled'
      const updated: WebhookEndpoint = {
        ...endpoint,
        description: params.description === undefined ? endpoint.description : params.description,
        enabled_events: params.enabled_events ?? endpoint.enabled_events,
        metadata: mergeMetadata(endpoint.metadata, params.metadata),
        status: disabled ? 'disabled' : 'enabled',
        url: params.url ?? endpoint.url,
      }
      context.store.put('webhook_endpoint', updated)
      return ok(withoutSecret(updated))
    },
  },
  {
    method: 'DELETE',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      const { id, object } = find(context, 'webhook_endpoint', call.id, 'webhook_endpoint')
      context.store.delete('webhook_endpoint', id)
      context.store.db.prepare('DELETE FROM deliveries WHERE endpoint = ?').run(id)
      return ok({ id, object, deleted: true })
    },
  },
]

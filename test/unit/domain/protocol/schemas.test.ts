import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { canonicalText } from '../../../../domain/journal/chain.ts'
import {
  operationBodies,
  operationHeaderSchema,
  operationVersion,
} from '../../../../domain/journal/operation.ts'
import { bridge, clientFrameSchema, serverFrameSchema, topics } from '../../../../domain/protocol/bridge.ts'
import * as readers from '../../../../domain/protocol/readers.ts'
import * as serverApi from '../../../../domain/protocol/server-api.ts'
import * as sync from '../../../../domain/protocol/sync.ts'
import * as terminal from '../../../../domain/protocol/terminal.ts'
import { frozenHashes } from './schema-hashes.ts'

/** Every schema among a module's exports, by name. */
const schemasOf = (module: object): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType),
  )

/** One hash over what goes in and what comes out of each schema. */
function hashOf(schemas: Record<string, z.ZodType>): string {
  const shapes = Object.entries(schemas).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }),
  ])
  // Through JSON first: the converter adds a property that JSON does not show.
  const plain: unknown = JSON.parse(
    JSON.stringify(shapes.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
  )
  return createHash('sha256').update(canonicalText(plain)).digest('hex')
}

const bridgeSchemas = Object.fromEntries(
  Object.entries(bridge).flatMap(([channel, { input, output }]) => [
    [`${channel} input`, input],
    [`${channel} output`, output],
  ]),
)

const areas = [
  {
    area: 'bridge and server API',
    version: serverApi.protocolVersion,
    constant: 'protocolVersion in domain/protocol/server-api.ts',
    schemas: {
      ...bridgeSchemas,
      ...topics,
      clientFrameSchema,
      serverFrameSchema,
      ...schemasOf(serverApi),
      ...schemasOf(readers),
      ...schemasOf(terminal),
    },
    also: 'Old tills must still be able to talk to a new server: add optional fields, keep the old ones.',
  },
  {
    area: 'operation header and bodies',
    version: operationVersion,
    constant: 'operationVersion in domain/journal/operation.ts',
    schemas: { operationHeaderSchema, ...operationBodies },
    also: 'Journals are kept for years: keep the old schemas and write a reader from the old bodies to the new.',
  },
  {
    area: 'sync bodies',
    version: serverApi.protocolVersion,
    constant: 'protocolVersion in domain/protocol/server-api.ts',
    schemas: schemasOf(sync),
    also: 'Old tills must still be able to sync with a new server.',
  },
]

describe('what crosses a process', () => {
  for (const { area, version, constant, schemas, also } of areas) {
    it(`has not changed its shape under the same version: ${area}`, () => {
      const hash = hashOf(schemas)
      expect(
        hash,
        `The shape of "${area}" is no longer that of version ${version}. If a release has gone out with version ${version}, raise ` +
          `${constant}. Then put ${hash} next to the version in test/unit/domain/protocol/schema-hashes.ts. ${also}`,
      ).toBe(frozenHashes[area]?.[version])
    })
  }

  it('is hashed so that a change anywhere shows', () => {
    const schema = z.strictObject({ amountMinor: z.int().min(1), state: z.enum(['a', 'b']) })
    const changes = [
      z.strictObject({ amountMinor: z.int().min(0), state: z.enum(['a', 'b']) }),
      z.strictObject({ amountMinor: z.int().min(1), state: z.enum(['a', 'b', 'c']) }),
      z.strictObject({ amountMinor: z.int().min(1).nullable(), state: z.enum(['a', 'b']) }),
      z.strictObject({ amountMinor: z.int().min(1), state: z.enum(['a', 'b']), note: z.string().optional() }),
      z.object({ amountMinor: z.int().min(1), state: z.enum(['a', 'b']) }),
    ]
    expect(new Set([schema, ...changes].map((each) => hashOf({ each }))).size).toBe(changes.length + 1)
    expect(hashOf({ each: schema })).not.toBe(hashOf({ other: schema }))
  })

  it('refuses unknown fields everywhere a message comes in', () => {
    const messages = [
      ...Object.values(bridge).map(({ input }) => input),
      ...Object.values(operationBodies),
      operationHeaderSchema,
    ]
    for (const schema of messages)
      expect(JSON.stringify(z.toJSONSchema(schema))).toContain('"additionalProperties":false')
  })
})

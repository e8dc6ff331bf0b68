import { Ajv, type ValidateFunction } from 'ajv'
import { stripeSchema } from './generate-schema.ts'
import { isHash } from './is-hash.ts'
import type { Roots } from './roots.ts'

export type BodyValidator = (body: unknown) => readonly string[]

/** Checks a body as it came over the wire; returns what is wrong with it, an empty list when nothing is. */
export const createBodyValidator = (): BodyValidator => {
  const ajv = new Ajv({ strict: false, allErrors: false, validateSchema: false })
  ajv.addSchema(stripeSchema(), 'stripe')
  const compiled = new Map<string, ValidateFunction>()

  const check = (root: string, body: unknown): readonly string[] => {
    let validate = compiled.get(root)
    if (validate === undefined) {
      validate = ajv.getSchema(`stripe#/$defs/${encodeURIComponent(root)}`)
      if (validate === undefined) return [`Stripe has no object "${root}"`]
      compiled.set(root, validate)
    }
    if (validate(body) === true) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${root}${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }

  const checkList = (list: Readonly<Record<string, unknown>>): readonly string[] => {
    const shape = Object.keys(list).sort().join()
    if (shape !== 'data,has_more,object,url') return [`a list has the keys ${shape}`]
    if (typeof list.has_more !== 'boolean' || typeof list.url !== 'string') return ['a list is malformed']
    if (!Array.isArray(list.data)) return ['the data of a list is not a list']
    return list.data.flatMap((item: unknown) => validateBody(item))
  }

  const validateBody: BodyValidator = (body) => {
    if (!isHash(body)) return ['a body is not an object']
    if ('error' in body) return check('error' satisfies keyof Roots, body.error)
    if (body.object === 'list') return checkList(body)
    return check(body.deleted === true ? `${String(body.object)} deleted` : String(body.object), body)
  }
  return validateBody
}

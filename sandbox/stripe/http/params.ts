import { type FormHash, type FormValue, isHash } from './form.ts'
import { invalidParameter, StripeRefusal } from './stripe-refusal.ts'

/** Reads one parameter; `path` is its name on the wire, such as `payment_method_options[card_present]`. */
export type Parser<T> = (value: FormValue, path: string) => T

export interface RequiredField<T> {
  readonly required: true
  readonly parse: Parser<T>
}
export interface OptionalField<T> {
  readonly required: false
  readonly parse: Parser<T>
}
export type Shape = Readonly<Record<string, RequiredField<unknown> | OptionalField<unknown>>>
export type Parsed<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends RequiredField<infer T>
    ? T
    : S[K] extends OptionalField<infer T>
      ? T | undefined
      : never
}

export const required = <T>(parse: Parser<T>): RequiredField<T> => ({ required: true, parse })
export const optional = <T>(parse: Parser<T>): OptionalField<T> => ({ required: false, parse })

const inside = (path: string, name: string): string => (path === '' ? name : `${path}[${name}]`)

/** Reads a hash strictly: an unknown name is refused, a missing required one too. */
export const readShape = <S extends Shape>(shape: S, hash: FormHash, path = ''): Parsed<S> => {
  for (const name of Object.keys(hash)) {
    if (!Object.hasOwn(shape, name)) {
      const unknown = inside(path, name)
      throw invalidParameter(unknown, 'parameter_unknown', `Received unknown parameter: ${unknown}`)
    }
  }
  const read: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    const value = hash[name]
    const at = inside(path, name)
    if (value !== undefined) read[name] = field.parse(value, at)
    else if (field.required) {
      throw invalidParameter(at, 'parameter_missing', `Missing required param: ${at}.`)
    }
  }
  return read as Parsed<S>
}

export const text: Parser<string> = (value, path) => {
  if (typeof value !== 'string') throw invalidParameter(path, undefined, `Invalid string: ${path}`)
  if (value.length > 5000) throw invalidParameter(path, undefined, `Invalid string: ${path} is too long`)
  return value
}

/** A string that may not be empty; Stripe reads the empty string as "unset", which some parameters refuse. */
export const filledText: Parser<string> = (value, path) => {
  const read = text(value, path)
  if (read === '') {
    throw invalidParameter(
      path,
      'parameter_invalid_empty',
      `You passed an empty string for '${path}'. It cannot be unset; leave it out or give it a value.`,
    )
  }
  return read
}

export const integer: Parser<number> = (value, path) => {
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) {
    const shown = typeof value === 'string' ? value : path
    throw invalidParameter(path, 'parameter_invalid_integer', `Invalid integer: ${shown}`)
  }
  return Number(value)
}

export const boolean: Parser<boolean> = (value, path) => {
  if (value === 'true') return true
  if (value === 'false') return false
  throw invalidParameter(path, undefined, `Invalid boolean: ${typeof value === 'string' ? value : path}`)
}

export const oneOf =
  <const T extends string>(allowed: readonly T[]): Parser<T> =>
  (value, path) => {
    const found = allowed.find((candidate) => candidate === value)
    if (found === undefined) {
      const shown = typeof value === 'string' ? value : 'a nested value'
      throw invalidParameter(
        path,
        undefined,
        `Invalid ${path}: must be one of ${allowed.join(', ')}, not ${shown}`,
      )
    }
    return found
  }

/** The empty string unsets the parameter and is read as null. */
export const emptyable =
  <T>(parse: Parser<T>): Parser<T | null> =>
  (value, path) =>
    value === '' ? null : parse(value, path)

export const listOf =
  <T>(parse: Parser<T>): Parser<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw invalidParameter(path, undefined, `Invalid array: ${path}`)
    return value.map((item: FormValue, index) => parse(item, `${path}[${index}]`))
  }

export const hashOf =
  <S extends Shape>(shape: S): Parser<Parsed<S>> =>
  (value, path) => {
    if (!isHash(value)) throw invalidParameter(path, undefined, `Invalid hash: ${path}`)
    return readShape(shape, value, path)
  }

/** A parameter that Stripe has and the practice Stripe does not: said plainly rather than ignored. */
export const notPractised = optional<never>((_value, path) => {
  throw new StripeRefusal({
    status: 400,
    executed: false,
    error: {
      type: 'invalid_request_error',
      param: path,
      message: `The practice Stripe does not have '${path}'. Leave it out, or use Stripe's own test mode.`,
    },
  })
})

import { invalidParameter } from './stripe-refusal.ts'

/** A decoded form: strings, lists, and hashes without a prototype. */
export type FormValue = string | readonly FormValue[] | FormHash
export interface FormHash {
  readonly [name: string]: FormValue
}

interface Branch {
  [name: string]: string | Branch
}

const depthMax = 10
/** No parameter of Stripe's has a name this long; a longer one would only be repeated in the refusal. */
const nameLengthMax = 300

const newBranch = (): Branch => Object.create(null) as Branch

/** `metadata[sale][0]` → ['metadata', 'sale', '0']; a name with broken brackets is taken as it stands. */
const segmentsOf = (name: string): readonly string[] => {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  if (match === null) return [name]
  const [, head = name, rest = ''] = match
  return [head, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), (found) => found[1] ?? '')]
}

const plant = (root: Branch, name: string, value: string): void => {
  if (name.length > nameLengthMax) {
    const start = `${name.slice(0, 40)}…`
    throw invalidParameter(
      start,
      undefined,
      `The name of a parameter is longer than ${nameLengthMax} characters: ${start}`,
    )
  }
  const segments = segmentsOf(name)
  if (segments.length > depthMax) {
    throw invalidParameter(name, undefined, `Parameter nested too deeply: ${name}`)
  }
  let branch = root
  segments.forEach((segment, index) => {
    // `list[]=a&list[]=b`: an empty index means "the next place".
    const key = segment === '' ? String(Object.keys(branch).length) : segment
    if (index === segments.length - 1) {
      branch[key] = value
      return
    }
    const next = branch[key]
    if (typeof next === 'object') {
      branch = next
      return
    }
    const made = newBranch()
    branch[key] = made
    branch = made
  })
}

const isList = (keys: readonly string[]): boolean =>
  keys.length > 0 && keys.every((key, index) => key === String(index))

const grown = (branch: Branch): FormHash | readonly FormValue[] => {
  const entries = Object.entries(branch).map(
    ([key, value]) => [key, typeof value === 'string' ? value : grown(value)] as const,
  )
  if (isList(entries.map(([key]) => key))) return entries.map(([, value]) => value)
  const hash: { [name: string]: FormValue } = Object.create(null)
  for (const [key, value] of entries) hash[key] = value
  return hash
}

/**
 * Decodes Stripe's form encoding: `a=1`, `a[b]=1`, `a[0]=1`, `a[]=1`, nested to 10 levels.
 * Throws a StripeRefusal when the nesting is deeper or a name is endless.
 */
export const decodeForm = (text: string): FormHash => {
  const root = newBranch()
  for (const [name, value] of new URLSearchParams(text)) plant(root, name, value)
  const hash: { [name: string]: FormValue } = Object.create(null)
  for (const [key, value] of Object.entries(root)) {
    hash[key] = typeof value === 'string' ? value : grown(value)
  }
  return hash
}

export const isHash = (value: FormValue | undefined): value is FormHash =>
  typeof value === 'object' && !Array.isArray(value)

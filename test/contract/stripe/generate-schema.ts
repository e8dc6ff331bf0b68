import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SchemaFile, schemaFromTypes } from './type-to-schema.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const folder = here('../../../build/contract/')

const stripeVersion = (): string => {
  const entry = createRequire(import.meta.url).resolve('stripe')
  return readFileSync(join(entry, '..', '..', 'VERSION'), 'utf8').trim()
}

/** Changes whenever the package or the generator does. */
const cacheName = (): string => {
  const hash = createHash('sha256')
  for (const source of ['./roots.ts', './type-to-schema.ts']) hash.update(readFileSync(here(source)))
  return `stripe-${stripeVersion()}-${hash.digest('hex').slice(0, 16)}.schema.json`
}

const cached = (file: string): SchemaFile | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SchemaFile
  } catch {
    // Not there yet, or half written by a run that was stopped: made anew below.
    return undefined
  }
}

/** The closed JSON Schema of every body, generated from the types of the `stripe` package; seconds once, then cached. */
export const stripeSchema = (): SchemaFile => {
  const file = join(folder, cacheName())
  const existing = cached(file)
  if (existing !== undefined) return existing
  const schema = schemaFromTypes(here('./roots.ts'))
  mkdirSync(folder, { recursive: true })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, JSON.stringify(schema))
  renameSync(temporary, file)
  return schema
}

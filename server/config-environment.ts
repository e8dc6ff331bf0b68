import { z } from 'zod'
import { processors } from './processors/registry.ts'

const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()

const ofProcessors = Object.values(processors).map(({ variables }) => variables)

/**
 * Secrets: each may stand in the environment, or in a file that `<name>_FILE` names, never in both. Nothing else in the environment is secret. Those of
 * the processors come from their own folders.
 */
export const secretNames: readonly string[] = [
  ...ofProcessors.flatMap(({ secrets }) => secrets),
  'CASHWRAP_ADMIN_TOKEN',
  'DATABASE_URL',
]

const processorNames = [
  ...ofProcessors.flatMap(({ plain }) => plain),
  ...secretNames.flatMap((name) => [name, `${name}_FILE`]),
]

/** All that the server reads of its environment. Blank is the same as not set; blanks around a value are not part of it. */
const environmentSchema = z.object({
  CASHWRAP_MODE: text,
  CASHWRAP_PROCESSOR: text,
  CASHWRAP_SERVER_DATA: text,
  DATABASE_URL: text,
  CASHWRAP_SERVER_HOST: text,
  CASHWRAP_SERVER_PORT: text,
  CASHWRAP_SERVER_NAMES: text,
  CASHWRAP_RATE_LIMIT: text,
  CASHWRAP_ADMIN_TOKEN: text,
  CASHWRAP_WEB_ROOT: text,
  CASHWRAP_SHOP_FILE: text,
})
const othersSchema = z.object(Object.fromEntries(processorNames.map((name) => [name, text])))

export type Environment = z.infer<typeof environmentSchema> & Readonly<Record<string, string | undefined>>

export const readEnvironment = (given: Readonly<Record<string, string | undefined>>): Environment => ({
  ...othersSchema.parse(given),
  ...environmentSchema.parse(given),
})

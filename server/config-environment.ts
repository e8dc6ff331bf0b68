import { z } from 'zod'

const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()

/** Secrets: each may stand in the environment, or in a file that `<name>_FILE` names, never in both. Nothing else in the environment is secret. */
export const secretNames = [
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'CASHWRAP_ADMIN_TOKEN',
  'DATABASE_URL',
] as const
export type SecretName = (typeof secretNames)[number]

/** All that the server reads of its environment. Blank is the same as not set; blanks around a value are not part of it. */
export const environmentSchema = z.object({
  CASHWRAP_MODE: text,
  CASHWRAP_SERVER_DATA: text,
  DATABASE_URL: text,
  DATABASE_URL_FILE: text,
  CASHWRAP_SERVER_HOST: text,
  CASHWRAP_SERVER_PORT: text,
  CASHWRAP_SERVER_NAMES: text,
  CASHWRAP_RATE_LIMIT: text,
  CASHWRAP_ADMIN_TOKEN: text,
  CASHWRAP_ADMIN_TOKEN_FILE: text,
  CASHWRAP_WEB_ROOT: text,
  CASHWRAP_SHOP_FILE: text,
  STRIPE_SECRET_KEY: text,
  STRIPE_SECRET_KEY_FILE: text,
  STRIPE_WEBHOOK_SECRET: text,
  STRIPE_WEBHOOK_SECRET_FILE: text,
  STRIPE_API_BASE: text,
} satisfies Record<SecretName | `${SecretName}_FILE`, z.ZodType> & Record<string, z.ZodType>)
export type Environment = z.infer<typeof environmentSchema>

/** Several during a rotation: parted by commas, blanks or line ends. */
export const webhookSecretsIn = (value: string | undefined): readonly string[] =>
  (value ?? '').split(/[\s,]+/).filter((secret) => secret !== '')

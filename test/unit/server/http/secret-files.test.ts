import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../../../server/config.ts'
import { secretNames as names } from '../../../../server/config-environment.ts'
import type { ProcessorConnection } from '../../../../server/processors/adapter.ts'

const token = 'a-token-of-the-owner-with-32-characters'
const values = {
  STRIPE_SECRET_KEY: 'rk_live_51NobodyMayReadThis',
  STRIPE_WEBHOOK_SECRET: 'whsec_NobodyMayReadThis',
  CASHWRAP_ADMIN_TOKEN: token,
  DATABASE_URL: 'postgres://owner:NobodyMayReadThis@127.0.0.1/shop',
}

const secretNames = names as readonly (keyof typeof values)[]

/** What the processor is told of the key: the configuration itself gives it to nobody. */
async function authorizationOf({ open }: ProcessorConnection): Promise<string | undefined> {
  let told: string | undefined
  const processor = open(async ({ headers }) => {
    told = headers['authorization']
    return { status: 500, headers: {}, body: '{}' }
  })
  await processor.account()
  return told
}

describe('secrets in files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-secrets-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const file = (name: string, text: string, mode = 0o600): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    chmodSync(path, mode)
    return path
  }
  /** Live, with every secret in a file of its own that ends in a line end, as editors and `echo` leave it. */
  const environment = (): Record<string, string> => ({
    CASHWRAP_MODE: 'live',
    ...Object.fromEntries(secretNames.map((name) => [`${name}_FILE`, file(name, `${values[name]}\n`)])),
  })
  const sentence = (env: Record<string, string>): string => {
    const config = readConfig(env)
    if (config.ok) throw new Error('this configuration was taken')
    expect(JSON.stringify(config)).not.toContain('NobodyMayReadThis')
    return config.error.message
  }

  it('are taken without the line end at their end', async () => {
    const config = readConfig(environment())
    if (!config.ok) throw new Error(config.error.message)
    const { processor, adminToken, storage, warnings } = config.value
    expect(await authorizationOf(processor)).toBe(`Bearer ${values.STRIPE_SECRET_KEY}`)
    expect(processor.webhookSecrets.map((secret) => secret.reveal())).toEqual([values.STRIPE_WEBHOOK_SECRET])
    expect(adminToken.reveal()).toBe(token)
    expect(storage.dialect === 'postgres' && storage.url.reveal()).toBe(values.DATABASE_URL)
    expect(warnings).toEqual([])
  })

  it.each(secretNames)('may not stand in the environment as well: %s', (name) => {
    expect(sentence({ ...environment(), [name]: values[name] })).toBe(
      `Set either ${name} or ${name}_FILE, not both.`,
    )
  })

  it.each(secretNames)('that cannot be read are named with the reason: %s', (name) => {
    const path = join(folder, 'nothing-here')
    expect(sentence({ ...environment(), [`${name}_FILE`]: path })).toBe(
      `${name}_FILE names ${path}, which cannot be read (there is no such file); put the secret there, or unset it.`,
    )
  })

  it('that are a folder, empty, or no secret at all are told in one sentence', () => {
    const at = (path: string) => sentence({ ...environment(), STRIPE_SECRET_KEY_FILE: path })
    expect(at(folder)).toContain('which cannot be read (it is not a file)')
    expect(at(file('empty', ' \n'))).toContain('which is empty')
    expect(at(file('large', 'x'.repeat(70_000)))).toContain('larger than a secret can be')
    expect(at(file('letter', 'Dear owner,\nhere is NobodyMayReadThis\n'))).toBe(
      'STRIPE_SECRET_KEY must begin with sk_test_, rk_test_, sk_live_ or rk_live_.',
    )
  })

  it('of the other mode are refused like keys in the environment, naming both', () => {
    const env = {
      ...environment(),
      STRIPE_SECRET_KEY_FILE: file('test-key', 'rk_test_51NobodyMayReadThis\n'),
    }
    expect(sentence(env)).toBe(
      'STRIPE_SECRET_KEY is a test key, but CASHWRAP_MODE is live; use a live key or set CASHWRAP_MODE=test.',
    )
  })

  it('that everybody may read are warned of, where the system tells', () => {
    const path = file('open', values.STRIPE_SECRET_KEY, 0o644)
    const config = readConfig({ ...environment(), STRIPE_SECRET_KEY_FILE: path })
    const told = [
      `Everybody on this machine can read ${path}, which STRIPE_SECRET_KEY_FILE names; take that right away (chmod o-r).`,
    ]
    expect(config.ok && config.value.warnings).toEqual(process.platform === 'win32' ? [] : told)
  })

  it.each([
    ['commas', 'whsec_old,whsec_new'],
    ['lines', 'whsec_old\nwhsec_new\n'],
    ['both', ' whsec_old,\r\n whsec_new ,'],
  ])('hold several webhook secrets during a rotation, parted by %s', (_what, text) => {
    const config = readConfig({ ...environment(), STRIPE_WEBHOOK_SECRET_FILE: file('rotation', text) })
    expect(config.ok && config.value.processor.webhookSecrets.map((secret) => secret.reveal())).toEqual([
      'whsec_old',
      'whsec_new',
    ])
  })

  it('refuse a rotation in which one of the secrets is none', () => {
    const env = { ...environment(), STRIPE_WEBHOOK_SECRET_FILE: file('rotation', 'whsec_old, new') }
    expect(sentence(env)).toContain('must begin with whsec_')
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../../renderer')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.tsx?$/.test(path),
)
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const isMessage = (value: unknown): value is { id: string; defaultMessage: string } =>
  typeof value === 'object' && value !== null && 'id' in value && 'defaultMessage' in value

/** Every message of every file that defines some: its English text, its name there and the table it belongs to. */
const english = new Map<string, { text: string; name: string; owner: string }>()
for (const file of sources.filter(
  (path) => /messages\.ts$/.test(path) && !path.endsWith('define-messages.ts'),
)) {
  const tables = (await import(/* @vite-ignore */ join(root, file))) as Record<string, unknown>
  for (const [owner, messages] of Object.entries(tables)) {
    if (typeof messages !== 'object' || messages === null) continue
    for (const [name, message] of Object.entries(messages)) {
      if (!isMessage(message)) continue
      const before = english.get(message.id)
      expect(
        before === undefined || before.text === message.defaultMessage,
        `${message.id} means two things`,
      ).toBe(true)
      english.set(message.id, { text: message.defaultMessage, name, owner })
    }
  }
}

const table = (language: string): Map<string, string> => {
  const folder = join(root, 'i18n', language)
  const all = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    const messages = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>
    for (const [id, text] of Object.entries(messages)) {
      expect(all.has(id), `${language}: ${id} stands in two files, one of them ${file}`).toBe(false)
      all.set(id, text)
    }
  }
  return all
}

/** The names of the values that a message takes, sorted. */
function valuesOf(text: string): readonly string[] {
  const names = new Set<string>()
  const walk = (elements: ReturnType<typeof parse>): void => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add(element.value)
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) walk(option.value)
      }
      if (element.type === TYPE.tag) walk(element.children)
    }
  }
  walk(parse(text))
  return [...names].sort()
}

test('every message of the screens is found by this test', () => {
  const ids = sources.flatMap((path) =>
    [...read(path).matchAll(/\bid: '([a-zA-Z]+(?:\.[a-zA-Z_]+)+)'/g)].map(([, id]) => id),
  )
  expect([...english.keys()].sort()).toEqual([...new Set(ids)].sort())
  expect(english.size).toBeGreaterThan(100)
})

describe.each(['de', 'ar'])('%s', (language) => {
  const messages = table(language)

  test('has every message and none that is not used', () => {
    expect([...english.keys()].filter((id) => !messages.has(id))).toEqual([])
    expect([...messages.keys()].filter((id) => !english.has(id))).toEqual([])
  })

  test('takes the same values as the English message and is not empty', () => {
    for (const [id, { text }] of english) {
      const translated = messages.get(id) ?? ''
      expect(translated.trim(), id).not.toBe('')
      expect(valuesOf(translated), id).toEqual(valuesOf(text))
    }
  })
})

/** A file's code with tables called by their own names, whatever it imports them as. */
function withoutAliases(code: string): string {
  return [...code.matchAll(/\b(\w+[mM]essages) as (\w+)\b/g)].reduce(
    (text, [, table = '', alias = '']) => text.replace(new RegExp(`\\b${alias}(?=[.[])`, 'g'), table),
    code,
  )
}

/** By name, or as one of a table that is looked into by a code. */
test('every message is used by a screen', () => {
  const code = sources.map((path) => withoutAliases(read(path))).join('\n')
  const unused = [...english]
    .filter(([, { name, owner }]) => !new RegExp(`\\b${owner}(\\.${name}\\b|\\[)`).test(code))
    .map(([id]) => id)
  expect(unused).toEqual([])
})

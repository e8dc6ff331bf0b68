import { readFileSync } from 'node:fs'
import { inRoot } from '../../tools/run/paths.ts'

/** What the screens call a thing in a language: the translation of a message's id; English is given by the caller, as the screens do. */
export function wordsOf(
  language: 'en' | 'de' | 'ar',
  folders: readonly string[],
): (id: string, english: string) => string {
  const table: Record<string, string> = {}
  if (language !== 'en') {
    for (const folder of folders) {
      const text = readFileSync(inRoot('renderer/i18n', language, `${folder}.json`), 'utf8')
      Object.assign(table, JSON.parse(text))
    }
  }
  return (id, english) => {
    if (language === 'en') return english
    const word = table[id]
    if (word === undefined) throw new Error(`${language} has no word for ${id}`)
    return word
  }
}

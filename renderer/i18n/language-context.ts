import { createContext, useContext } from 'react'
import { assert } from '../../domain/assert.ts'
import type { Language } from './languages.ts'

export type LanguageChoice = {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
  /** The shop's own locale, once known: it decides how amounts are written. */
  readonly setStoreLocale: (locale: string | null) => void
  /** BCP 47 tag for Intl: `de-CH`, `ar-EG`. */
  readonly formatLocale: string
}

export const LanguageContext = createContext<LanguageChoice | null>(null)

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext)
  assert(choice !== null, 'useLanguage needs an IntlRoot above it')
  return choice
}

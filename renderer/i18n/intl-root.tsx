import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { IntlProvider } from 'react-intl'
import { LanguageContext } from './language-context.ts'
import { formatLocale, type Language, languages } from './languages.ts'
import { loadMessages } from './load-messages.ts'
import type { MessageTable } from './merge-messages.ts'
import { readLanguage, writeLanguage } from './preferences.ts'

/**
 * Language, direction and number forms for everything below. The choice is kept on this machine; `<html lang dir>` follow it. A language's
 * words are loaded before it is shown, so that no screen is ever half translated.
 */
export function IntlRoot({ children }: { readonly children: ReactNode }) {
  const [wanted, setWanted] = useState<Language>(readLanguage)
  const [shown, setShown] = useState<{ language: Language; messages: MessageTable } | null>(
    wanted === 'en' ? { language: 'en', messages: {} } : null,
  )
  const [storeLocale, setStoreLocale] = useState<string | null>(null)

  useEffect(() => {
    let current = true
    loadMessages(wanted).then(
      (messages) => current && setShown({ language: wanted, messages }),
      () => current && setShown((before) => before ?? { language: 'en', messages: {} }),
    )
    return () => {
      current = false
    }
  }, [wanted])

  const language = shown?.language ?? wanted
  const locale = formatLocale(language, storeLocale)
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = languages[language].dir
  }, [language])

  const choice = useMemo(
    () => ({
      language,
      formatLocale: locale,
      setStoreLocale,
      setLanguage: (next: Language) => {
        writeLanguage(next)
        setWanted(next)
      },
    }),
    [language, locale],
  )

  if (shown === null) return null
  return (
    <LanguageContext value={choice}>
      <I18nProvider locale={locale}>
        <IntlProvider
          locale={locale}
          // English stands in the code; saying that this is its locale spares an error object for each text that is drawn.
          defaultLocale={language === 'en' ? locale : 'en'}
          messages={shown.messages}
          onError={reportMessageError}
        >
          {children}
        </IntlProvider>
      </I18nProvider>
    </LanguageContext>
  )
}

/** A translation that is missing shows its English; the test of translations is what keeps that from happening. */
function reportMessageError(error: { readonly code: string; readonly message: string }): void {
  if (error.code !== 'MISSING_TRANSLATION') console.error(error.message)
}

import { useId, useState } from 'react'
import { useIntl } from 'react-intl'
import { useLanguage } from '../../i18n/language-context.ts'
import { isLanguage, languageList, languages } from '../../i18n/languages.ts'
import { readTheme, showTheme, type Theme, writeTheme } from '../../i18n/preferences.ts'
import { appMessages as m } from './messages.ts'

const themes: Record<Theme, (typeof m)[keyof typeof m]> = {
  system: m.themeSystem,
  light: m.themeLight,
  dark: m.themeDark,
}
const isTheme = (text: string): text is Theme => Object.hasOwn(themes, text)

/** Language and appearance of this browser. */
export function Preferences() {
  const intl = useIntl()
  const { language, setLanguage } = useLanguage()
  const [theme, setTheme] = useState(readTheme)
  return (
    <div className="flex flex-col gap-2">
      <Choice
        label={intl.formatMessage(m.language)}
        value={language}
        options={languageList.map((id) => ({ id, name: languages[id].name }))}
        onChange={(id) => isLanguage(id) && setLanguage(id)}
      />
      <Choice
        label={intl.formatMessage(m.theme)}
        value={theme}
        options={Object.entries(themes).map(([id, message]) => ({ id, name: intl.formatMessage(message) }))}
        onChange={(id) => {
          if (!isTheme(id)) return
          writeTheme(id)
          showTheme(id)
          setTheme(id)
        }}
      />
    </div>
  )
}

/** One of a few, as the browser's own list. */
export function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (id: string) => void
}) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13 font-medium text-ink-2">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-12 w-full rounded-control border border-line-strong bg-surface px-3 text-15 text-ink"
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}

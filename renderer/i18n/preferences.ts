import { isLanguage, type Language, preferredLanguage } from './languages.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What a person chose on this screen. Kept in the browser's own storage; a browser that forbids it just forgets. */
const keys = { language: 'cashwrap.language', theme: 'cashwrap.theme', sounds: 'cashwrap.sounds' } as const

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage is off or full: the choice lasts until the page is closed.
  }
}

export const readLanguage = (): Language => {
  const chosen = read(keys.language)
  return isLanguage(chosen) ? chosen : preferredLanguage(navigator.languages)
}
export const writeLanguage = (language: Language): void => write(keys.language, language)

export const readTheme = (): Theme => {
  const chosen = read(keys.theme)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}
export const writeTheme = (theme: Theme): void => write(keys.theme, theme)

/** Puts the choice where theme/tokens.css looks for it. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export const readSounds = (): boolean => read(keys.sounds) !== 'off'
export const writeSounds = (on: boolean): void => write(keys.sounds, on ? 'on' : 'off')

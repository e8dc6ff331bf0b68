import type { Language } from './languages.ts'
import type { MessageTable } from './merge-messages.ts'

/** The translations of one language, loaded when it is first chosen. English is written where it is used and needs none. */
export async function loadMessages(language: Language): Promise<MessageTable> {
  switch (language) {
    case 'en':
      return {}
    case 'de':
      return (await import('./de.ts')).messages
    case 'ar':
      return (await import('./ar.ts')).messages
  }
}

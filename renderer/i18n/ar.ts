import { mergeMessages } from './merge-messages.ts'

export const messages = mergeMessages(
  import.meta.glob<Record<string, string>>('./ar/*.json', { eager: true, import: 'default' }),
)

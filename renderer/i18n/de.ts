import { mergeMessages } from './merge-messages.ts'

export const messages = mergeMessages(
  import.meta.glob<Record<string, string>>('./de/*.json', { eager: true, import: 'default' }),
)

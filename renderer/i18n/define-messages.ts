import type { MessageDescriptor } from 'react-intl'

/** A message of a screen: English stands here, the other languages in `de/` and `ar/` under the same id. */
export type Message = MessageDescriptor & { readonly id: string; readonly defaultMessage: string }

/**
 * Names the messages of one folder. react-intl's own `defineMessages` types a message's values only through a type argument written by hand,
 * and without one forbids values altogether; the test of translations checks the values of every language instead.
 */
export const defineMessages = <K extends string>(
  messages: Readonly<Record<K, Message>>,
): Readonly<Record<K, Message>> => messages

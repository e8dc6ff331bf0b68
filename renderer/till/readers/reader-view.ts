import type { Reader } from '../../../domain/protocol/server-api.ts'

/** The pages of the readers dialog. */
export type ReaderView =
  | { readonly at: 'list' }
  | { readonly at: 'register' }
  | { readonly at: 'rename' | 'remove' | 'test'; readonly reader: Reader }

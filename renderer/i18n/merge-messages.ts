export type MessageTable = Readonly<Record<string, string>>

/** One table out of a file per folder; ids carry their folder's name, so none meets another. */
export const mergeMessages = (files: Readonly<Record<string, MessageTable>>): MessageTable =>
  Object.assign({}, ...Object.values(files)) as MessageTable

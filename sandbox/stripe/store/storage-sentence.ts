/** SQLite's word for what it could not write, as one sentence for a person; undefined when the error is not about the disk (a bug). */
export const storageSentence = (error: unknown): string | undefined => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return 'The disk that holds the practice Stripe is full: free some space and try again. Nothing was done.'
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return 'The folder of the practice Stripe can no longer be written: make it writable and try again. Nothing was done.'
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return 'The disk that holds the practice Stripe did not answer as it must: check the disk, then look what happened.'
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return 'The state of the practice Stripe is damaged: stop it and move practice-stripe.db away to start with an empty practice shop.'
  }
  return undefined
}

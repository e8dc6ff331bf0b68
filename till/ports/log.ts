/** One line for support: an event name and plain facts. Writers redact; callers still never pass secrets or card data. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | null>>,
) => void

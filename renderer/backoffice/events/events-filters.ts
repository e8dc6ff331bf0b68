/** The filters of the event log as they stand in the address: text, as typed. */
export type EventsFilters = {
  readonly find: string
  readonly kind: string
  readonly outcome: string
  readonly fromDay: string
  readonly toDay: string
}

export const readFilters = (params: URLSearchParams): EventsFilters => ({
  find: params.get('find') ?? '',
  kind: params.get('kind') ?? '',
  outcome: params.get('outcome') ?? '',
  fromDay: params.get('fromDay') ?? '',
  toDay: params.get('toDay') ?? '',
})

export const isUnfiltered = (filters: EventsFilters): boolean =>
  Object.values(filters).every((value) => value.trim() === '')

/** The server's address for these filters; half a day is left out. */
export function eventsPath(filters: EventsFilters): string {
  const query = new URLSearchParams()
  for (const name of ['find', 'kind', 'outcome'] as const) {
    const value = filters[name].trim().slice(0, 80)
    if (value !== '') query.set(name, value)
  }
  for (const name of ['fromDay', 'toDay'] as const) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(filters[name])) query.set(name, filters[name])
  }
  query.set('limit', '50')
  return `/v1/events?${query}`
}

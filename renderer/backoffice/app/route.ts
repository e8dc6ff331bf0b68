import { useSyncExternalStore } from 'react'

/**
 * Where the back office stands, kept in the address after `#`, so that every page and every filter is an address to send to a colleague:
 * `#/sales?fromDay=2026-11-01&register=front`, `#/sales/<id>`.
 */
export const pageNames = ['today', 'sales', 'exceptions', 'events', 'devices'] as const
export type PageName = (typeof pageNames)[number]
export type Route = { readonly page: PageName; readonly id: string | null; readonly filters: URLSearchParams }

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [name = '', id = ''] = path.split('/')
  const page = pageNames.find((known) => known === name)
  if (page === undefined) return { page: 'today', id: null, filters: new URLSearchParams() }
  return { page, id: id === '' ? null : decoded(id), filters: new URLSearchParams(query) }
}

/** The address of a page; filters that are empty are left out. */
export function hrefOf(
  page: PageName,
  options: {
    readonly id?: string
    readonly filters?: Readonly<Record<string, string | null | undefined>>
  } = {},
): string {
  const filters = new URLSearchParams()
  for (const [name, value] of Object.entries(options.filters ?? {})) {
    if (value !== null && value !== undefined && value !== '') filters.set(name, value)
  }
  const query = filters.size === 0 ? '' : `?${filters}`
  return `#/${page}${options.id === undefined ? '' : `/${encodeURIComponent(options.id)}`}${query}`
}

/** Changes filters without a step in the browser's history: going back leaves the page, not the last letter typed. */
export function replaceRoute(href: string): void {
  history.replaceState(null, '', href)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}

/** An id cut off in the middle of an escape is taken as it stands; the server will not know it, and the page says so. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const key = 'cashwrap.backoffice.name'

/** The name this browser's person gave last; a browser that keeps nothing asks each time. */
export function readName(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

export function writeName(name: string): void {
  try {
    localStorage.setItem(key, name)
  } catch {
    // Only a convenience.
  }
}

import type { NewLocation } from '../../../domain/protocol/readers.ts'
import type { Store } from '../../../domain/protocol/server-api.ts'

/** `3024 LK Rotterdam`, `D-10115 Berlin`: a code that begins with figures, then the town. */
const codeAndTown = /^((?:[A-Z]{1,2}-)?\d{3,6}(?:[ -]?[A-Z]{2}(?=\s))?)\s+(\S.*)$/

/**
 * A place for readers as far as the shop's own lines tell it: a first wish that a person checks. The last line with a postal code becomes code and
 * town; without one it is the town.
 */
export function placeOfShop({ name, addressLines }: Store, country: string | null): NewLocation {
  const lines = addressLines.map((line) => line.trim()).filter((line) => line !== '')
  const last = lines.length > 1 ? (lines.at(-1) ?? '') : ''
  const [, postalCode = '', town = ''] = codeAndTown.exec(last) ?? []
  const middle = lines.slice(1, -1).join(', ')
  return {
    displayName: name,
    line1: lines[0] ?? '',
    line2: middle === '' ? null : middle,
    city: town === '' ? last : town,
    state: null,
    postalCode,
    country: country ?? '',
  }
}

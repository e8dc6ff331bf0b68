import type { IntlShape } from 'react-intl'

/** Parts per million as the locale writes a percentage: 125000 → `12.5%`. */
export const formatPpm = (intl: IntlShape, ratePpm: number): string =>
  intl.formatNumber(ratePpm / 1_000_000, { style: 'percent', maximumFractionDigits: 4 })

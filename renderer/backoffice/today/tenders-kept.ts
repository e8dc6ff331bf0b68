import type { Summary } from '../../../domain/protocol/backoffice.ts'

/** What each way of paying brought in. Cash rounding was paid in cash, so it belongs to cash: then the rows make up the takings. */
export const tendersKept = ({
  tenders,
  roundingMinor,
}: Pick<Summary, 'tenders' | 'roundingMinor'>): Summary['tenders'] =>
  tenders.map((tender) =>
    tender.kind === 'cash' ? { ...tender, amountMinor: tender.amountMinor + roundingMinor } : tender,
  )

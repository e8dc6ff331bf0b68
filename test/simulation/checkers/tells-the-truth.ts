import { isDeepStrictEqual } from 'node:util'
import type { CounterView } from '../../../domain/protocol/views.ts'
import type { TillDisk } from '../disks.ts'
import { sameCounter } from './acknowledged-cart.ts'

/**
 * What a till shows first after a restart is what its disk held when it died; only the end of a card payment that was open may have been
 * found out since.
 */
export function tellsTheTruth({ counter, shop }: TillDisk, view: CounterView): readonly string[] {
  const findings: string[] = []
  const { saleId } = view.cart
  const wasOpen = [...shop.attempts.values()].find((one) => one.saleId === saleId && one.state === 'open')
  const onDisk = shop.tenders.get(saleId) ?? []
  const shown = view.receipt?.tenders ?? view.paying?.tenders ?? []
  const finished = wasOpen !== undefined && counter?.phase === 'paying' && view.phase === 'receipt'
  if (!sameCounter(view, counter) && !(finished && isDeepStrictEqual(counter.cart, view.cart))) {
    findings.push(
      `till: after the restart it shows ${view.phase} ${saleId}, its disk held ${counter?.phase} ${counter?.cart.saleId}`,
    )
  }
  if (view.phase !== 'cart') {
    const lost = onDisk.filter((tender) => !shown.some((one) => isDeepStrictEqual(one, tender)))
    const more = shown.filter(({ tenderNo }) => !onDisk.some((one) => one.tenderNo === tenderNo))
    if (lost.length > 0) findings.push(`till: after the restart ${lost.length} tenders are not shown`)
    if (more.some(({ tenderNo }) => tenderNo !== wasOpen?.tenderNo))
      findings.push(`till: after the restart it shows a tender that nobody took`)
  }
  if (wasOpen !== undefined && view.phase === 'paying') {
    const { tenderNo } = wasOpen
    const isShown = view.paying?.card?.tenderNo === tenderNo || shown.some((one) => one.tenderNo === tenderNo)
    if (!isShown)
      findings.push(`till: after the restart it hides the open card payment of tender ${tenderNo}`)
  }
  return findings
}

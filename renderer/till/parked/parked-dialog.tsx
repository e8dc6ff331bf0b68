import CirclePause from 'lucide-react/icons/circle-pause'
import { useState } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { ParkedSale } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { Badge } from '../../components/badge.tsx'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ShopTime } from '../history/shop-time.tsx'
import { useAnswer } from '../history/use-answer.ts'
import { Waiting } from '../history/waiting.tsx'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { useCounter } from '../state/till-context.tsx'
import { parkedMessages as m } from './messages.ts'

/** Sales put aside on this till. One is taken back only to an empty counter, so that two never mix. */
export function ParkedDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl()
  const parked = useAnswer('sale.parked', {})
  const calls = useMoneyCall()
  const [discarding, setDiscarding] = useState<ParkedSale | null>(null)
  const { phase, cart } = useCounter()
  const isInUse = phase !== 'cart' || cart.lines.length > 0

  const recall = async (sale: ParkedSale): Promise<void> => {
    const result = await calls.run('sale.recall', { saleId: sale.saleId })
    if (result?.ok === true) onClose()
    else if (result !== null) parked.reload()
  }
  const parkThis = async (): Promise<void> => {
    const result = await calls.run('sale.park', { note: cart.note })
    if (result !== null) parked.reload()
  }
  const discard = async (sale: ParkedSale): Promise<void> => {
    const result = await calls.run('sale.discard', { saleId: sale.saleId })
    if (result === null) return
    setDiscarding(null)
    parked.reload()
  }

  if (discarding !== null) {
    return (
      <Dialog
        title={intl.formatMessage(m.discardTitle)}
        onClose={() => setDiscarding(null)}
        role="alertdialog"
        width="s"
        isDismissable={false}
        footer={
          <>
            <Button autoFocus onPress={() => setDiscarding(null)}>
              {intl.formatMessage(m.keep)}
            </Button>
            <Button
              variant="danger"
              isPending={calls.pending !== null}
              onPress={() => void discard(discarding)}
            >
              {intl.formatMessage(m.discard)}
            </Button>
          </>
        }
      >
        <p className="p-5 text-18">
          <FormattedMessage
            {...m.discardText}
            values={{
              items: discarding.itemCount,
              total: <Amount amountMinor={discarding.totalMinor} currency={discarding.currency} />,
            }}
          />
        </p>
      </Dialog>
    )
  }

  return (
    <Dialog title={intl.formatMessage(m.title)} onClose={onClose}>
      <Waiting answer={parked}>
        {(sales) =>
          sales.length === 0 ? (
            <EmptyState
              icon={<CirclePause size={44} strokeWidth={1.5} />}
              title={intl.formatMessage(m.empty)}
              className="min-h-72"
            >
              {intl.formatMessage(m.emptyHelp)}
            </EmptyState>
          ) : (
            <>
              {isInUse && (
                <Banner
                  tone="warning"
                  action={
                    phase === 'cart' && (
                      <Button isPending={calls.pending === 'sale.park'} onPress={() => void parkThis()}>
                        {intl.formatMessage(m.parkThis)}
                      </Button>
                    )
                  }
                >
                  {intl.formatMessage(m.cartInUse)}
                </Banner>
              )}
              <ul>
                {sales.map((sale) => (
                  <li
                    key={sale.saleId}
                    className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line px-5 py-3 not-last:border-b"
                  >
                    <div className="min-w-48 flex-1">
                      {sale.state === 'paying' && (
                        <Badge tone="unknown">{intl.formatMessage(m.paying)}</Badge>
                      )}
                      <p className="text-15 font-medium wrap-anywhere">
                        {sale.note ?? intl.formatMessage(m.items, { count: sale.itemCount })}
                      </p>
                      <p className="text-13 text-ink-2">
                        <ShopTime atMs={sale.parkedAtMs} /> · {sale.staffName}
                        {sale.note !== null && ` · ${intl.formatMessage(m.items, { count: sale.itemCount })}`}
                      </p>
                    </div>
                    <Amount
                      amountMinor={sale.totalMinor}
                      currency={sale.currency}
                      className="text-18 font-semibold"
                    />
                    <div className="flex gap-2">
                      {sale.state === 'parked' && (
                        <Button variant="quiet" onPress={() => setDiscarding(sale)}>
                          {intl.formatMessage(m.discard)}
                        </Button>
                      )}
                      <Button
                        isDisabled={isInUse || calls.pending !== null}
                        onPress={() => void recall(sale)}
                      >
                        {intl.formatMessage(m.recall)}
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Waiting>
    </Dialog>
  )
}

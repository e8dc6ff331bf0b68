import { useId, useState } from 'react'
import { useIntl } from 'react-intl'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { cartMessages } from './messages.ts'

/** The one thing to do next, over the whole foot of the cart. It cannot be pressed twice. */
export function ChargeButton({
  totalMinor,
  currency,
  isDisabled,
  onCharge,
}: {
  readonly totalMinor: number
  readonly currency: string
  readonly isDisabled: boolean
  readonly onCharge: () => Promise<void>
}) {
  const intl = useIntl()
  const amountId = useId()
  const [isPending, setIsPending] = useState(false)
  return (
    <div className="p-3 pt-0">
      <Button
        variant="primary"
        size="xl"
        aria-label={intl.formatMessage(cartMessages.charge)}
        aria-describedby={amountId}
        isDisabled={isDisabled}
        isPending={isPending}
        shortcut="F9"
        className="w-full"
        onPress={() => {
          setIsPending(true)
          void onCharge().finally(() => setIsPending(false))
        }}
      >
        <span className="text-24">{intl.formatMessage(cartMessages.charge)}</span>
        <span id={amountId} className="ms-auto">
          <Amount amountMinor={totalMinor} currency={currency} className="text-24 font-semibold" />
        </span>
      </Button>
    </div>
  )
}

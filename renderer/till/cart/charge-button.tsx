import { clsx } from 'clsx'
import { useId, useState } from 'react'
import { useIntl } from 'react-intl'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { Kbd } from '../../components/kbd.tsx'
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
    <div className="relative m-3 mt-0">
      <Button
        variant="primary"
        size="xl"
        aria-describedby={amountId}
        isDisabled={isDisabled}
        isPending={isPending}
        className="w-full justify-start!"
        onPress={() => {
          setIsPending(true)
          void onCharge().finally(() => setIsPending(false))
        }}
      >
        <span className="text-24">{intl.formatMessage(cartMessages.charge)}</span>
      </Button>
      {/* Over the button, not in it: the button is called Charge and nothing else, and is described by the amount. */}
      <span
        className={clsx(
          'pointer-events-none absolute inset-y-0 end-6 flex items-center gap-3',
          isDisabled ? 'text-ink-3' : 'text-accent-ink',
        )}
      >
        <span id={amountId}>
          <Amount amountMinor={totalMinor} currency={currency} className="text-24 font-semibold" />
        </span>
        <Kbd onAccent>F9</Kbd>
      </span>
    </div>
  )
}

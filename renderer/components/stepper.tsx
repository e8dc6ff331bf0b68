import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import { Button } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import { componentMessages } from './messages.ts'

export type StepperProps = {
  readonly value: number
  readonly onChange: (value: number) => void
  /** Whose quantity: `Espresso`. */
  readonly label: string
  /** The smallest value; what lies below it is removing the line, which has a button of its own. */
  readonly min?: number
  readonly max: number
  readonly isDisabled?: boolean
}

const end =
  'inline-flex size-12 items-center justify-center rounded-control text-ink data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2 data-[disabled]:opacity-35'

/** − quantity +, each end 48 px. */
export function Stepper({ value, onChange, label, min = 1, max, isDisabled = false }: StepperProps) {
  const intl = useIntl()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would add a frame of its own; the group role is what is meant
    <div role="group" aria-label={label} className="flex items-center">
      <Button
        aria-label={intl.formatMessage(componentMessages.decrease)}
        isDisabled={isDisabled || value <= min}
        onPress={() => onChange(value - 1)}
        className={end}
      >
        <Minus aria-hidden="true" size={18} />
      </Button>
      <output className="tabular min-w-8 text-center text-18 font-medium">{intl.formatNumber(value)}</output>
      <Button
        aria-label={intl.formatMessage(componentMessages.increase)}
        isDisabled={isDisabled || value >= max}
        onPress={() => onChange(value + 1)}
        className={end}
      >
        <Plus aria-hidden="true" size={18} />
      </Button>
    </div>
  )
}

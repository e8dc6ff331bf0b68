import { clsx } from 'clsx'
import Check from 'lucide-react/icons/check'
import { Checkbox } from 'react-aria-components/Checkbox'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { useIntl } from 'react-intl'
import type { ReaderDriver, ReaderFlow } from '../../../domain/protocol/server-api.ts'
import type { TillState } from '../../../domain/protocol/views.ts'
import { Banner } from '../../components/banner.tsx'
import { useTillStore } from '../state/till-context.tsx'
import { readersMessages as m } from './messages.ts'
import { terminalMessages } from './terminal-messages.ts'

const ways = {
  server: { name: m.wayServer, help: m.wayServerHelp },
  sdk: { name: m.waySdk, help: m.waySdkHelp },
} as const

/** How this register commands its reader. Where there is only one way, nothing is asked about it. */
export function ReaderSettings({
  chosen,
  drivers,
  isDisabled,
  onChange,
}: {
  readonly chosen: NonNullable<TillState['reader']>
  readonly drivers: readonly ReaderDriver[]
  readonly isDisabled: boolean
  readonly onChange: (driver: ReaderDriver, flow: ReaderFlow) => void
}) {
  const intl = useIntl()
  return (
    <div className="flex flex-col gap-2">
      {drivers.length > 1 && (
        <RadioGroup
          value={chosen.driver}
          isDisabled={isDisabled}
          onChange={(value) => {
            const driver = drivers.find((one) => one === value)
            if (driver !== undefined) onChange(driver, chosen.flow)
          }}
          className="flex flex-col gap-1"
        >
          <Label className="text-13 font-medium text-ink-2">{intl.formatMessage(m.way)}</Label>
          {drivers.map((driver) => (
            <Radio key={driver} value={driver} className="flex min-h-12 items-start gap-3 py-1 text-15">
              {({ isSelected, isFocusVisible }) => (
                <>
                  <span
                    className={clsx(
                      'mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full border-2',
                      isSelected ? 'border-accent' : 'border-line-strong',
                      isFocusVisible && 'outline-3 outline-offset-2 outline-focus',
                    )}
                  >
                    {isSelected && <span className="size-2.5 rounded-full bg-accent" />}
                  </span>
                  <span>
                    {intl.formatMessage(ways[driver].name)}
                    <span className="block text-13 text-ink-2">{intl.formatMessage(ways[driver].help)}</span>
                  </span>
                </>
              )}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {chosen.driver === 'sdk' && <Standing />}
      {chosen.driver === 'server' && (
        <Checkbox
          isSelected={chosen.flow === 'collect-confirm'}
          isDisabled={isDisabled}
          onChange={(isTwoSteps) => onChange(chosen.driver, isTwoSteps ? 'collect-confirm' : 'process')}
          className="flex min-h-12 items-center gap-3 text-15"
        >
          {({ isSelected, isFocusVisible }) => (
            <>
              <span
                className={clsx(
                  'flex size-6 shrink-0 items-center justify-center rounded-control border-2',
                  isSelected ? 'border-accent bg-accent text-accent-ink' : 'border-line-strong',
                  isFocusVisible && 'outline-3 outline-offset-2 outline-focus',
                )}
              >
                {isSelected && <Check aria-hidden="true" size={18} />}
              </span>
              {intl.formatMessage(m.twoSteps)}
            </>
          )}
        </Checkbox>
      )}
    </div>
  )
}

function Standing() {
  const intl = useIntl()
  const standing = useTillStore(({ terminal }) => terminal) ?? 'connecting'
  const isQuiet = standing === 'connected' || standing === 'connecting'
  return <Banner tone={isQuiet ? 'info' : 'warning'}>{intl.formatMessage(terminalMessages[standing])}</Banner>
}

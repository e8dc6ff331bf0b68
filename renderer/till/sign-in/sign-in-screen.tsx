import Users from 'lucide-react/icons/users'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { Banner } from '../../components/banner.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SkeletonList } from '../../components/skeleton.tsx'
import { useTill, useTillStore } from '../state/till-context.tsx'
import { SettingsMenu } from '../top-bar/settings-menu.tsx'
import { signInMessages } from './messages.ts'
import { PinEntry } from './pin-entry.tsx'
import { StaffList } from './staff-list.tsx'
import { useStaff } from './use-staff.ts'

/** Tap a name, key a PIN. A sale that was open when somebody left is still there behind this screen. */
export function SignInScreen() {
  const intl = useIntl()
  const till = useTill()
  const { staff, refresh } = useStaff()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [taps, setTaps] = useState(0)
  const hasOpenSale = useTillStore((state) => (state.counter?.cart.lines.length ?? 0) > 0)
  const only = staff?.length === 1 ? staff[0] : undefined
  const person = staff?.find(({ id }) => id === chosenId) ?? only ?? null

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-bg">
      <header className="flex h-13 items-center justify-between ps-6 pe-1">
        <p className="truncate text-15 font-semibold">
          {till.store?.name}{' '}
          <span className="ps-1 text-13 font-normal text-ink-2">{till.register?.name}</span>
        </p>
        <SettingsMenu version={till.version} />
      </header>
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex min-h-full w-full max-w-[860px] flex-col justify-center gap-5 px-6 py-4 max-tall:gap-2 max-tall:py-2">
          <h1 className="text-24 font-semibold">{intl.formatMessage(signInMessages.title)}</h1>
          {hasOpenSale && (
            <Banner tone="info" className="rounded-control">
              {intl.formatMessage(signInMessages.saleOpen)}
            </Banner>
          )}
          {staff === null ? (
            <SkeletonList rows={3} />
          ) : staff.length === 0 ? (
            <EmptyState
              icon={<Users size={40} strokeWidth={1.5} />}
              title={intl.formatMessage(signInMessages.nobody)}
            >
              {intl.formatMessage(signInMessages.nobodyHelp)}
            </EmptyState>
          ) : (
            <div className="grid grid-cols-[minmax(0,1fr)_300px] items-start gap-8">
              <StaffList
                staff={staff}
                selectedId={person?.id ?? null}
                isPractice={till.mode === 'practice'}
                onSelect={({ id }) => {
                  setChosenId(id)
                  setTaps((before) => before + 1)
                }}
              />
              {/* Each tap begins the PIN anew, with the keyboard in its field. */}
              <PinEntry key={taps} person={person} timeZone={till.store?.timeZone} onTried={refresh} />
            </div>
          )}
        </div>
      </main>
    </div>
  )
}

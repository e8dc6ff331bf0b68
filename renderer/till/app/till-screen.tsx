import CircleAlert from 'lucide-react/icons/circle-alert'
import { useEffect } from 'react'
import { useIntl } from 'react-intl'
import { EmptyState } from '../../components/empty-state.tsx'
import { Spinner } from '../../components/spinner.tsx'
import { useLanguage } from '../../i18n/language-context.ts'
import { PairingScreen } from '../pairing/pairing-screen.tsx'
import { SignInScreen } from '../sign-in/sign-in-screen.tsx'
import { useTillStore } from '../state/till-context.tsx'
import { Banners, ModeRibbon } from './banners.tsx'
import { CounterScreen } from './counter-screen.tsx'
import { appMessages } from './messages.ts'

/** The screen of the moment: nothing from the till yet → pairing → sign-in → counter. */
export function TillScreen({ isDialogOpen }: { readonly isDialogOpen: boolean }) {
  const till = useTillStore((state) => state.till)
  const link = useTillStore((state) => state.link)
  const hasCounter = useTillStore((state) => state.counter !== null)
  const { setStoreLocale } = useLanguage()
  const storeLocale = till?.store?.locale ?? null
  useEffect(() => setStoreLocale(storeLocale), [setStoreLocale, storeLocale])

  if (link === 'refused') return <Refused />
  if (till === null) return <Starting />
  if (!till.paired) return <Frame screen={<PairingScreen />} />
  if (till.staff === null) return <Frame screen={<SignInScreen />} ribbon={<ModeRibbon />} />
  if (!hasCounter) return <Starting />
  return <CounterScreen isDialogOpen={isDialogOpen} />
}

const Frame = ({
  screen,
  ribbon,
}: {
  readonly screen: React.ReactNode
  readonly ribbon?: React.ReactNode
}) => (
  <div className="flex h-dvh flex-col overflow-hidden">
    {ribbon}
    <Banners isSignedIn={false} />
    {screen}
  </div>
)

function Starting() {
  const intl = useIntl()
  return (
    <main className="h-dvh bg-bg">
      <div role="status" className="h-full [animation:cw-appear_100ms_150ms_backwards]">
        <EmptyState icon={<Spinner size={36} />} title={intl.formatMessage(appMessages.starting)}>
          {intl.formatMessage(appMessages.startingHelp)}
        </EmptyState>
      </div>
    </main>
  )
}

function Refused() {
  const intl = useIntl()
  return (
    <main className="h-dvh bg-bg">
      <EmptyState
        icon={<CircleAlert size={44} strokeWidth={1.5} />}
        title={intl.formatMessage(appMessages.refused)}
      >
        {intl.formatMessage(appMessages.refusedHelp)}
      </EmptyState>
    </main>
  )
}

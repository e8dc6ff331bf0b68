import MonitorSmartphone from 'lucide-react/icons/monitor-smartphone'
import { memo } from 'react'
import { Button } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import { Banner } from '../../components/banner.tsx'
import { Ribbon } from '../../components/ribbon.tsx'
import { isCardUnderWay } from '../payment/card-outcome.tsx'
import { useDialogs, useTill, useTillStore } from '../state/till-context.tsx'
import { appMessages } from './messages.ts'

const linkButton =
  '-my-1 min-h-12 shrink-0 rounded-control px-3 font-semibold underline underline-offset-4 data-[hovered]:bg-surface'

/** The striped band of practice and test mode, with the way to the practice card reader. */
export function ModeRibbon({
  reader,
}: {
  readonly reader?: { readonly isShown: boolean; readonly toggle: () => void }
}) {
  const intl = useIntl()
  const { mode } = useTill()
  if (mode === 'live' || mode === null) return null
  const words = intl.formatMessage(mode === 'practice' ? appMessages.practice : appMessages.test)
  return (
    <Ribbon
      label={words}
      end={
        reader !== undefined && (
          <Button
            onPress={reader.toggle}
            aria-pressed={reader.isShown}
            className="inline-flex min-h-12 items-center gap-2 rounded-control bg-bg px-4 text-13 font-semibold data-[hovered]:bg-surface-2"
          >
            <MonitorSmartphone aria-hidden="true" size={16} />
            {intl.formatMessage(reader.isShown ? appMessages.hideReader : appMessages.showReader)}
          </Button>
        )
      }
    >
      {words}
    </Ribbon>
  )
}

/** What stands in the way of selling right now, most pressing first; one line at a time. */
export const Banners = memo(function Banners({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const intl = useIntl()
  const till = useTill()
  const link = useTillStore((state) => state.link)
  const isCardOpen = useTillStore(({ counter }) => isCardUnderWay(counter))
  const dialogs = useDialogs()
  const { queue, works } = till

  if (link === 'lost') {
    const words = isCardOpen ? appMessages.lostPaying : appMessages.lost
    return <Banner tone="error">{intl.formatMessage(words)}</Banner>
  }
  if (!till.paired) return null
  const openQueue = isSignedIn && (
    <Button className={linkButton} onPress={() => dialogs.open('queue')}>
      {intl.formatMessage(appMessages.showQueue)}
    </Button>
  )
  if (queue.needsPerson > 0) {
    return (
      <Banner tone="error" action={openQueue}>
        {intl.formatMessage(appMessages.needsPerson, { count: queue.needsPerson })}
      </Banner>
    )
  }
  if (till.connection !== 'online') {
    return (
      <Banner tone="warning" action={openQueue}>
        {intl.formatMessage(appMessages.offline, { count: queue.pending })}
      </Banner>
    )
  }
  if (isSignedIn && works.cardReason === 'processor-down') {
    return <Banner tone="warning">{intl.formatMessage(appMessages.processorDown)}</Banner>
  }
  if (isSignedIn && works.cardReason === 'no-reader') {
    return (
      <Banner
        tone="warning"
        action={
          <Button className={linkButton} onPress={() => dialogs.open('readers')}>
            {intl.formatMessage(appMessages.chooseReader)}
          </Button>
        }
      >
        {intl.formatMessage(appMessages.noReader)}
      </Banner>
    )
  }
  return null
})

import { clsx } from 'clsx'
import CalendarDays from 'lucide-react/icons/calendar-days'
import ListX from 'lucide-react/icons/list-x'
import Monitor from 'lucide-react/icons/monitor'
import ReceiptText from 'lucide-react/icons/receipt-text'
import ScrollText from 'lucide-react/icons/scroll-text'
import { useIntl } from 'react-intl'
import { appMessages as m } from './messages.ts'
import { Preferences } from './preferences.tsx'
import { hrefOf, type PageName, pageNames } from './route.ts'
import { useShop } from './shop-context.ts'

const icons = {
  today: CalendarDays,
  sales: ReceiptText,
  exceptions: ListX,
  events: ScrollText,
  devices: Monitor,
}

/** The nouns of the back office, always in the same place. */
export function Navigation({ page }: { readonly page: PageName }) {
  const intl = useIntl()
  const { store, version } = useShop()
  return (
    <nav
      aria-label={intl.formatMessage(m.navigation)}
      className="flex w-56 shrink-0 flex-col gap-1 overflow-y-auto border-e border-line bg-surface p-3"
    >
      <p className="truncate px-3 pt-1 pb-4 text-18 font-semibold" title={store.name}>
        {store.name}
      </p>
      {pageNames.map((name) => {
        const Icon = icons[name]
        const isHere = name === page
        return (
          <a
            key={name}
            href={hrefOf(name)}
            aria-current={isHere ? 'page' : undefined}
            className={clsx(
              'focus-inset flex min-h-12 items-center gap-3 rounded-control px-3 text-15 font-medium',
              isHere ? 'bg-accent-soft text-accent-soft-ink' : 'text-ink hover:bg-surface-2',
            )}
          >
            <Icon aria-hidden="true" size={20} className="shrink-0" />
            <span className="truncate">{intl.formatMessage(m[name])}</span>
          </a>
        )
      })}
      <div className="mt-auto pt-6">
        <Preferences />
        <p className="pt-3 text-13 text-ink-3">{intl.formatMessage(m.version, { version })}</p>
      </div>
    </nav>
  )
}

import KeyRound from 'lucide-react/icons/key-round'
import { useEffect } from 'react'
import { useIntl } from 'react-intl'
import { backofficeShopSchema } from '../../../domain/protocol/backoffice.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Ribbon } from '../../components/ribbon.tsx'
import { useLanguage } from '../../i18n/language-context.ts'
import type { Api } from '../api/api-client.ts'
import { ApiContext } from '../api/api-context.ts'
import { useQuery } from '../api/use-query.ts'
import { DevicesPage } from '../devices/devices-page.tsx'
import { EventsPage } from '../events/events-page.tsx'
import { ExceptionsPage } from '../exceptions/exceptions-page.tsx'
import { SalePage } from '../sale/sale-page.tsx'
import { SalesPage } from '../sales/sales-page.tsx'
import { TodayPage } from '../today/today-page.tsx'
import { Answer } from './answer.tsx'
import { appMessages as m } from './messages.ts'
import { Navigation } from './navigation.tsx'
import { type Route, useRoute } from './route.ts'
import { ShopContext } from './shop-context.ts'

/** The back office's page, whole. */
export function BackofficeApp({ api }: { readonly api: Api }) {
  return (
    <ApiContext value={api}>
      <Shop />
    </ApiContext>
  )
}

function Shop() {
  const intl = useIntl()
  const { setStoreLocale } = useLanguage()
  const shop = useQuery('/v1/backoffice/shop', backofficeShopSchema)
  const route = useRoute()
  const locale = shop.value?.store.locale ?? null
  useEffect(() => setStoreLocale(locale), [locale, setStoreLocale])

  if (shop.error?.code === 'not_signed_in') {
    return (
      <main className="h-dvh bg-bg">
        <EmptyState icon={<KeyRound size={44} strokeWidth={1.5} />} title={intl.formatMessage(m.closed)}>
          {intl.formatMessage(m.closedHelp)}
        </EmptyState>
      </main>
    )
  }
  if (shop.value === null) {
    return (
      <main className="h-dvh bg-bg">
        <Answer query={shop}>{() => null}</Answer>
      </main>
    )
  }
  const { mode } = shop.value
  return (
    <ShopContext value={shop.value}>
      <div className="flex h-dvh flex-col overflow-hidden bg-bg">
        {mode !== 'live' && (
          <Ribbon label={intl.formatMessage(mode === 'practice' ? m.practice : m.test)}>
            {intl.formatMessage(mode === 'practice' ? m.practice : m.test)}
          </Ribbon>
        )}
        <div className="flex min-h-0 flex-1">
          <Navigation page={route.page} />
          <main className="min-w-0 flex-1 overflow-y-auto">
            <CurrentPage route={route} />
          </main>
        </div>
      </div>
    </ShopContext>
  )
}

function CurrentPage({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'today':
      return <TodayPage />
    case 'sales':
      return route.id === null ? (
        <SalesPage filters={route.filters} />
      ) : (
        <SalePage key={route.id} saleId={route.id} />
      )
    case 'exceptions':
      return <ExceptionsPage filters={route.filters} />
    case 'events':
      return <EventsPage filters={route.filters} />
    case 'devices':
      return <DevicesPage />
  }
}

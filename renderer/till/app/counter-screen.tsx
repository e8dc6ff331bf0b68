import { clsx } from 'clsx'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { CartRegion, type Editing } from '../cart/cart-region.tsx'
import { useCartActions } from '../cart/use-cart-actions.ts'
import { CatalogueRegion } from '../catalogue/catalogue-region.tsx'
import { useSearch } from '../catalogue/use-search.ts'
import { PaymentRegion } from '../payment/payment-region.tsx'
import { practiceReaderUrl } from '../practice-panel/practice-reader-url.ts'
import { ReceiptScreen } from '../receipt/receipt-screen.tsx'
import { useCartScans } from '../scanner/use-cart-scans.ts'
import { useCall, useCounter, useDialogs, useTill, useTillStore } from '../state/till-context.tsx'
import { TopBar } from '../top-bar/top-bar.tsx'
import { Banners, ModeRibbon } from './banners.tsx'
import { useCounterKeys } from './use-counter-keys.ts'
import { usePracticeReader } from './use-practice-reader.ts'

const PracticePanel = lazy(async () => ({
  default: (await import('../practice-panel/practice-panel.tsx')).PracticePanel,
}))

/** The counter: catalogue and cart; while paying the payment stands in the cart's place; the receipt takes the whole width. */
export function CounterScreen({ isDialogOpen }: { readonly isDialogOpen: boolean }) {
  const till = useTill()
  const counter = useCounter()
  const link = useTillStore((state) => state.link)
  const call = useCall()
  const dialogs = useDialogs()
  const actions = useCartActions()
  const search = useSearch()
  const searchRef = useRef<HTMLInputElement>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const reader = usePracticeReader(counter.paying?.card ?? null)
  const { phase, cart, paying } = counter
  const isCart = phase === 'cart'
  const isLost = link !== 'ready'
  const isReachable = !isLost && !isDialogOpen

  const focusSearch = useCallback(() => {
    searchRef.current?.focus()
    searchRef.current?.select()
  }, [])
  const { setQuery } = search
  const scanned = useCallback(() => setQuery(''), [setQuery])
  useCartScans({ isEnabled: isReachable, onSearch: focusSearch, onScanned: scanned })

  useCounterKeys(
    {
      onSearch: () => isCart && focusSearch(),
      onPark: () => isCart && cart.lines.length > 0 && void actions.park(cart.note),
      onRecall: () => isCart && dialogs.open('parked'),
      onDiscount: () => isCart && cart.lines.length > 0 && setEditing({ kind: 'sale' }),
      onCharge: () => isCart && cart.lines.length > 0 && void actions.charge(),
      onBack: () => {
        if (editing !== null) setEditing(null)
        else if (paying !== null && paying.card === null && paying.tenders.length === 0) {
          void call('payment.back', {}, { quiet: true })
        }
      },
    },
    isReachable,
  )

  // Banners come and go by themselves: they take their room where nothing that a finger aims at moves.
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-bg">
      <ModeRibbon {...(till.practicePanelUrl === null ? {} : { reader })} />
      <TopBar />
      <main className="relative min-h-0 flex-1">
        {phase === 'receipt' ? (
          <div className="flex h-full flex-col">
            <Banners isSignedIn />
            <div inert={isLost} className={clsx('min-h-0 flex-1', isLost && 'opacity-60')}>
              <ReceiptScreen />
            </div>
          </div>
        ) : (
          <div className="grid h-full grid-cols-[minmax(0,3fr)_minmax(0,2fr)] grid-rows-[minmax(0,1fr)]">
            <div className="flex min-h-0 flex-col">
              {/* Hidden as well as inert: a product's name must not be taken for a way to pay. */}
              <div
                inert={!isCart || isLost}
                aria-hidden={!isCart}
                className={clsx('min-h-0 flex-1', isCart ? isLost && 'opacity-60' : 'opacity-40')}
              >
                <CatalogueRegion search={search} searchRef={searchRef} />
              </div>
              <div className="relative z-10">
                <Banners isSignedIn />
              </div>
            </div>
            <div inert={isLost} className={clsx('min-h-0 bg-surface', isLost && 'opacity-60')}>
              {isCart ? (
                <CartRegion actions={actions} editing={editing} setEditing={setEditing} />
              ) : (
                <PaymentRegion />
              )}
            </div>
          </div>
        )}
        {reader.isShown && till.practicePanelUrl !== null && (
          <Suspense>
            <aside className="absolute inset-y-0 end-[40%] w-[360px] border-x border-line bg-surface">
              <PracticePanel
                url={practiceReaderUrl(till.practicePanelUrl, till.reader?.id ?? null)}
                onClose={reader.toggle}
              />
            </aside>
          </Suspense>
        )}
      </main>
    </div>
  )
}

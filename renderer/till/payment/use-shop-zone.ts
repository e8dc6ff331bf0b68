import { useTill } from '../state/till-context.tsx'

/** Times are told as the shop's clock tells them, wherever this screen runs. For the Formatted… components of react-intl. */
export function useShopZone(): { readonly timeZone?: string } {
  const { store } = useTill()
  return store === null ? {} : { timeZone: store.timeZone }
}

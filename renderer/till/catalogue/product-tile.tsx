import { clsx } from 'clsx'
import { memo } from 'react'
import { useIntl } from 'react-intl'
import type { Tile } from '../../../domain/protocol/views.ts'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { catalogueMessages } from './messages.ts'
import { TilePicture } from './tile-picture.tsx'

export type ProductTileProps = {
  readonly tile: Tile
  readonly hue: number | undefined
  readonly quantityInCart: number
  readonly isTabStop: boolean
  readonly index: number
  readonly onAdd: (tile: Tile) => void
}

/** One product: tap = one more in the cart. */
export const ProductTile = memo(function ProductTile({
  tile,
  hue,
  quantityInCart,
  isTabStop,
  index,
  onAdd,
}: ProductTileProps) {
  const intl = useIntl()
  const formatAmount = useFormatAmount()
  const price = formatAmount(tile.priceMinor, tile.currency)
  return (
    <button
      type="button"
      data-tile={index}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onAdd(tile)}
      className={clsx(
        'focus-inset relative flex size-full flex-col items-start overflow-hidden rounded-tile border p-2 text-start',
        'transition-transform duration-75 active:scale-[0.98]',
        quantityInCart > 0 ? 'border-accent bg-surface' : 'border-line bg-surface hover:border-line-strong',
      )}
    >
      <TilePicture svg={tile.tileSvg} name={tile.name} hue={hue} />
      <span
        dir="auto"
        className="own-direction mt-1 line-clamp-2 w-full text-13 leading-4 font-medium wrap-anywhere text-ink"
      >
        {tile.name}
      </span>
      <span className="mt-auto flex w-full items-baseline justify-between gap-1">
        <span dir="auto" className="own-direction min-w-0 truncate text-13 text-ink-3">
          {tile.variant}
        </span>
        <bdi className="tabular shrink-0 text-15 font-semibold text-ink">{price}</bdi>
      </span>
      {quantityInCart > 0 && (
        <span className="tabular absolute end-1.5 top-1.5 min-w-7 rounded-full bg-accent px-2 py-1 text-center text-13 font-semibold text-accent-ink">
          <span aria-hidden="true">{intl.formatNumber(quantityInCart)}</span>
          <span className="sr-only">
            {intl.formatMessage(catalogueMessages.inCart, { count: quantityInCart })}
          </span>
        </span>
      )}
    </button>
  )
})

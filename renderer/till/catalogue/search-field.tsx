import SearchIcon from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { memo, type Ref } from 'react'
import { useIntl } from 'react-intl'
import { parseScan } from '../../../domain/catalogue/barcode.ts'
import type { Tile } from '../../../domain/protocol/views.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useNotify } from '../state/notices.tsx'
import { catalogueMessages } from './messages.ts'
import type { Search } from './use-search.ts'

/** Barcodes have up to 14 digits, so a shorter run is still being typed; from 15 on only a card number has its check digit. */
const digitsOfCardMin = 15

function isCardNumber(text: string): boolean {
  if (text.replace(/\D/g, '').length < digitsOfCardMin) return false
  const scan = parseScan(text)
  return !scan.ok && scan.error.code === 'card_number_refused'
}

/** Results as one types; Enter takes the best one and makes room for the next; Esc empties the field. */
export const SearchField = memo(function SearchField({
  search,
  inputRef,
  onAdd,
}: {
  readonly search: Search
  readonly inputRef: Ref<HTMLInputElement>
  readonly onAdd: (tile: Tile) => void
}) {
  const intl = useIntl()
  const notify = useNotify()

  const change = (text: string): void => {
    if (isCardNumber(text)) {
      search.setQuery('')
      notify({ kind: 'error', text: intl.formatMessage(catalogueMessages.cardNumber) })
      return
    }
    search.setQuery(text)
  }

  const take = async (): Promise<void> => {
    const tile = await search.best()
    if (tile === null) return
    search.setQuery('')
    onAdd(tile)
  }

  return (
    <TextField
      type="search"
      label={intl.formatMessage(catalogueMessages.search)}
      hideLabel
      placeholder={intl.formatMessage(catalogueMessages.searchHint)}
      icon={<SearchIcon size={20} />}
      value={search.query}
      onChange={change}
      inputRef={inputRef}
      allowScan
      autoComplete="off"
      spellCheck="false"
      onKeyDown={(event) => {
        if (event.key === 'Enter') void take()
        if (event.key !== 'Escape') return
        if (search.query === '') return event.continuePropagation()
        event.preventDefault()
        search.setQuery('')
      }}
      end={
        search.query === '' ? (
          <span className="pe-2">
            <Kbd>F2</Kbd>
          </span>
        ) : (
          <IconButton
            label={intl.formatMessage(catalogueMessages.clearSearch)}
            icon={<X aria-hidden="true" size={18} />}
            onPress={() => search.setQuery('')}
          />
        )
      }
    />
  )
})

import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import { useErrorText } from '../../i18n/error-text.ts'
import { useNotify } from '../state/notices.tsx'
import { useCall, useSounds, useTillStore } from '../state/till-context.tsx'
import { scannerMessages } from './messages.ts'
import { useScanner } from './use-scanner.ts'

const codeShownMax = 40

/**
 * What a scan does at the counter: one product found → it stands in the cart at once; none → the code is named and the search offered.
 * `onSearch` puts the cursor into the search field; `onScanned` empties it when it was scanned into.
 */
export function useCartScans({
  isEnabled,
  onSearch,
  onScanned,
}: {
  readonly isEnabled: boolean
  readonly onSearch: () => void
  readonly onScanned: () => void
}): void {
  const intl = useIntl()
  const call = useCall()
  const sounds = useSounds()
  const notify = useNotify()
  const errorText = useErrorText()
  const phase = useTillStore((state) => state.counter?.phase)

  const scan = useCallback(
    async (code: string) => {
      const result = await call('cart.scan', { code }, { quiet: true })
      if (result.ok) {
        sounds.play('scanned')
        return
      }
      sounds.play('not-found')
      if (result.error.code !== 'product_not_found') {
        notify({ kind: 'error', text: errorText(result.error) })
        return
      }
      const text = intl.formatMessage(scannerMessages.notFound, {
        code: `\u2068${code.slice(0, codeShownMax)}\u2069`,
      })
      notify({
        kind: 'warning',
        text,
        action: { label: intl.formatMessage(scannerMessages.search), onAction: onSearch },
      })
    },
    [call, sounds, notify, errorText, intl, onSearch],
  )

  const takeScan = (code: string, field: HTMLInputElement | null): void => {
    if (field !== null) onScanned()
    if (phase === 'receipt') {
      notify({ kind: 'info', text: intl.formatMessage(scannerMessages.receiptOpen) })
      return
    }
    void scan(code)
  }
  // While paying, digits are amounts; a stray scan is still caught, so that its Enter presses no button.
  useScanner(takeScan, { isEnabled, isTyping: phase === 'paying' })
}

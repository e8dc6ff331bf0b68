import { useEffect, useRef } from 'react'
import { isInOverlay } from '../../components/is-in-overlay.ts'

export type CounterKeys = {
  readonly onSearch: () => void
  readonly onPark: () => void
  readonly onRecall: () => void
  readonly onDiscount: () => void
  readonly onCharge: () => void
  readonly onBack: () => void
}

/**
 * F2 search · F4 park · F5 recall · F8 discount · F9 or Ctrl+Enter charge · Esc back. The function keys come before whatever has
 * focus (Ctrl+Enter must not press it), Esc after it. Not inside a dialog or menu, which have keys of their own.
 */
export function useCounterKeys(keys: CounterKeys, isEnabled: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isEnabled) return
    const press = (event: KeyboardEvent, phase: 'first' | 'last'): void => {
      const action = actionOf(event)
      if (action === null || event.repeat || isInOverlay(event.target)) return
      if (action === 'onBack') {
        if (phase === 'last' && !event.defaultPrevented) latest.current.onBack()
        return
      }
      if (phase === 'last') return
      event.preventDefault()
      event.stopPropagation()
      latest.current[action]()
    }
    const first = (event: KeyboardEvent): void => press(event, 'first')
    const last = (event: KeyboardEvent): void => press(event, 'last')
    window.addEventListener('keydown', first, { capture: true })
    window.addEventListener('keydown', last)
    return () => {
      window.removeEventListener('keydown', first, { capture: true })
      window.removeEventListener('keydown', last)
    }
  }, [isEnabled])
}

function actionOf(event: KeyboardEvent): keyof CounterKeys | null {
  if (event.altKey || event.metaKey || event.shiftKey) return null
  if (event.ctrlKey) return event.key === 'Enter' ? 'onCharge' : null
  switch (event.key) {
    case 'F2':
      return 'onSearch'
    case 'F4':
      return 'onPark'
    case 'F5':
      return 'onRecall'
    case 'F8':
      return 'onDiscount'
    case 'F9':
      return 'onCharge'
    case 'Escape':
      return 'onBack'
    default:
      return null
  }
}

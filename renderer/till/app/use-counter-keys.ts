import { useEffect, useRef } from 'react'

export type CounterKeys = {
  readonly onSearch: () => void
  readonly onPark: () => void
  readonly onRecall: () => void
  readonly onDiscount: () => void
  readonly onCharge: () => void
  readonly onBack: () => void
}

/** F2 search · F4 park · F5 recall · F8 discount · F9 or Ctrl+Enter charge · Esc back. Not while a dialog is open, which has keys of its own. */
export function useCounterKeys(keys: CounterKeys, isEnabled: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isEnabled) return
    const press = (event: KeyboardEvent): void => {
      const action = actionOf(event)
      if (action === null || event.defaultPrevented || event.repeat) return
      if (action !== 'onBack') event.preventDefault()
      latest.current[action]()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
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

import { useEffect, useRef } from 'react'
import { isInOverlay } from '../../components/is-in-overlay.ts'
import { createScanRecognizer, defaultMaxGapMs, type ScanKey } from './scan-recognizer.ts'

/**
 * Listens for a scanner anywhere on the page. Inside `data-allow-scan` (the search, a number pad), and everywhere while `isTyping`, only what no
 * finger can do is a scan; `onScan(code, field)` names the field it was scanned into. Every other field is left alone. Nothing but the key that
 * ends a code is taken from the page: it must not press the button that happens to have focus.
 */
export function useScanner(
  onScan: (code: string, field: HTMLInputElement | null) => void,
  { isEnabled, isTyping }: { readonly isEnabled: boolean; readonly isTyping: boolean },
): void {
  const latest = useRef(onScan)
  latest.current = onScan

  useEffect(() => {
    if (!isEnabled) return
    const recognizer = createScanRecognizer()
    let timer: ReturnType<typeof setTimeout> | undefined

    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing) return
      clearTimeout(timer)
      const verdict = recognizer.feed({
        key: event.key,
        atMs: event.timeStamp,
        target: targetOf(event.target, isTyping),
        modified: event.ctrlKey || event.altKey || event.metaKey,
        repeat: event.repeat,
      })
      if (verdict.kind === 'none') return
      if (verdict.kind === 'scanned') {
        event.preventDefault()
        event.stopImmediatePropagation()
        // What is scanned into a dialog goes nowhere, and its Enter presses nothing.
        if (isInOverlay(event.target)) return
        latest.current(verdict.code, event.target instanceof HTMLInputElement ? event.target : null)
        return
      }
      if (verdict.swallow) event.preventDefault()
      timer = setTimeout(() => {
        const code = recognizer.silence()
        if (code !== null && !isInOverlay(event.target)) latest.current(code, null)
      }, defaultMaxGapMs + 20)
    }

    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [isEnabled, isTyping])
}

const notTyped = new Set([
  'button',
  'checkbox',
  'radio',
  'submit',
  'reset',
  'range',
  'color',
  'file',
  'image',
])

function targetOf(target: EventTarget | null, isTyping: boolean): ScanKey['target'] {
  const elsewhere = isTyping ? 'typing' : 'page'
  if (!(target instanceof HTMLElement)) return elsewhere
  if (target.closest('[data-allow-scan]') !== null) return 'typing'
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return 'other-field'
  }
  return target instanceof HTMLInputElement && !notTyped.has(target.type) ? 'other-field' : elsewhere
}

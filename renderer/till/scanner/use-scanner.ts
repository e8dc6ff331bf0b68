import { useEffect, useRef } from 'react'
import { createScanRecognizer, defaultMaxGapMs, type ScanKey } from './scan-recognizer.ts'

/**
 * Listens for a scanner anywhere on the page. A scan into a field marked `data-allow-scan` empties that field's scanned text through
 * `onScan(code, field)`; every other field is left alone. Nothing but the key that ends a code is taken from the page.
 */
export function useScanner(
  onScan: (code: string, field: HTMLInputElement | null) => void,
  isEnabled: boolean,
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
        target: targetOf(event.target),
        modified: event.ctrlKey || event.altKey || event.metaKey,
        repeat: event.repeat,
      })
      if (verdict.kind === 'none') return
      if (verdict.kind === 'scanned') {
        event.preventDefault()
        event.stopImmediatePropagation()
        latest.current(verdict.code, event.target instanceof HTMLInputElement ? event.target : null)
        return
      }
      if (verdict.swallow) event.preventDefault()
      timer = setTimeout(() => {
        const code = recognizer.silence()
        if (code !== null) latest.current(code, null)
      }, defaultMaxGapMs + 20)
    }

    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [isEnabled])
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

function targetOf(target: EventTarget | null): ScanKey['target'] {
  if (!(target instanceof HTMLElement)) return 'page'
  if (target.dataset.allowScan !== undefined) return 'scan-field'
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return 'other-field'
  }
  return target instanceof HTMLInputElement && !notTyped.has(target.type) ? 'other-field' : 'page'
}

import { useEffect, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { ReceiptView } from '../../../domain/protocol/views.ts'
import { ReceiptPaper } from './receipt-paper.tsx'

const rollWidthMm = 80
const pxPerMm = 96 / 25.4
/** A little paper after the last line, for the cutter. */
const tailMm = 6

/**
 * Puts the receipt alone on paper while the page is being printed: a copy beside the application, which hides itself, on a page as wide as a
 * till roll and as long as the receipt. Nothing of it exists at other times.
 */
export function PrintedReceipt({ receipt }: { readonly receipt: ReceiptView }) {
  const [isPrinting, setPrinting] = useState(false)
  const paper = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const page = new CSSStyleSheet()
    const before = (): void => {
      flushSync(() => setPrinting(true))
      const heightPx = paper.current?.getBoundingClientRect().height ?? 0
      const heightMm = Math.ceil(heightPx / pxPerMm) + tailMm
      page.replaceSync(`@page { size: ${rollWidthMm}mm ${heightMm}mm; margin: 0 }`)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, page]
    }
    const after = (): void => {
      setPrinting(false)
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page)
    }
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
      after()
    }
  }, [])

  if (!isPrinting) return null
  return createPortal(
    <div ref={paper} className="printed-receipt">
      <ReceiptPaper receipt={receipt} />
    </div>,
    document.body,
  )
}

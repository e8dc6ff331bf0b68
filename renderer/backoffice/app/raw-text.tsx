import { useIntl } from 'react-intl'
import { appMessages as m } from './messages.ts'

/** What was really sent or recorded, for those who want to see it; folded away until then. JSON is set in lines, anything else stays as it is. */
export function RawText({ text }: { readonly text: string }) {
  const intl = useIntl()
  return (
    <details className="text-13">
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-ink-2 underline underline-offset-4">
        {intl.formatMessage(m.rawText)}
      </summary>
      <pre
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="mt-1 max-h-80 overflow-auto rounded-control bg-surface-2 p-3 text-start font-mono text-13"
      >
        {inLines(text)}
      </pre>
    </details>
  )
}

function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

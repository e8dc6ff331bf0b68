import { z } from 'zod'

/** What the practice reader shows the customer, as its live stream tells. */
const readerViewSchema = z.object({
  id: z.string(),
  screen: z.string(),
  purpose: z.string().nullable(),
})
export type ReaderView = z.infer<typeof readerViewSchema>

export type WatchedReader = {
  readonly id: string
  /** The moment (`performance.now`) at which the stream told of the next view, from now on, for which the condition holds. */
  until(holds: (view: ReaderView) => boolean): Promise<number>
  /** The same, or at once when it holds already. */
  settled(holds: (view: ReaderView) => boolean): Promise<void>
  close(): void
}

export const asksForCard = ({ screen, purpose }: ReaderView): boolean =>
  screen === 'waiting' && purpose === 'pay'

const withinMs = 20_000

/** Follows the one reader of a practice Stripe by its event stream: the same witness for every candidate. */
export async function watchReader(sandboxUrl: string): Promise<WatchedReader> {
  const readers = z
    .object({ readers: z.array(readerViewSchema).min(1) })
    .parse(await (await fetch(`${sandboxUrl}/_practice/readers`)).json())
  const id = readers.readers[0]?.id ?? ''
  const ending = new AbortController()
  const response = await fetch(`${sandboxUrl}/_practice/readers/${id}/stream`, { signal: ending.signal })
  const { body } = response
  if (!response.ok || body === null) throw new Error(`the reader's stream answered ${response.status}`)

  let last: ReaderView | null = null
  const listeners = new Set<(view: ReaderView, atMs: number) => void>()
  const read = async (): Promise<void> => {
    let text = ''
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const atMs = performance.now()
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data === undefined) continue
        const view = readerViewSchema.parse(JSON.parse(data))
        last = view
        for (const listener of listeners) listener(view, atMs)
      }
    }
  }
  const reading = read().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error
  })
  // A stream that breaks is noticed by whoever waits for its next event.
  void reading.catch(() => undefined)

  const until: WatchedReader['until'] = (holds) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(tooLate)
        listeners.delete(listener)
      }
      const tooLate = setTimeout(() => {
        stop()
        reject(new Error(`the reader never came to what was waited for; it shows ${last?.screen}`))
      }, withinMs)
      const listener = (view: ReaderView, atMs: number): void => {
        if (!holds(view)) return
        stop()
        resolve(atMs)
      }
      listeners.add(listener)
    })
  return {
    id,
    until,
    async settled(holds) {
      if (last === null || !holds(last)) await until(holds)
    },
    close: () => ending.abort(),
  }
}

/** Stripe's largest page. https://docs.stripe.com/api/pagination */
const pageSize = 100

type Page<T> = { readonly data: readonly T[]; readonly has_more: boolean }

/** Pages through one list by hand, newest first as Stripe gives it: each page is one call, with a timeout of its own. */
export async function* everyItem<T extends { readonly id: string }>(
  readPage: (page: { readonly limit: number; readonly starting_after?: string }) => Promise<Page<T>>,
): AsyncGenerator<T> {
  let after: string | undefined
  for (;;) {
    const page = await readPage({
      limit: pageSize,
      ...(after === undefined ? {} : { starting_after: after }),
    })
    yield* page.data
    after = page.data.at(-1)?.id
    if (!page.has_more || after === undefined) return
  }
}

/** All of a list, oldest first. Within one second Stripe's own order is kept, turned round. */
export async function allOldestFirst<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found.reverse()
}

/** Whole seconds around a window of milliseconds, widened by `slackSeconds` on both sides. */
export const createdBetween = (
  window: { readonly fromMs: number; readonly untilMs: number },
  slackSeconds = 0,
): { readonly gte: number; readonly lte: number } => ({
  gte: Math.floor(window.fromMs / 1000) - slackSeconds,
  lte: Math.ceil(window.untilMs / 1000) + slackSeconds,
})

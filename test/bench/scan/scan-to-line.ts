import type { BrowserContext } from '@playwright/test'
import type { Product } from '../../../domain/catalogue/product.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import type { Bench } from '../harness/bench.ts'
import { startChild } from '../harness/child.ts'
import { withChromium } from '../harness/chromium.ts'
import { p99Line } from '../harness/line.ts'
import { interleave, type Measure } from '../harness/rounds.ts'
import { type LargeShop, productCount, withLargeShop } from '../large-shop/large-shop.ts'
import { betweenHands, scannerAt, watchScans } from './scanning-page.ts'

/** A round is one cart: it is cleared before the next. */
const scansPerRound = 20

const codeOf = ({ ean }: Product): string => {
  if (ean === null) throw new Error('a product without a barcode')
  return ean
}

/** Different products everywhere in the catalogue; none twice. */
const codesOfRound = (products: readonly Product[], round: number): readonly string[] =>
  Array.from({ length: scansPerRound }, (_, index) => {
    const product = products[((round + 1) * scansPerRound + index) * 97 + 5]
    if (product === undefined) throw new Error('there are not that many products to scan')
    return codeOf(product)
  })

async function tillScans(context: BrowserContext, { shop, products }: LargeShop): Promise<Measure> {
  const till = await openReadyTill(shop)
  const page = await context.newPage()
  await watchScans(page, 'li[data-line]')
  await page.goto(shop.till.url)
  await page.getByRole('region', { name: 'Cart', exact: true }).waitFor()
  const { catalogue } = await till.must('till.state', {})
  if (catalogue.productCount < productCount) throw new Error(`only ${catalogue.productCount} products`)
  const scanner = await scannerAt(page)
  return async (round) => {
    await page.bringToFront()
    await till.must('cart.clear', {})
    await page.getByText('Ready for the next customer').waitFor()
    await betweenHands()
    const took: number[] = []
    for (const code of codesOfRound(products, round)) took.push(await scanner.scan(code))
    const { cart } = await till.must('counter.get', {})
    if (cart.lines.length !== scansPerRound) throw new Error(`${cart.lines.length} lines in the cart`)
    return took
  }
}

async function bareScans(context: BrowserContext, url: string, { products }: LargeShop): Promise<Measure> {
  const page = await context.newPage()
  await watchScans(page, 'li')
  await page.goto(url)
  await page.locator('body[data-open]').waitFor({ state: 'attached' })
  const scanner = await scannerAt(page)
  return async (round) => {
    await page.bringToFront()
    const took: number[] = []
    for (const code of codesOfRound(products, round)) took.push(await scanner.scan(code))
    return took
  }
}

export const scanToLine: Bench = {
  name: 'scan-to-line',
  roundsDefault: 20,
  run: (rounds) =>
    withChromium((browser) =>
      withLargeShop(
        async () => undefined,
        async (large) => {
          const echo = await startChild(new URL('./echo-server.ts', import.meta.url), {
            ready: /^echo: (\S+)$/m,
            withinMs: 20_000,
          })
          try {
            const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
            const measured = await interleave(
              rounds,
              await tillScans(context, large),
              await bareScans(context, echo.line, large),
            )
            return [
              p99Line(
                {
                  name: 'scan-to-line',
                  target: 16,
                  versus:
                    'till ÷ a bare page: the same key burst, one WebSocket round trip to an echo process, one row appended; from the Enter of the burst to the line in the document, in Chromium, 100,000 products, carts of 20 lines',
                },
                measured,
              ),
            ]
          } finally {
            await echo.end()
          }
        },
      ),
    ),
}

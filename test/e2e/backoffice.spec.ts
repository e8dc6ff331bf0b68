import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { withShop } from '../support/e2e-shop.ts'
import { personAt } from '../support/person.ts'
import { wordsOf } from '../support/words.ts'

const shop = withShop()

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)} ${failureSummary}`),
  )
  expect.soft(found, `axe on ${screen}`).toEqual([])
}

/** A page never scrolls sideways; `label` names a table that must show every column without it, too. */
async function expectFits(page: Page, label?: string): Promise<void> {
  const tooWide = (element: Element): number => element.scrollWidth - element.clientWidth
  expect(await page.getByRole('main').evaluate(tooWide)).toBeLessThanOrEqual(0)
  if (label === undefined) return
  expect(await page.getByRole('region', { name: label, exact: true }).evaluate(tooWide)).toBeLessThanOrEqual(
    0,
  )
}

type EventsAnswer = {
  readonly events: readonly { readonly processorIds: readonly string[] }[]
}

/** The server's own answer for what the page asks: a payment's number at the processor. */
async function paymentIdOf(find: string): Promise<string> {
  const response = await fetch(
    `${new URL(shop().server.url).origin}/v1/events?limit=50&find=${encodeURIComponent(find)}`,
    { headers: { authorization: `Bearer ${shop().adminToken}` } },
  )
  const { events } = (await response.json()) as EventsAnswer
  const id = events.flatMap(({ processorIds }) => processorIds).find((one) => one.startsWith('pi_'))
  if (id === undefined) throw new Error(`no payment in the log for ${find}`)
  return id
}

let receiptNo = ''

// One bag of beans by card; its receipt is known here once the till has handed it over.
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage()
  const person = personAt(page)
  await person.enter(shop().till.url)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.askForCard()
  await person.presentCard()
  await person.expectPaid()
  await person.newSale()
  await page.goto(shop().server.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Sales', exact: true }).click()
  const sale = page.getByRole('row').nth(1).getByRole('link').first()
  await expect(async () => {
    await page.reload()
    await expect(sale).toBeVisible({ timeout: 1_000 })
  }).toPass()
  receiptNo = (await sale.innerText()).trim()
  await page.close()
})

test("the address that was printed opens the back office, and the address bar forgets its key; another's does not", async ({
  page,
}) => {
  await page.goto(shop().server.url)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).not.toHaveURL(/token=/)
  await page.context().clearCookies()
  const closed = new URL(shop().server.url)
  closed.searchParams.set('token', 'somebody-elses')
  await page.goto(closed.href)
  await expect(page.getByRole('navigation')).toBeHidden()
})

test("a card payment's story is found by receipt, card, amount and transaction, and leads to its sale", async ({
  page,
}) => {
  await page.goto(shop().server.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Event log' }).click()
  const log = page.getByRole('region', { name: 'Event log', exact: true })
  const find = page.getByRole('textbox', { name: 'Find' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await find.fill(receiptNo)
    await expect(log.getByText('Card payment moved on').first()).toBeVisible({ timeout: 1_000 })
  }).toPass()
  const paymentId = await paymentIdOf(receiptNo)
  for (const asked of [paymentId, '4242', '7.95', receiptNo]) {
    await find.fill(asked)
    await expect(page).toHaveURL(new RegExp(encodeURIComponent(asked)))
    await expect(log.getByText(paymentId, { exact: false }).first()).toBeVisible()
  }
  await find.fill('pi_nobody')
  await expect(page.getByText('No event fits these filters')).toBeVisible()

  await find.fill(paymentId)
  await log.getByRole('button', { name: 'Card payment moved on' }).first().click()
  await expectAccessible(page, 'an event')
  await page.getByRole('dialog').getByRole('link', { name: 'Open the sale' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(receiptNo)
  await expect(page.getByRole('region', { name: 'Card payments at the bank', exact: true })).toContainText(
    paymentId,
  )
})

for (const [language, theme] of [
  ['en', 'light'],
  ['en', 'dark'],
  ['ar', 'light'],
  ['ar', 'dark'],
] as const) {
  test(`no page of the back office breaks a rule of axe or leaves its width: ${language}, ${theme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme })
    await page.addInitScript(
      ([chosen, look]) => {
        localStorage.setItem('cashwrap.language', chosen)
        localStorage.setItem('cashwrap.theme', look)
      },
      [language, theme] as const,
    )
    const word = wordsOf(language, ['backoffice', 'events', 'exceptions'])
    await page.goto(shop().server.url)
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
    const go = async (id: string, english: string): Promise<void> => {
      await page
        .getByRole('navigation')
        .getByRole('link', { name: word(`backoffice.${id}`, english), exact: true })
        .click()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toHaveText(
        word(`backoffice.${id}`, english),
      )
    }
    await go('today', 'Today')
    await expect(page.getByText('7.95').or(page.getByText('٧٫٩٥')).first()).toBeVisible()
    await expectFits(page)
    await expectAccessible(page, 'today')
    await go('sales', 'Sales')
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await expectFits(page)
    await expectAccessible(page, 'sales')
    await page.getByRole('row').nth(1).getByRole('link').first().click()
    await expect(page.getByText('pi_').first()).toBeVisible()
    await expectFits(page)
    await expectAccessible(page, 'a sale paid by card')
    await go('exceptions', 'Exceptions')
    await expect(page.getByText(word('exceptions.none', 'Nothing waits for a person'))).toBeVisible()
    await expectFits(page)
    await expectAccessible(page, 'exceptions')
    await go('events', 'Event log')
    for (const width of [1_280, 1_024]) {
      await page.setViewportSize({ width, height: 768 })
      await expect(page.getByRole('row').nth(1)).toBeVisible()
      await expectFits(page, word('events.title', 'Event log'))
      await expectAccessible(page, `the event log at ${width}`)
    }
    await go('devices', 'Devices')
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await expectFits(page)
    await expectAccessible(page, 'devices')
  })
}

test('the keyboard reaches every control of every page, and an event is opened and left with it', async ({
  page,
}) => {
  await page.goto(shop().server.url)
  for (const name of ['Today', 'Sales', 'Exceptions', 'Devices', 'Event log']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(await notReached(page), `not reached by Tab on ${name}`).toEqual([])
  }
  const event = page.getByRole('region', { name: 'Event log', exact: true }).getByRole('button').first()
  await event.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(event).toBeFocused()
})

/** Tabs once round the page; answers what can be pressed and was not reached. A group of radio buttons counts once. */
async function notReached(page: Page): Promise<readonly string[]> {
  const count = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, select, input')
    const controls = [...all].filter(
      (one) => one.checkVisibility() && !one.matches(':disabled') && one.tabIndex >= 0,
    )
    for (const one of controls) one.dataset['toReach'] = ''
    addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) delete target.dataset['toReach']
    })
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return controls.length
  })
  expect(count).toBeGreaterThan(6)
  for (let steps = 0; steps < count + 12; steps += 1) await page.keyboard.press('Tab')
  return page
    .locator('[data-to-reach]')
    .evaluateAll((left) => left.map((one) => one.textContent ?? one.tagName))
}

test('a person compares with the processor, and deals with what was found by the keyboard alone', async ({
  page,
}) => {
  putBeforePerson()
  await page.goto(`${shop().server.url}#/exceptions`)
  await page.getByRole('button', { name: 'Check the processor now' }).click()
  await expect(page.getByText(/Compared with the processor .*: all agrees\./)).toBeVisible({
    timeout: 30_000,
  })
  const deal = page.getByRole('button', { name: 'Deal with it: Outcome unknown for good' })
  await deal.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expectAccessible(page, 'dealing with an exception')
  // Nothing is chosen for the person where it is their word that counts.
  await expect(dialog.getByRole('button', { name: 'Deal with it' })).toBeDisabled()
  await dialog.getByRole('radio', { name: /The card was charged/ }).check()
  await expect(dialog.getByLabel('Id of the charge at the processor')).toBeVisible()
  await dialog.getByRole('radio', { name: /The card was not charged/ }).check()
  await dialog.getByRole('button', { name: 'The card was not charged' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Say why in a few words.')).toBeVisible()
  await expect(dialog.getByText('Say who decides this.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(deal).toBeFocused()

  await page.getByRole('button', { name: 'Deal with it: Clock is wrong' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Why').fill('The time server is back.')
  await dialog.getByLabel('Your name').fill('Mira Jansen')
  await dialog.getByRole('button', { name: 'Close it' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Deal with it: Clock is wrong' })).toBeHidden()
  await page.getByRole('radio', { name: 'Dealt with' }).click()
  await expect(page.getByText('The time server is back.')).toBeVisible()
  await expect(page.getByText(/Closed · Mira Jansen/)).toBeVisible()
  await expectFits(page)
})

/** Two matters straight into the queue, as a server would have raised them. */
function putBeforePerson(): void {
  const db = new Database(join(shop().folder, 'server', 'server.sqlite'), { fileMustExist: true })
  try {
    const store = db.prepare<[], { id: string }>('SELECT store_id AS id FROM stores').get()
    const put = db.prepare(
      `INSERT INTO exceptions (store_id, exception_id, kind, subject, round_no, summary, amount_minor, currency, details, state, raised_at_ms, seen_at_ms, seen_count)
       VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, 'open', ?, ?, 1)`,
    )
    const at = Date.now() - 60_000
    put.run(
      store?.id,
      'a'.repeat(32),
      'webhook.clock-skew',
      'stripe',
      'The clock differs.',
      null,
      null,
      '{}',
      at,
      at,
    )
    const lost = JSON.stringify({ finding: 'unknown-there', processorPaymentId: 'pi_gone' })
    put.run(store?.id, 'b'.repeat(32), 'payment.lost', 'pay-gone', 'Unknown there.', 795, 'EUR', lost, at, at)
  } finally {
    db.close()
  }
}

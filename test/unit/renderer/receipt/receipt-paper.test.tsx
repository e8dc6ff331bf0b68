import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'react-intl'
import { expect, test } from 'vitest'
import type { ReceiptView } from '../../../../domain/protocol/views.ts'
import type { Tender } from '../../../../domain/sale/tender.ts'
import { LanguageContext } from '../../../../renderer/i18n/language-context.ts'
import { ReceiptPaper } from '../../../../renderer/till/receipt/receipt-paper.tsx'
import { demoStandInShop } from '../../../fixtures/bridge/demo-stand-in-shop.ts'
import { cardTender, cashTender, receiptScene, sceneCart, totalsOf } from '../../../fixtures/bridge/scenes.ts'

const shop = demoStandInShop()
const cart = sceneCart(shop)
const { totalMinor } = totalsOf(cart)

function textOf(tenders: readonly Tender[], change: Partial<ReceiptView> = {}): string {
  const { receipt } = receiptScene(shop, cart, tenders, change)
  if (receipt === null) throw new Error('a receipt scene has a receipt')
  const language = {
    language: 'en',
    setLanguage: () => undefined,
    setStoreLocale: () => undefined,
    formatLocale: 'en-NL',
  } as const
  const markup = renderToStaticMarkup(
    <LanguageContext value={language}>
      <IntlProvider locale="en-NL" onError={() => undefined}>
        <ReceiptPaper receipt={receipt} />
      </IntlProvider>
    </LanguageContext>,
  )
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
}

test('a receipt names the shop, the register, the cashier, the number and the time of the shop', () => {
  const text = textOf([cardTender(1, totalMinor)])
  for (const part of ['Linden & Kade', 'Lindekade 18', 'Front counter', 'FRONT-000042', '10:42']) {
    expect(text).toContain(part)
  }
})

test('what card schemes want printed is printed, and of the card only brand and last four digits', () => {
  const text = textOf([cardTender(1, totalMinor)])
  for (const part of [
    'Visa •••• 4242',
    'VISA CREDIT',
    'A0000000031010',
    '0f3a91',
    '3030',
    '8000008000',
    '6800',
    '9f1c55d0a7b34e21',
    'credit',
    'pi_3QScene1LindenKade00000000',
  ]) {
    expect(text).toContain(part)
  }
  expect(text).not.toMatch(/\b\d{13,19}\b/)
})

test('a swiped card has no empty chip lines', () => {
  const text = textOf([
    cardTender(1, totalMinor, {
      applicationPreferredName: null,
      dedicatedFileName: null,
      applicationCryptogram: null,
      terminalVerificationResults: null,
      transactionStatusInformation: null,
    }),
  ])
  expect(text).not.toContain('AID')
  expect(text).not.toContain('TVR')
  expect(text).not.toContain('Cryptogram')
})

test('practice and test mode stand at top and bottom; a live receipt wears nothing', () => {
  const count = (text: string, word: string): number => text.split(word).length - 1
  const tenders = [cardTender(1, totalMinor)]
  expect(count(textOf(tenders), 'PRACTICE')).toBe(2)
  expect(count(textOf(tenders, { mode: 'test' }), 'TEST')).toBe(2)
  const live = textOf(tenders, { mode: 'live' })
  expect(count(live, 'PRACTICE') + count(live, 'TEST')).toBe(0)
})

test('cash rounding is a line of its own, with what was really paid', () => {
  const dueMinor = totalMinor - 1
  const text = textOf([
    { ...cashTender(1, totalMinor, dueMinor + 500), roundingMinor: -1, changeMinor: 500 } as Tender,
  ])
  expect(text).toContain('Cash rounding')
  expect(text).toContain('To pay')
  expect(text).toContain('Change €5.00')
  expect(textOf([cardTender(1, totalMinor)])).not.toContain('Cash rounding')
})

test('each tax rate has its line, and a name that says its rate is not followed by it again', () => {
  const text = textOf([cardTender(1, totalMinor)])
  for (const { taxRate } of totalsOf(cart).taxes) expect(text).toContain(taxRate.name)
  expect(text).not.toContain('21% 21%')
})

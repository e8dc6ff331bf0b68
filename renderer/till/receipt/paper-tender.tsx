import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import type { CardReceipt, CardTender, CashTender, Tender } from '../../../domain/sale/tender.ts'
import { Amount } from '../../components/amount.tsx'
import { CardName } from './card-name.tsx'
import { receiptMessages as m } from './messages.ts'
import { PaperRow } from './paper-row.tsx'

const list = 'grid grid-cols-[auto_1fr] gap-x-4'

/** How a part was paid. Cash: what was given and what went back. Card: what the card schemes want printed, and the transaction's id. */
export function PaperTender({ tender, currency }: { readonly tender: Tender; readonly currency: string }) {
  return tender.kind === 'cash' ? (
    <CashPart tender={tender} currency={currency} />
  ) : (
    <CardPart tender={tender} currency={currency} />
  )
}

function CashPart({ tender, currency }: { readonly tender: CashTender; readonly currency: string }) {
  return (
    <dl className={list}>
      <PaperRow label={<FormattedMessage {...m.cash} />} className="font-semibold">
        <Amount amountMinor={tender.amountMinor + tender.roundingMinor} currency={currency} />
      </PaperRow>
      <PaperRow label={<FormattedMessage {...m.given} />}>
        <Amount amountMinor={tender.givenMinor} currency={currency} />
      </PaperRow>
      <PaperRow label={<FormattedMessage {...m.change} />}>
        <Amount amountMinor={tender.changeMinor} currency={currency} />
      </PaperRow>
    </dl>
  )
}

function CardPart({ tender, currency }: { readonly tender: CardTender; readonly currency: string }) {
  const { card } = tender
  return (
    <dl className={list}>
      <PaperRow label={<CardName card={card} />} className="font-semibold">
        <Amount amountMinor={tender.amountMinor} currency={currency} />
      </PaperRow>
      {card !== null && <CardFields card={card} />}
      <PaperRow label={<FormattedMessage {...m.transaction} />}>
        <bdi dir="ltr" className="tracking-tight">
          {tender.processorPaymentId}
        </bdi>
      </PaperRow>
    </dl>
  )
}

const readMethods = {
  contact_emv: m.chip,
  contactless_emv: m.contactless,
  contactless_magstripe_mode: m.contactless,
  magnetic_stripe_track2: m.stripe,
  magnetic_stripe_fallback: m.stripe,
} as const
const verifications = {
  offline_pin: m.cvmPin,
  online_pin: m.cvmPin,
  signature: m.cvmSignature,
  no_cvm: m.cvmNone,
  approval: m.cvmNone,
  on_device: m.cvmDevice,
} as const

const has = <T extends object>(table: T, key: string): key is Extract<keyof T, string> =>
  Object.hasOwn(table, key)

function CardFields({ card }: { readonly card: CardReceipt }) {
  const method = card.readMethod
  const cvm = card.cardholderVerificationMethod
  const rows: readonly { readonly message: (typeof m)[keyof typeof m]; readonly value: ReactNode }[] = [
    {
      message: m.readMethod,
      value:
        method !== null && has(readMethods, method) ? <FormattedMessage {...readMethods[method]} /> : method,
    },
    { message: m.application, value: card.applicationPreferredName },
    { message: m.aid, value: card.dedicatedFileName },
    { message: m.authorisation, value: card.authorizationCode },
    { message: m.arc, value: card.authorizationResponseCode },
    {
      message: m.cvm,
      value: cvm !== null && has(verifications, cvm) ? <FormattedMessage {...verifications[cvm]} /> : cvm,
    },
    { message: m.tvr, value: card.terminalVerificationResults },
    { message: m.tsi, value: card.transactionStatusInformation },
    { message: m.cryptogram, value: card.applicationCryptogram },
    { message: m.accountType, value: card.accountType },
  ]
  return rows
    .filter(({ value }) => value !== null && value !== '')
    .map(({ message, value }) => (
      <PaperRow key={message.id} label={<FormattedMessage {...message} />}>
        <bdi>{value}</bdi>
      </PaperRow>
    ))
}

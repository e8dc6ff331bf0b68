import { FormattedMessage } from 'react-intl'
import { kindMessages } from './kind-messages.ts'

const isKnown = (kind: string): kind is keyof typeof kindMessages => Object.hasOwn(kindMessages, kind)

/** A record's kind in the shop's words; one that this screen does not know yet is shown as it is called inside. */
export function KindName({ kind }: { readonly kind: string }) {
  return isKnown(kind) ? <FormattedMessage {...kindMessages[kind]} /> : <bdi>{kind}</bdi>
}

import { useIntl } from 'react-intl'
import { eventsMessages as m } from './messages.ts'

const roles = { system: m.system, admin: m.admin, processor: m.processor, device: m.device } as const
const isRole = (word: string): word is keyof typeof roles => Object.hasOwn(roles, word)

/** Who made it happen, in the shop's words; the id of a till or a person on hover. */
export function ActorName({ actor }: { readonly actor: string }) {
  const intl = useIntl()
  const [role = '', ...rest] = actor.split(':')
  const id = rest.join(':')
  if (isRole(role)) {
    return <span title={id === '' ? undefined : id}>{intl.formatMessage(roles[role])}</span>
  }
  return <bdi>{id === '' ? actor : id}</bdi>
}

import Database from 'better-sqlite3'
import { createPracticeStripe, type PracticeStripe } from '../../../../sandbox/stripe/practice-stripe.ts'
import type { PostWebhook } from '../../../../sandbox/stripe/webhooks/post-webhook.ts'
import type { ProcessorTransport } from '../../../../server/processors/transport.ts'
import type { Life } from './life.ts'

/** The practice Stripe in this process, on a database in memory. It is the one part that never fails by itself: what fails is the way to it. */
export type StripeWorld = {
  readonly stripe: PracticeStripe
  readonly database: Database.Database
  /** What reaches it from a server, as HTTP would bring it. Null: it closed the connection without a word. */
  answer(request: Parameters<ProcessorTransport>[0]): Promise<Awaited<ReturnType<ProcessorTransport>> | null>
  /** Asks its API as its owner, for books and set-up. Throws unless it answers 200. */
  owner(method: 'GET' | 'POST', path: string, body?: string): Promise<unknown>
  /** What a person does at a reader, and the faults it plays; false when the wish could not be met just then. */
  control(path: string, body?: object): boolean
}

const ownerKey = 'sk_test_owner_of_the_practice_world'

export function openStripeWorld(
  life: Life,
  image: Buffer | null,
  postWebhook: PostWebhook,
  open?: (folder: string) => Database.Database,
): StripeWorld {
  const database = image === null ? null : new Database(image)
  let opened = database
  const stripe = createPracticeStripe({
    dataFolder: 'in memory',
    clock: life.clock,
    random: (count) => life.chance.bytes(count),
    scheduler: life.scheduler,
    postWebhook,
    open: (folder) => {
      opened = database ?? open?.(folder) ?? new Database(':memory:')
      return opened
    },
  })
  stripe.poke()
  const ask = (method: string, target: string, headers: Readonly<Record<string, string>>, body: string) => {
    const [path = '', query = ''] = target.split('?', 2)
    return stripe.answer({ method, path, query, body, header: (name) => headers[name.toLowerCase()] })
  }
  if (opened === null) throw new Error('the practice Stripe opened no database')
  return {
    stripe,
    database: opened,
    answer: async ({ method, path, headers, body }) => {
      const answer = await ask(method, path, headers, body)
      return answer === 'dropped'
        ? null
        : {
            status: answer.status,
            headers: { ...answer.headers, 'content-type': 'application/json' },
            body: answer.body,
          }
    },
    owner: async (method, path, body = '') => {
      const answer = await ask(method, path, { authorization: `Bearer ${ownerKey}` }, body)
      if (answer === 'dropped' || answer.status !== 200)
        throw new Error(`${method} ${path}: ${answer === 'dropped' ? 'dropped' : answer.body}`)
      return JSON.parse(answer.body)
    },
    control: (path, body = {}) => {
      try {
        return stripe.control({ method: 'POST', path: `/_practice/${path}`, body }).status === 200
      } catch {
        // A wish that cannot be met just now: no card is asked for, the reader is off.
        return false
      }
    },
  }
}

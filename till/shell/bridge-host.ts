import {
  bridge,
  type Channel,
  clientFrameSchema,
  type ServerFrame,
  type Topic,
} from '../../domain/protocol/bridge.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { Log } from '../ports/log.ts'
import type { Till } from '../till.ts'

/** One screen's line to the till, whatever carries it. */
export type BridgeConnection = {
  /** A frame as it arrived, already decoded from its transport. Answers through `send`; null, or why the line should be closed. */
  receive(frame: unknown): string | null
  close(): void
}

/** Connects screens to a till. Every call that can be told apart is answered with a `Result`; nothing a screen sends makes this throw. */
export type BridgeHost = {
  connect(send: (frame: ServerFrame) => void): BridgeConnection
}

/** Calls of one screen under way at once; a screen that asks faster than this is broken. */
const callsMax = 200

const topicNames: readonly Topic[] = ['till', 'counter', 'terminal']

export function createBridgeHost(
  till: Pick<Till, 'handlers' | 'onTopic' | 'failureOf'>,
  log: Log,
): BridgeHost {
  return {
    connect(send) {
      let open = true
      let underWay = 0
      const sendWhileOpen = (frame: ServerFrame): void => {
        if (open) send(frame)
      }
      const offs = topicNames.map((topic) => till.onTopic(topic, (event) => sendWhileOpen({ topic, event })))
      const answer = async (id: number, channel: string, input: unknown): Promise<void> => {
        underWay += 1
        const result = await callChannel(till, channel, input, log)
        underWay -= 1
        sendWhileOpen(frameOf(id, result))
      }
      return {
        receive(data) {
          const frame = clientFrameSchema.safeParse(data)
          if (!frame.success) {
            const id = readableId(data)
            if (id === null) return 'The message is not a call: it has no readable id.'
            sendWhileOpen(frameOf(id, notACall))
            return null
          }
          const { id, channel, input } = frame.data
          if (underWay >= callsMax) {
            sendWhileOpen(
              frameOf(id, fail('rate_limited', 'The screen asked too much at once: wait for answers.')),
            )
            return null
          }
          // `callChannel` answers every failure; only sending itself could still throw.
          answer(id, channel, input).catch((error: unknown) =>
            log('error', 'bridge.send-failed', { channel, message: String(error) }),
          )
          return null
        },
        close() {
          open = false
          for (const off of offs) off()
        },
      }
    },
  }
}

const notACall = fail(
  'invalid_input',
  'The message is not a call: it needs an id, a channel and an input, and nothing else. Reload the page and try again.',
)

const isChannel = (name: string): name is Channel => Object.hasOwn(bridge, name)

/** Parses the input by its channel's schema and asks the handler. Always resolves. */
export async function callChannel(
  till: Pick<Till, 'handlers' | 'failureOf'>,
  channel: string,
  input: unknown,
  log: Log,
): Promise<Result<unknown>> {
  if (!isChannel(channel))
    return fail(
      'invalid_input',
      `The till has no channel named "${channel.slice(0, 60)}": reload the page, so that screen and till are of one version.`,
    )
  const parsed = bridge[channel].input.safeParse(input)
  if (!parsed.success) return badInput(channel, parsed.error.issues[0])
  try {
    const handler = till.handlers[channel] as (input: unknown) => Promise<Result<unknown>>
    return await handler(parsed.data)
  } catch (error) {
    const failure = till.failureOf(error)
    if (failure !== null) return failure
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log('error', 'bridge.call-failed', { channel, stack })
    return fail(
      'internal',
      'Something broke in the till; it was logged. Look what happened before you repeat it.',
    )
  }
}

function badInput(
  channel: Channel,
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): Failure {
  const at = issue === undefined || issue.path.length === 0 ? 'its input' : issue.path.map(String).join('.')
  // A pattern says nothing to whoever reads this.
  const problem = issue?.message.replace(/: must match pattern .*$/s, '') ?? 'unknown'
  return fail(
    'invalid_input',
    `The till did not understand ${channel} at ${at} (${problem}). Reload the page and try again; if it stays, call support.`,
  )
}

function readableId(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !('id' in data)) return null
  return typeof data.id === 'number' && Number.isSafeInteger(data.id) && data.id >= 1 ? data.id : null
}

function frameOf(id: number, result: Result<unknown>): ServerFrame {
  if (result.ok) return { id, result: ok(result.value) }
  const { code, message, details } = result.error
  return {
    id,
    result: { ok: false, error: details === undefined ? { code, message } : { code, message, details } },
  }
}

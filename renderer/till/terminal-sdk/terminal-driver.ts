import type { Bridge } from '../../../domain/protocol/bridge.ts'
import {
  type TerminalAnswer,
  type TerminalCommand,
  type TerminalProblem,
  type TerminalTopic,
  terminalStatusEveryMs,
} from '../../../domain/protocol/terminal.ts'
import { askForCard, type CardQuestion, type CollectCommand } from './card-question.ts'
import { createReaderConnection } from './reader-connection.ts'
import type { OpenTerminal, SdkTerminal } from './sdk-terminal.ts'

export type DriverDeps = {
  readonly bridge: Bridge
  readonly pageId: string
  readonly openTerminal: OpenTerminal
  readonly schedule: (run: () => void, delayMs: number) => () => void
  readonly random: () => number
}

/** How this page stands to its reader. `elsewhere`: another page of this till commands it. */
export type TerminalStanding = 'connecting' | 'connected' | 'elsewhere' | TerminalProblem

/** This page's part in commanding the reader: does what the till says while it is the one that drives, and nothing otherwise. */
export type TerminalDriver = {
  start(): void
  standing(): TerminalStanding
  /** Called when the standing may have changed. */
  onStanding(listener: () => void): () => void
  /** The page is going away. */
  leave(): void
}

/** How long a reader may stay away in the middle of a card question before the page gives it up as unknown. */
const backWithinMs = 45_000

export function createTerminalDriver(deps: DriverDeps): TerminalDriver {
  const { bridge, pageId } = deps
  const listeners = new Set<() => void>()
  let question: { readonly key: string; readonly asked: CardQuestion } | null = null
  let cancelTimer: () => void = () => undefined
  let left = false
  let isElsewhere = false

  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const connection = createReaderConnection({
    ...deps,
    connectionToken: async () => {
      const answer = await bridge.call('terminal.connectionToken', { pageId })
      if (!answer.ok) throw new Error(answer.error.code)
      return answer.value.secret
    },
    onChange: () => {
      changed()
      report()
    },
  })

  const statusNow = async (): Promise<void> => {
    const answer = await bridge.call('terminal.status', {
      pageId,
      leaving: left,
      connectedReaderId: connection.connectedTo(),
      problem: connection.problem(),
      busyKey: question?.key ?? null,
    })
    if (left || !answer.ok) return
    const { drives, readerId, holdKey } = answer.value
    if (isElsewhere === drives) {
      isElsewhere = !drives
      changed()
    }
    // What the till does not know of any more is taken off the reader: the server has decided about it, or will.
    if (question !== null && holdKey !== question.key) await question.asked.cancel()
    else if (question === null) connection.want(drives ? readerId : null)
  }
  const report = (): void => {
    if (left) return
    cancelTimer()
    cancelTimer = deps.schedule(report, terminalStatusEveryMs)
    void statusNow().catch(() => undefined)
  }

  const answer = (id: string, what: TerminalAnswer): void => {
    // A till that does not hear it asks the server, and sees by the next status that nothing is held here.
    void bridge.call('terminal.answer', { pageId, id, answer: what }).catch(() => undefined)
  }
  const ended = (id: string, outcome: 'done' | 'left' | 'unknown', code: string | null = null): void =>
    answer(id, { kind: 'ended', outcome, code })

  const collect = async (id: string, command: CollectCommand): Promise<void> => {
    const terminal = connection.terminal()
    if (terminal === null) return ended(id, 'left', 'no_established_connection')
    if (question !== null) return ended(id, 'left', 'command_already_in_progress')
    const asked = askForCard(
      {
        terminal,
        connected: () => connection.within(backWithinMs),
        progress: (stage) => answer(id, { kind: 'progress', stage }),
      },
      command,
    )
    question = { key: command.key, asked }
    answer(id, { kind: 'progress', stage: 'taken' })
    const end = await asked.run()
    question = null
    answer(id, end)
    report()
  }

  const obey = async ({ id, command }: TerminalTopic): Promise<void> => {
    switch (command.kind) {
      case 'collect':
        return collect(id, command)
      case 'cancel':
        if (question?.key === command.key) await question.asked.cancel()
        return ended(id, 'done')
      case 'display': {
        const terminal = connection.terminal()
        if (terminal === null || question !== null) return ended(id, 'left', 'no_established_connection')
        const shown = await show(terminal, command.cart)
        return 'error' in shown ? ended(id, 'unknown', shown.error.code ?? null) : ended(id, 'done')
      }
    }
  }

  return {
    start() {
      bridge.on('terminal', (event) => {
        if (event.pageId !== pageId || left) return
        obey(event).catch(() => ended(event.id, 'unknown', 'rejected'))
      })
      report()
    },
    standing() {
      if (isElsewhere) return 'elsewhere'
      return connection.problem() ?? (connection.connectedTo() === null ? 'connecting' : 'connected')
    },
    onStanding(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    leave() {
      left = true
      cancelTimer()
      connection.close()
      void statusNow().catch(() => undefined)
    },
  }
}

type Cart = Extract<TerminalCommand, { readonly kind: 'display' }>['cart']

const show = (terminal: SdkTerminal, cart: Cart) =>
  cart.lines.length === 0
    ? terminal.clearReaderDisplay()
    : terminal.setReaderDisplay({
        type: 'cart',
        cart: {
          line_items: cart.lines.map(({ description, amountMinor, quantity }) => ({
            description,
            amount: amountMinor,
            quantity,
          })),
          tax: cart.taxMinor,
          total: cart.totalMinor,
          currency: cart.currency.toLowerCase(),
        },
      })

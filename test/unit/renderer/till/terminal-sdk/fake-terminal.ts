import type {
  SdkError,
  SdkIntent,
  SdkTerminal as Terminal,
} from '../../../../../renderer/till/terminal-sdk/sdk-terminal.ts'

export const anSdkIntent = (status: string): SdkIntent => ({ id: 'pi_1', status, last_payment_error: null })

export const anError = (code: string | undefined, more: Partial<SdkError> = {}): { error: SdkError } => ({
  error: { message: 'as the SDK says', ...(code === undefined ? {} : { code }), ...more },
})

type Collected = Awaited<ReturnType<Terminal['collectPaymentMethod']>>
type Processed = Awaited<ReturnType<Terminal['processPayment']>>

export const collected: Collected = { paymentIntent: anSdkIntent('requires_confirmation') }
export const charged: Processed = { paymentIntent: anSdkIntent('succeeded') }

/** The SDK's terminal with its answers planned; what is not planned any more hangs until it is cancelled, as a customer who thinks about it. */
export class FakeTerminal implements Terminal {
  readonly asked: string[] = []
  readonly secrets: string[] = []
  collects: (Collected | Error)[] = []
  processes: (Processed | Error)[] = []
  readers: string[] = ['tmr_1']
  connects: Awaited<ReturnType<Terminal['connectReader']>>[] = []
  #cancelled: (() => void) | null = null

  #next = async <T>(planned: (T | Error)[], hanging: T): Promise<T> => {
    const next = planned.shift()
    if (next instanceof Error) throw next
    if (next !== undefined) return next
    await new Promise<void>((resolve) => {
      this.#cancelled = resolve
    })
    return hanging
  }
  collectPaymentMethod: Terminal['collectPaymentMethod'] = (secret) => {
    this.asked.push('collect')
    this.secrets.push(secret)
    return this.#next<Collected>(this.collects, anError('canceled'))
  }
  processPayment: Terminal['processPayment'] = (intent) => {
    this.asked.push(`process ${intent.id}`)
    return this.#next<Processed>(this.processes, anError('canceled'))
  }
  cancelCollectPaymentMethod: Terminal['cancelCollectPaymentMethod'] = async () => {
    this.asked.push('cancel collect')
    this.#cancelled?.()
    return {}
  }
  cancelProcessPayment: Terminal['cancelProcessPayment'] = async () => {
    this.asked.push('cancel process')
    this.#cancelled?.()
    return {}
  }
  discoverReaders: Terminal['discoverReaders'] = async () => {
    this.asked.push('discover')
    return { discoveredReaders: this.readers.map((id) => ({ id })) }
  }
  connectReader: Terminal['connectReader'] = async (reader, options) => {
    this.asked.push(`connect ${reader.id}${options.fail_if_in_use === true ? ' unless in use' : ''}`)
    return this.connects.shift() ?? { reader }
  }
  disconnectReader: Terminal['disconnectReader'] = async () => {
    this.asked.push('disconnect')
    return {}
  }
  setReaderDisplay: Terminal['setReaderDisplay'] = async ({ cart }) => {
    this.asked.push(`show ${cart.total}`)
    return {}
  }
  clearReaderDisplay: Terminal['clearReaderDisplay'] = async () => {
    this.asked.push('clear')
    return {}
  }
}

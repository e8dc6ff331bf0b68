/** The practice Stripe cannot start; `message` is one sentence that names the cause and the way out. */
export class StartupError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'StartupError'
  }
}

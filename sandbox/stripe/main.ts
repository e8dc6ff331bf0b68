import { createPracticeStripe, type PracticeStripe } from './practice-stripe.ts'
import { StartupError } from './store/startup-error.ts'

/**
 * Runs the practice Stripe by itself: `node sandbox/stripe/main.ts`.
 * CASHWRAP_SANDBOX_DATA names its folder, CASHWRAP_SANDBOX_PORT its port (0: any free one).
 */
const fail = (message: string): never => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const portFrom = (text: string): number => {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  return fail(`CASHWRAP_SANDBOX_PORT must be a number from 0 to 65535, not "${text}".`)
}

const start = async (): Promise<{ stripe: PracticeStripe; url: string }> => {
  const dataFolder = process.env.CASHWRAP_SANDBOX_DATA
  if (dataFolder === undefined || dataFolder === '') {
    return fail('Set CASHWRAP_SANDBOX_DATA to the folder where the practice Stripe keeps its state.')
  }
  const port = portFrom(process.env.CASHWRAP_SANDBOX_PORT ?? '0')
  try {
    const stripe = createPracticeStripe({ dataFolder })
    return { stripe, url: await stripe.listen(port) }
  } catch (error) {
    if (error instanceof StartupError) return fail(error.message)
    throw error
  }
}

const { stripe, url } = await start()

const stop = (): void => {
  // What has not closed within a second is not waited for; the state is safe on disk at any moment.
  setTimeout(() => process.exit(0), 900).unref()
  stripe.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
// Last: whoever reads the address may end us at once, and that must already be orderly.
process.stdout.write(`practice stripe: ${url}\n`)

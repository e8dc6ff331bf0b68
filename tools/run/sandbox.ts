import { join } from 'node:path'
import { startPart } from './part.ts'
import { dataFolder } from './paths.ts'
import { runParts } from './run-parts.ts'

/** `npm run sandbox`: the practice Stripe alone. */
await runParts(async (running) => {
  const sandbox = await startPart(
    'sandbox',
    {
      CASHWRAP_SANDBOX_DATA: join(dataFolder(), 'practice-stripe'),
      CASHWRAP_SANDBOX_PORT: process.env['CASHWRAP_PORT'] ?? '4312',
    },
    { verbose: true },
  )
  running.push(sandbox)
  return [`practice stripe: ${sandbox.url}`]
})

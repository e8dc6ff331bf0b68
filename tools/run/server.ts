import { join } from 'node:path'
import { startPart } from './part.ts'
import { dataFolder } from './paths.ts'
import { runParts } from './run-parts.ts'

const isSet = (name: string): boolean => (process.env[name] ?? '') !== ''
const practice = (process.env['CASHWRAP_MODE'] ?? 'practice') === 'practice'

/** `npm run server`: the companion server alone. In practice mode it needs `STRIPE_API_BASE`, the address of a running practice Stripe. */
await runParts(async (running) => {
  const server = await startPart(
    'server',
    {
      ...(isSet('DATABASE_URL') || isSet('DATABASE_URL_FILE')
        ? {}
        : { CASHWRAP_SERVER_DATA: process.env['CASHWRAP_SERVER_DATA'] ?? join(dataFolder(), 'server') }),
      CASHWRAP_SERVER_PORT: process.env['CASHWRAP_PORT'] ?? '4311',
      ...(practice ? { STRIPE_API_BASE: process.env['STRIPE_API_BASE'] ?? 'http://127.0.0.1:4312' } : {}),
    },
    { verbose: true },
  )
  running.push(server)
  return [`back office: ${server.url}`]
})

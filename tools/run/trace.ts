import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type TraceResponse, traceResponseSchema } from '../../domain/protocol/events.ts'
import { errorResponseSchema } from '../../domain/protocol/server-api.ts'
import { tellStory } from '../trace/tell-story.ts'
import { dataFolder, inRoot } from './paths.ts'

/**
 * `npm run trace -- <anything>`: one payment's whole story. `--json`: as the server answers it; `--verify`: also follow the event log's chain; `--data
 * FOLDER`: a server's data folder. A running server is asked when `CASHWRAP_SERVER_URL` and `CASHWRAP_ADMIN_TOKEN` are set; else its database is read,
 * beside it or without it. Exit code 1: nothing was found, or it could not be looked for; 2: it fits several.
 */
const usage =
  'Name what to look for: npm run trace -- <sale, receipt, key, pi_…, ch_…, re_…, evt_…, last four digits, or an amount such as "12.50 EUR">\n'

type Asked = { readonly find: string; readonly verify: 'yes' | 'no' }
class CannotLook extends Error {}

async function fromServer(server: string, token: string, { find, verify }: Asked): Promise<unknown> {
  const address = new URL('/v1/trace', server)
  address.search = new URLSearchParams({ find, verify }).toString()
  let answer: unknown
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(60_000),
    })
    answer = await response.json()
  } catch {
    throw new CannotLook(`The server at ${address.origin} does not answer; see that it runs.`)
  }
  const refusal = errorResponseSchema.safeParse(answer)
  if (refusal.success) throw new CannotLook(refusal.data.error.message)
  return answer
}

function fromData(folder: string | undefined, { find, verify }: Asked): Promise<unknown> {
  const server = folder ?? process.env['CASHWRAP_SERVER_DATA'] ?? join(dataFolder(), 'server')
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', inRoot('server/trace-main.ts'), find, verify],
    {
      cwd: inRoot(),
      env: {
        ...process.env,
        CASHWRAP_SERVER_DATA: server,
        ...(folder === undefined ? {} : { DATABASE_URL: '' }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.once('error', (error) => reject(new CannotLook(error.message)))
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out))
      else reject(new CannotLook(err.trim().split('\n').at(-1) ?? 'The database could not be read.'))
    })
  })
}

const exitCodeOf = ({ matches, story }: TraceResponse): number =>
  matches.length > 1 ? 2 : story === null ? 1 : 0

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  })
  const asked: Asked = { find: positionals.join(' ').trim(), verify: values.verify ? 'yes' : 'no' }
  if (asked.find === '' || asked.find.length > 80) {
    process.stderr.write(usage)
    return 1
  }
  const { CASHWRAP_SERVER_URL: server = '', CASHWRAP_ADMIN_TOKEN: token = '' } = process.env
  const answer =
    values.data === undefined && server !== '' && token !== ''
      ? await fromServer(server, token, asked)
      : await fromData(values.data, asked)
  const response = traceResponseSchema.parse(answer)
  process.stdout.write(values.json ? `${JSON.stringify(response, null, 2)}\n` : tellStory(response))
  return exitCodeOf(response)
}

try {
  process.exitCode = await main()
} catch (error) {
  const isMistyped = error instanceof TypeError && 'code' in error
  if (!(error instanceof CannotLook) && !isMistyped) throw error
  process.stderr.write(isMistyped ? usage : `cashwrap: ${error.message}\n`)
  process.exitCode = 1
}

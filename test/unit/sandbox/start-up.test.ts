import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../../sandbox/stripe/main.ts', import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly output: () => string
  readonly complaint: () => string
  readonly exit: Promise<number | null>
}

describe('node sandbox/stripe/main.ts', () => {
  let folder: string
  const runs: Run[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'practice-stripe-main-'))
  })
  afterEach(async () => {
    for (const { child, exit } of runs.splice(0)) {
      child.kill('SIGKILL')
      await exit
    }
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (environment: Record<string, string>): Run => {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, CASHWRAP_SANDBOX_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    const exit = new Promise<number | null>((resolve) => {
      child.once('close', (code) => resolve(code))
    })
    const started = { child, output: () => output, complaint: () => complaint, exit }
    runs.push(started)
    return started
  }
  const listening = async (started: Run): Promise<string> => {
    for (;;) {
      const [, url] = /^practice stripe: (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(started.output()) ?? []
      if (url !== undefined) return url
      if (started.complaint() !== '') throw new Error(started.complaint())
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const refusal = async (environment: Record<string, string>): Promise<string> => {
    const started = run(environment)
    expect(await started.exit).toBe(1)
    expect(started.output()).toBe('')
    expect(started.complaint()).toMatch(/^[^\n]+\.\n$/)
    return started.complaint()
  }

  test('prints one line, serves, and ends on SIGTERM although a page is open', async () => {
    const started = run({ CASHWRAP_SANDBOX_DATA: folder })
    const url = await listening(started)
    const { readers } = (await (await fetch(`${url}/_practice/readers`)).json()) as {
      readers: { id: string }[]
    }
    const stream = await fetch(`${url}/_practice/readers/${readers[0]?.id}/stream`)
    expect(stream.status).toBe(200)
    started.child.kill('SIGTERM')
    expect(await started.exit).toBe(0)
    expect(started.output()).toBe(`practice stripe: ${url}\n`)
    expect(started.complaint()).toBe('')
    await stream.body?.cancel().catch(() => undefined)
  })

  test('killed without warning, it starts again with what it had answered', async () => {
    const first = run({ CASHWRAP_SANDBOX_DATA: folder })
    const create = (url: string) =>
      fetch(`${url}/v1/payment_intents`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_practice', 'idempotency-key': 'k1' },
        body: new URLSearchParams({ amount: '500', currency: 'usd' }),
      }).then((response) => response.text())
    const answered = await create(await listening(first))
    first.child.kill('SIGKILL')
    await first.exit
    const second = run({ CASHWRAP_SANDBOX_DATA: folder })
    expect(await create(await listening(second))).toBe(answered)
  })

  test('killed again and again under load, it loses nothing it answered and does nothing twice', async () => {
    const sales = 400
    const answered = new Map<string, string>()
    let next = 0
    for (const killAfterMs of [40, 90, 140, 60, 110, 0]) {
      const started = run({ CASHWRAP_SANDBOX_DATA: folder })
      const url = await listening(started)
      if (killAfterMs > 0) setTimeout(() => started.child.kill('SIGKILL'), killAfterMs)
      // After the last kill everything is asked for once more, under its old key.
      if (killAfterMs === 0) next = 0
      const sell = async (): Promise<void> => {
        while (next < sales) {
          const key = `sale-${next++}`
          const response = await fetch(`${url}/v1/payment_intents`, {
            method: 'POST',
            headers: { authorization: 'Bearer sk_test_practice', 'idempotency-key': key },
            body: new URLSearchParams({ amount: '500', currency: 'usd', 'metadata[key]': key }),
          }).catch(() => undefined)
          const body = await response?.text().catch(() => undefined)
          if (body === undefined) return
          expect(body).toBe(answered.get(key) ?? body)
          answered.set(key, body)
        }
      }
      await Promise.all([sell(), sell(), sell(), sell()])
      if (killAfterMs > 0) {
        await started.exit
        continue
      }
      const keys: string[] = []
      for (let page = ''; ; ) {
        const response = await fetch(`${url}/v1/payment_intents?limit=100${page}`, {
          headers: { authorization: 'Bearer sk_test_practice' },
        })
        const { data, has_more } = (await response.json()) as {
          data: { id: string; metadata: { key: string } }[]
          has_more: boolean
        }
        keys.push(...data.map(({ metadata }) => metadata.key))
        page = `&starting_after=${data.at(-1)?.id}`
        if (!has_more) break
      }
      expect(keys).toHaveLength(sales)
      expect(new Set(keys).size).toBe(sales)
      expect(answered.size).toBe(sales)
    }
  })

  test('a port in use is named', async () => {
    const url = await listening(run({ CASHWRAP_SANDBOX_DATA: folder }))
    const { port } = new URL(url)
    const other = join(folder, 'other')
    expect(await refusal({ CASHWRAP_SANDBOX_DATA: other, CASHWRAP_SANDBOX_PORT: port })).toContain(
      `Port ${port} is already in use`,
    )
  })

  test('a folder in use is named', async () => {
    await listening(run({ CASHWRAP_SANDBOX_DATA: folder }))
    expect(await refusal({ CASHWRAP_SANDBOX_DATA: folder })).toContain('Another practice Stripe already uses')
  })

  test('a damaged state is named and left alone', async () => {
    writeFileSync(
      join(folder, 'practice-stripe.db'),
      'this is not a database, it only looks like a file of that name',
    )
    const complaint = await refusal({ CASHWRAP_SANDBOX_DATA: folder })
    expect(complaint).toContain('damaged')
    expect(complaint).toContain('practice-stripe.db')
  })

  test.each([0, 100, 5_000])('a state that was cut to %i bytes is named and left as it is', async (bytes) => {
    const first = run({ CASHWRAP_SANDBOX_DATA: folder })
    await listening(first)
    first.child.kill('SIGTERM')
    await first.exit
    const file = join(folder, 'practice-stripe.db')
    truncateSync(file, bytes)
    const before = readFileSync(file)
    const complaint = await refusal({ CASHWRAP_SANDBOX_DATA: folder })
    expect(complaint).toMatch(/cannot read its state in .*practice-stripe\.db.*: move the file away/)
    expect(readFileSync(file)).toEqual(before)
  })

  if (process.platform === 'linux') {
    // A file system of the kernel's own, where nobody can make a folder.
    test('a folder that can never be made is refused at once', async () => {
      expect(await refusal({ CASHWRAP_SANDBOX_DATA: '/proc/practice-stripe/data' })).toContain(
        'name another in CASHWRAP_SANDBOX_DATA',
      )
    })
  }

  test('a folder that is a file, that cannot be written, or that was not named is refused', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(await refusal({ CASHWRAP_SANDBOX_DATA: file })).toContain('is not one')
    expect(await refusal({ CASHWRAP_SANDBOX_DATA: '/sys/practice-stripe' })).toContain(
      'CASHWRAP_SANDBOX_DATA',
    )
    expect(await refusal({ CASHWRAP_SANDBOX_DATA: '' })).toContain('CASHWRAP_SANDBOX_DATA')
  })

  test('a port that is no number is refused', async () => {
    expect(await refusal({ CASHWRAP_SANDBOX_DATA: folder, CASHWRAP_SANDBOX_PORT: '99999' })).toContain(
      '99999',
    )
  })
})

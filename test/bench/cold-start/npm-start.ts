import { spawn } from 'node:child_process'
import { inRoot } from '../../../tools/run/paths.ts'

export type Started = { readonly tillUrl: string; readonly atMs: number; end(): Promise<void> }

const withinMs = 120_000
const endWithinMs = 10_000

/** What `npm start` runs, on a data folder of its own and any free ports, until it has printed the till's address. */
export function npmStart(dataFolder: string): Promise<Started> {
  const child = spawn(process.execPath, [inRoot('tools/launch/launch.mjs'), 'start'], {
    cwd: inRoot(),
    env: {
      ...process.env,
      CASHWRAP_DATA: dataFolder,
      CASHWRAP_PORT: '0',
      CASHWRAP_SHELL: 'browser',
      CASHWRAP_MODE: 'practice',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
    await gone
    clearTimeout(hard)
  }
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    const tooLate = setTimeout(() => {
      void end().catch(() => undefined)
      reject(new Error(`npm start printed no till within ${withinMs} ms: ${err}`))
    }, withinMs)
    child.stderr.on('data', (chunk: Buffer) => {
      err = (err + chunk.toString()).slice(-4_000)
    })
    child.once('exit', (code) => {
      clearTimeout(tooLate)
      reject(new Error(`npm start ended with ${code}: ${err}`))
    })
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const tillUrl = /^till: (\S+)$/m.exec(out)?.[1]
      if (tillUrl === undefined) return
      clearTimeout(tooLate)
      resolve({ tillUrl, atMs: performance.now(), end })
    })
  })
}

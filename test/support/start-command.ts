import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { inRoot } from '../../tools/run/paths.ts'

/** `npm start` as a person runs it, without npm: the launcher, in a process group of its own. */
export type StartCommand = {
  readonly pid: number
  /** What it printed so far; stderr without the lines that only tell of building. */
  readonly out: () => string
  readonly err: () => string
  readonly ended: Promise<number | null>
  /** The three addresses, as soon as they stand. Throws when the command ends before. */
  readonly addresses: Promise<{ readonly till: string; readonly server: string; readonly sandbox: string }>
  /** Every process that it started, itself included. */
  processes(): readonly { readonly pid: number; readonly command: string }[]
  kill(): Promise<void>
}

export function startCommand(
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
  user?: { readonly uid: number; readonly gid: number },
): StartCommand {
  const child: ChildProcess = spawn(process.execPath, [inRoot('tools/launch/launch.mjs'), 'start'], {
    cwd: inRoot(),
    env: { ...process.env, CASHWRAP_SHELL: 'browser', CASHWRAP_PORT: '0', CASHWRAP_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...user,
  })
  const pid = child.pid ?? 0
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const printed = async (): Promise<{ till: string; server: string; sandbox: string }> => {
    let isOver = false
    void ended.then(() => {
      isOver = true
    })
    for (;;) {
      const [till, server, sandbox] = ['till', 'back office', 'practice stripe'].map(
        (name) => new RegExp(`^${name}: (\\S+)$`, 'm').exec(out)?.[1],
      )
      if (till !== undefined && server !== undefined && sandbox !== undefined)
        return { till, server, sandbox }
      if (isOver) throw new Error(`the command ended before it was ready: ${err}`)
      await sleep(50)
    }
  }
  const addresses = printed()
  // A test that wants the command to fail never asks for them.
  addresses.catch(() => undefined)
  return {
    pid,
    out: () => out,
    err: () =>
      err
        .split('\n')
        .filter((line) => line !== '' && line !== 'cashwrap: building the screens')
        .join('\n'),
    ended,
    addresses,
    processes: () => familyOf(pid),
    kill: async () => {
      const family = familyOf(pid)
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      for (const member of family) end(member.pid)
      await ended
    },
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A process and all that descend from it. */
function familyOf(root: number): readonly { readonly pid: number; readonly command: string }[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, command]) => ({ pid: Number(pid), parent: Number(parent), command: command ?? '' }))
  const family = rows.filter(({ pid }) => pid === root)
  for (let at = 0; at < family.length; at += 1) {
    family.push(...rows.filter(({ parent }) => parent === family[at]?.pid))
  }
  return family.filter(({ command }) => !command.startsWith('ps '))
}

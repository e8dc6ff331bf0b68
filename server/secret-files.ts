import { readFileSync, statSync } from 'node:fs'
import { type Environment, secretNames } from './config-environment.ts'

/** A file as it was found. `othersMayRead`: anybody on this machine can, where the system tells. */
export type SecretFile =
  | { readonly kind: 'read'; readonly text: string; readonly othersMayRead: boolean }
  | { readonly kind: 'unreadable'; readonly why: string }

const bytesMax = 64 * 1024
const worldReadable = 0o004

/** Reads a file that holds a secret and nothing else. Never throws. */
export function readSecretFile(path: string): SecretFile {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return { kind: 'unreadable', why: 'it is not a file' }
    if (stat.size > bytesMax) return { kind: 'unreadable', why: 'it is larger than a secret can be' }
    // Windows tells no such rights: its mode bits are made up.
    const othersMayRead = process.platform !== 'win32' && (stat.mode & worldReadable) !== 0
    return { kind: 'read', text: readFileSync(path, 'utf8'), othersMayRead }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return { kind: 'unreadable', why: reasons[code] ?? (code === '' ? 'it cannot be read' : code) }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a file is in the place of a folder on the way',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
}

export type FilledEnvironment = {
  readonly environment: Environment
  readonly mistakes: readonly string[]
  readonly warnings: readonly string[]
}

/** Puts what the `…_FILE` variables name in place, without blanks and line ends around it. No sentence repeats what a file holds. */
export function fillFromFiles(
  environment: Environment,
  readFile: (path: string) => SecretFile,
): FilledEnvironment {
  const filled: Record<string, string> = {}
  const mistakes: string[] = []
  const warnings: string[] = []
  for (const name of secretNames) {
    const path = environment[`${name}_FILE`]
    if (path === undefined) continue
    if (environment[name] !== undefined) {
      mistakes.push(`Set either ${name} or ${name}_FILE, not both.`)
      continue
    }
    const file = readFile(path)
    if (file.kind === 'unreadable') {
      mistakes.push(
        `${name}_FILE names ${path}, which cannot be read (${file.why}); put the secret there, or unset it.`,
      )
      continue
    }
    const value = file.text.trim()
    if (value === '') mistakes.push(`${name}_FILE names ${path}, which is empty; put the secret there.`)
    else filled[name] = value
    if (file.othersMayRead)
      warnings.push(
        `Everybody on this machine can read ${path}, which ${name}_FILE names; take that right away (chmod o-r).`,
      )
  }
  return { environment: { ...environment, ...filled }, mistakes, warnings }
}

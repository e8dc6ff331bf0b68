import { spawn } from 'node:child_process'
import process from 'node:process'

const endWithinMs = 2_800

/**
 * Runs a program in the foreground and answers its exit code. SIGTERM, SIGINT and SIGHUP are handed on, and so is the death of whoever started
 * us: nothing that was started here outlives the command. The child gets an IPC channel whose closing tells it that we are gone.
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function runToEnd(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    const parent = process.ppid
    let ending = false
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      if (ending) return
      ending = true
      child.kill(signal)
      setTimeout(() => child.kill('SIGKILL'), endWithinMs).unref()
    }
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))
      process.on(signal, () => end(signal))
    const orphaned = setInterval(() => {
      if (process.ppid !== parent) end('SIGTERM')
    }, 500)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(orphaned)
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 0))
    })
  })
}

// Preloaded into every process that a command starts: when the parent is gone, the IPC channel closes, and we end as if asked to.
import { flushCompileCache } from 'node:module'
import process from 'node:process'

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  // A process that does not listen to SIGTERM while it is still starting must not stay behind either.
  setTimeout(() => process.exit(1), 2_500).unref()
})
// The channel alone must not keep a finished process alive.
process.channel?.unref()

// The compile cache is written when a process ends by itself; one that is killed later has it too.
setTimeout(() => flushCompileCache?.(), 10_000).unref()

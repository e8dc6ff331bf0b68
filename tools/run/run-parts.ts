import { type Part, PartFailed } from './part.ts'

/**
 * Starts parts, prints their addresses, and keeps them until a signal comes or one of them ends by itself. All of it is gone within 3 s of a
 * SIGTERM or Ctrl-C; a part that could not start, or that died, ends the others and the command with exit code 1.
 */
export async function runParts(start: (running: Part[]) => Promise<readonly string[]>): Promise<void> {
  const running: Part[] = []
  let ending: Promise<void> | undefined
  const endAll = (code: number): Promise<void> => {
    // The till first: it may still want to tell the server something.
    ending ??= Promise.all(running.toReversed().map((part) => part.end())).then(() => process.exit(code))
    return ending
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void endAll(0))
  process.on('disconnect', () => void endAll(0))
  try {
    const lines = await start(running)
    for (const line of lines) process.stdout.write(`${line}\n`)
    for (const part of running) {
      void part.ended.then((how) => {
        if (ending !== undefined) return undefined
        process.stderr.write(
          `cashwrap: the ${part.name} ended by itself (${how}); everything else is being ended too. Run the same command again: nothing is lost.\n`,
        )
        return endAll(1)
      })
    }
  } catch (error) {
    if (!(error instanceof PartFailed)) throw error
    process.stderr.write(`cashwrap: ${inOurNames(error.message)}\n`)
    await endAll(1)
  }
}

/** Each part names the variables that it was given; whoever started it by a command of ours has set two that are the same for all. */
const inOurNames = (sentence: string): string =>
  sentence.replace(/CASHWRAP_(?:SANDBOX|SERVER|TILL)_(DATA|PORT)/g, 'CASHWRAP_$1')

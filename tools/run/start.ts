import { buildDesktop } from './build-desktop.ts'
import { buildPages } from './build-pages.ts'
import { chooseShell } from './desktop.ts'
import { runParts } from './run-parts.ts'
import { startShop } from './shop.ts'

/** `npm start`: the whole shop on this machine. Prints one line for each address and stays until it is told to end. */
await runParts(async (running) => {
  const choice = chooseShell(process.env, Date.now())
  if (choice.shell === 'browser' && choice.why !== null) {
    process.stderr.write(`cashwrap: ${choice.why}: serving the till to a browser instead\n`)
  }
  if (!buildPages() || (choice.shell === 'desktop' && !buildDesktop())) process.exit(1)
  return startShop(running, choice)
})

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesFromTemplate, namesOf, registryLines } from '../new-processor/from-template.ts'
import { inRoot } from './paths.ts'

/** `npm run new:processor <name>`: copies the template of an adapter under its own name, and says what is left to do. */
function newProcessor(name: string | undefined): number {
  const names = name === undefined ? null : namesOf(name)
  if (names === null) {
    process.stderr.write(
      'Name the processor in small letters, such as square or world-pay: npm run new:processor square\n',
    )
    return 1
  }
  const folder = inRoot(`server/processors/${names.id}`)
  if (existsSync(folder)) {
    process.stderr.write(
      `There is a server/processors/${names.id} already; choose another name or remove it.\n`,
    )
    return 1
  }
  mkdirSync(folder)
  for (const [file, text] of filesFromTemplate(inRoot('server/processors/_template'), names))
    writeFileSync(join(folder, file), text)
  const lines = registryLines(names)
  process.stdout.write(`server/processors/${names.id} is there. It type-checks, and refuses every verb until it is written.

What is left to do (docs/how-to/add-a-processor.md):
1. Write config.ts, client.ts, transform.ts, errors.ts, webhook.ts, then the verbs in index.ts.
2. Build its practice twin under sandbox/${names.id}, and name it in test/contract/processors/twins.ts.
3. Tell the registry, server/processors/registry.ts:
     ${lines.import}
     export const processors = { stripe, ${lines.entry} } satisfies …
4. npm run format, then npx vitest run test/contract/processors

Servers use it with CASHWRAP_PROCESSOR=${names.id}.
`)
  return 0
}

process.exitCode = newProcessor(process.argv[2])

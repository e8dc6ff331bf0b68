import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filesFromTemplate, namesOf, registryLines } from '../../../../tools/new-processor/from-template.ts'
import { inRoot } from '../../../../tools/run/paths.ts'

const template = inRoot('server/processors/_template')

const generated = (id: string): ReadonlyMap<string, string> => {
  const names = namesOf(id)
  if (names === null) throw new Error(`${id} is no name`)
  return filesFromTemplate(template, names)
}

/** What the compiler says of the server with these files over those on disk. */
function mistakesOf(overlay: ReadonlyMap<string, string>, roots: readonly string[]): readonly string[] {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    inRoot('server/tsconfig.json'),
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => {},
    },
  )
  if (parsed === undefined) throw new Error('server/tsconfig.json cannot be read')
  const options = {
    ...parsed.options,
    noEmit: true,
    composite: false,
    incremental: false,
    emitDeclarationOnly: false,
    declaration: false,
  }
  const host = ts.createCompilerHost(options)
  const program = ts.createProgram([...roots], options, {
    ...host,
    directoryExists: (path) =>
      [...overlay.keys()].some((file) => file.startsWith(`${path}/`)) || ts.sys.directoryExists(path),
    fileExists: (path) => overlay.has(path) || host.fileExists(path),
    readFile: (path) => overlay.get(path) ?? host.readFile(path),
    getSourceFile: (path, ...rest) => {
      const text = overlay.get(path)
      return text === undefined
        ? host.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    },
  })
  return roots.flatMap((path) => {
    const file = program.getSourceFile(path)
    if (file === undefined) return [`${path} is not part of the program`]
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  })
}

describe('a new processor', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-new-processor-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is the folder of the template under its own name, and nothing of the old name is left', () => {
    for (const [file, text] of generated('world-pay')) writeFileSync(join(folder, file), text)
    expect(readdirSync(folder)).toEqual(readdirSync(template))
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
    for (const text of texts) expect(text).not.toMatch(/acme/i)
    const index = readFileSync(join(folder, 'index.ts'), 'utf8')
    expect(index).toContain("id: 'world-pay'")
    expect(index).toContain("signatureHeader: 'world-pay-signature'")
    expect(index).toContain('export const worldPay: ProcessorAdapter')
    expect(readFileSync(join(folder, 'config.ts'), 'utf8')).toContain("'WORLD_PAY_SECRET_KEY'")
  })

  it('type-checks, and one line in the registry makes it a processor to configure', () => {
    const names = namesOf('world-pay')
    if (names === null) throw new Error('no name')
    const lines = registryLines(names)
    const registry = inRoot('server/processors/registry.ts')
    const knows = readFileSync(registry, 'utf8')
      .replace("import { stripe } from './stripe/index.ts'", `$&\n${lines.import}`)
      .replace('= { stripe }', `= { stripe, ${lines.entry} }`)
    const probe = inRoot('server/processors/probe-of-a-test.ts')
    const overlay = new Map([
      [registry, knows],
      [
        probe,
        "import type { ProcessorId } from './registry.ts'\nexport const id: ProcessorId = 'world-pay'\n",
      ],
      ...[...generated('world-pay')].map(
        ([file, text]) => [inRoot('server/processors/world-pay', file), text] as const,
      ),
    ])
    const roots = [...overlay.keys(), inRoot('server/config.ts')].filter((path) => path.endsWith('.ts'))
    expect(mistakesOf(overlay, roots)).toEqual([])
    // The same check finds a mistake when there is one.
    const wrong = new Map(overlay).set(
      probe,
      `${overlay.get(probe)}export const other: ProcessorId = 'nobody'\n`,
    )
    expect(mistakesOf(wrong, [probe]).join()).toContain('"nobody"')
  })

  it.each(['', 'Square', 'world_pay', '9pay', '-pay', 'pay-', '../till', 'acme', 'a'.repeat(31)])(
    'is not named "%s"',
    (id) => expect(namesOf(id)).toBeNull(),
  )
})

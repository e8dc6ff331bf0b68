import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One name in the three ways code writes it: `world-pay` → `worldPay`, `WorldPay`, `WORLD_PAY`. */
export type ProcessorNames = {
  readonly id: string
  readonly camel: string
  readonly pascal: string
  readonly screaming: string
}

const idPattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const idLengthMax = 30

/** null for a name that cannot be an id: ids stand in URLs, in the database and in event rows. */
export function namesOf(id: string): ProcessorNames | null {
  if (!idPattern.test(id) || id.length > idLengthMax || id === 'acme') return null
  const pascal = id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return {
    id,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    screaming: id.replaceAll('-', '_').toUpperCase(),
  }
}

/** The template's own name, in every way it is written, to the new one. In texts (`'acme'`, `acme-signature`) it is the id, elsewhere an identifier. */
export const renamed = (text: string, { id, camel, pascal, screaming }: ProcessorNames): string =>
  text
    .replaceAll(/'acme'/g, `'${id}'`)
    .replaceAll(/acme(?=[-.])/g, id)
    .replaceAll('acme', camel)
    .replaceAll('ACME', screaming)
    .replaceAll('Acme', pascal)

/** The files of a new adapter by name, from the folder of the template. */
export function filesFromTemplate(
  templateFolder: string,
  names: ProcessorNames,
): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(templateFolder)
      .sort()
      .map((file) => [file, renamed(readFileSync(join(templateFolder, file), 'utf8'), names)]),
  )
}

const keyOf = ({ id, camel }: ProcessorNames): string => (id === camel ? camel : `'${id}': ${camel}`)

/** The two lines that make the registry know it. */
export const registryLines = (
  names: ProcessorNames,
): { readonly import: string; readonly entry: string } => ({
  import: `import { ${names.camel} } from './${names.id}/index.ts'`,
  entry: keyOf(names),
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'

const resources = join(createRequire(import.meta.url).resolve('stripe'), '..', '..', 'esm', 'resources')

const textOf = (file: string): string => readFileSync(join(resources, `${file}.d.ts`), 'utf8')

function literalsIn(type: ts.TypeNode): string[] {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(literalsIn)
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : []
}

/**
 * The words a type of the `stripe` package lists, read from its own declarations: `listedValues('PaymentIntents', 'PaymentIntent.Status')`.
 * Throws when there is no such type, so that a renamed one is noticed.
 */
export function listedValues(file: string, path: string): readonly string[] {
  const wanted = path.split('.')
  const found: string[] = []
  const visit = (node: ts.Node, at: readonly string[]): void => {
    if (ts.isModuleDeclaration(node)) {
      const inside = [...at, node.name.text]
      if (wanted.slice(0, inside.length).join() !== inside.join()) return
      node.forEachChild((child) => visit(child, inside))
      return
    }
    if (ts.isTypeAliasDeclaration(node) && [...at, node.name.text].join('.') === path)
      found.push(...literalsIn(node.type))
    else if (!ts.isTypeAliasDeclaration(node)) node.forEachChild((child) => visit(child, at))
  }
  visit(ts.createSourceFile(`${file}.d.ts`, textOf(file), ts.ScriptTarget.Latest, true), [])
  if (found.length === 0) throw new Error(`the stripe package lists nothing for ${path} in ${file}.d.ts`)
  return found
}

/** Words in backticks in the comment of a field whose type is plain text: all that is said about its values. */
export function wordsInComment(file: string, field: RegExp): readonly string[] {
  const text = textOf(file)
  const at = field.exec(text)
  if (at === null) throw new Error(`${file}.d.ts has no ${field.source}`)
  const comment = text.slice(text.lastIndexOf('/**', at.index), at.index)
  return [...comment.matchAll(/`([a-z_]+)`/g)].map(([, word]) => word ?? '')
}

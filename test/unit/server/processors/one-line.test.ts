import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { processorIds } from '../../../../server/processors/registry.ts'
import { inRoot } from '../../../../tools/run/paths.ts'

const sourcesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcesUnder(path)
    return entry.name.endsWith('.ts') ? [path] : []
  })

describe('the registry', () => {
  it.each(processorIds)('is the only place of the server outside its folder that names %s', (id) => {
    const own = inRoot('server/processors', id)
    const named = sourcesUnder(inRoot('server')).filter((path) => {
      if (path.startsWith(`${own}/`) || path === inRoot('server/processors/registry.ts')) return false
      const text = readFileSync(path, 'utf8')
      return text.includes(`'${id}'`) || text.includes(`/${id}/`) || text.includes(`${id.toUpperCase()}_`)
    })
    expect(named).toEqual([])
  })
})

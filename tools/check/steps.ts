import { inRoot } from '../run/paths.ts'
import { runTool, type ToolResult } from './run-tool.ts'

export type Step = { readonly name: string; readonly run: () => ToolResult }

const rooms = ['domain', 'till', 'electron', 'renderer', 'server', 'sandbox', 'tools', 'test']

/** What has to hold of the whole tree. Each step is a well-known tool with our rules. */
export const steps: readonly Step[] = [
  { name: 'types', run: () => runTool('typescript/bin/tsc', ['-b']) },
  {
    name: 'format and lint',
    run: () => runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  },
  {
    name: 'promises, any and purity of domain',
    run: () =>
      runTool('eslint/bin/eslint.js', [
        '--no-warn-ignored',
        '--max-warnings=0',
        '--cache',
        '--cache-location',
        'build/eslint/',
        ...rooms,
      ]),
  },
  {
    name: 'arrows and cycles',
    run: () =>
      runTool('dependency-cruiser/bin/dependency-cruiser.mjs', [
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'err-long',
        ...rooms,
      ]),
  },
  { name: 'unused code', run: () => runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints']) },
]

/** One deliberate violation: the tool that has to see it, run over `test/fixtures/violations`, and what it has to say. */
export type Bite = { readonly rule: string; readonly run: () => ToolResult; readonly says: RegExp }

const fixtures = inRoot('test/fixtures/violations')

const once = (run: () => ToolResult): (() => ToolResult) => {
  let result: ToolResult | undefined
  return () => {
    result ??= run()
    return result
  }
}
const cruise = once(() =>
  runTool(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', inRoot('.dependency-cruiser.mjs'), '--output-type', 'err', '.'],
    fixtures,
  ),
)
const eslint = once(() =>
  runTool(
    'eslint/bin/eslint.js',
    [
      '--no-ignore',
      '--no-config-lookup',
      '--config',
      inRoot('tools/check/violations.eslint.config.mjs'),
      '.',
    ],
    fixtures,
  ),
)
const biome = once(() =>
  runTool(
    '@biomejs/biome/bin/biome',
    [
      'check',
      '--vcs-enabled=false',
      '--config-path',
      inRoot('tools/check/violations.biome.json'),
      'server/sales/unformatted.ts',
    ],
    fixtures,
  ),
)
const knip = once(() => runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints'], fixtures))
const types = once(() => runTool('typescript/bin/tsc', ['-p', 'tsconfig.json'], fixtures))

export const bites: readonly Bite[] = [
  {
    rule: 'a room does not import another room',
    run: cruise,
    says: /till-stays-in-its-room: till\/sales\/crossing\.ts/,
  },
  { rule: 'domain is pure', run: cruise, says: /domain-is-pure: domain\/money\/impure\.ts/ },
  { rule: 'a cycle is refused', run: cruise, says: /no-cycle: server\/sales\/cycle-a\.ts/ },
  {
    rule: 'a migration imports nothing of the app',
    run: cruise,
    says: /migrations-are-frozen: server\/store\/migrations/,
  },
  {
    rule: 'the desktop shell stays thin',
    run: cruise,
    says: /electron-starts-the-till-only: electron\/too-much\.ts/,
  },
  {
    rule: 'the product needs no tools',
    run: cruise,
    says: /the-product-needs-no-tools-or-tests: sandbox\/uses-tools\.ts/,
  },
  {
    rule: 'a vendor is imported in one place',
    run: cruise,
    says: /vendor-stripe-in-one-place: server\/sales\/total\.ts/,
  },
  { rule: 'an import leads somewhere', run: cruise, says: /nothing-unresolved: renderer\/lost\.ts/ },
  { rule: 'a promise is not left floating', run: eslint, says: /floating\.ts[\s\S]*no-floating-promises/ },
  { rule: 'any is refused', run: eslint, says: /loose\.ts[\s\S]*no-explicit-any/ },
  { rule: 'domain has no clock', run: eslint, says: /impure\.ts[\s\S]*domain has no clock/ },
  { rule: 'domain has no randomness', run: eslint, says: /impure\.ts[\s\S]*domain has no randomness/ },
  { rule: 'the one format', run: biome, says: /unformatted\.ts/ },
  { rule: 'unused code is found', run: knip, says: /unused\.ts/ },
  { rule: 'types are checked', run: types, says: /lost\.ts.*TS2307/ },
]

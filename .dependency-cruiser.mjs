/**
 * The arrows between the rooms (docs/ARCHITECTURE.md). Each message says what to do instead.
 * `test/fixtures/violations` breaks every rule once; `npm run check` fails unless each of them is caught there.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const rooms = ['till', 'renderer', 'server', 'sandbox']
const crossings = rooms.map((room) => ({
  name: `${room}-stays-in-its-room`,
  comment: `${room} may import domain and nothing else of ours: meet the other rooms in domain/protocol.`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${[...rooms, 'electron'].filter((other) => other !== room).join('|')})/` },
}))

/** A vendor's package and the only places that may import it. */
const vendors = [
  ['stripe', '^server/processors/stripe/client\\.ts$'],
  ['better-sqlite3', '^(till/store|server/store|sandbox/stripe/store)/'],
  ['pg', '^server/store/'],
  ['electron', '^electron/'],
  ['electron-store', '^electron/'],
  ['@node-rs/argon2', '^(till/staff|server/staff)/'],
  ['dinero\\.js', '^domain/money/'],
]

export default {
  forbidden: [
    ...crossings,
    {
      name: 'domain-is-pure',
      comment:
        'domain holds rules only: values in, values out. Pass clocks, randomness and I/O in from a room.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '^node_modules/(zod|dinero\\.js|@noble/hashes|canonicalize)/'] },
    },
    {
      name: 'electron-starts-the-till-only',
      comment:
        'The desktop shell starts the till process and bridges it to a window; business rules live elsewhere.',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|server|sandbox)/' },
    },
    {
      name: 'the-product-needs-no-tools-or-tests',
      comment: 'Code that ships may not import tools/ or test/.',
      severity: 'error',
      from: { path: '^(domain|till|renderer|server|sandbox|electron)/' },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'migrations-are-frozen',
      comment:
        'A migration imports nothing from the app, which will change after it; copy what it needs into it.',
      severity: 'error',
      from: { path: '/migrations/[0-9]' },
      to: {
        path: '^(domain|till|renderer|server|sandbox|electron)/',
        pathNot: '/migrations/migration\\.ts$',
      },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one idea, or hide a third one: redesign.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(bun:|vitest/)' },
    },
    ...vendors.map(([name, home]) => ({
      name: `vendor-${name.replaceAll('\\', '')}-in-one-place`,
      comment: `${name.replaceAll('\\', '')} is imported in its own place only (${home}); use what stands there.`,
      severity: 'error',
      from: { path: '^(domain|till|renderer|server|sandbox|electron)/', pathNot: home },
      // A type alone brings nothing of the vendor in at run time.
      to: { path: `(^|/)node_modules/${name}/`, dependencyTypesNot: ['type-only'] },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist|node_modules/\\.cache|test/fixtures/violations)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
}

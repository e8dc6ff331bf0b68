import tseslint from 'typescript-eslint'

/** Only what needs types, and what keeps domain pure; everything else is Biome's. */
const clockAndChance = [
  { name: 'Date', message: 'domain has no clock: pass the time in.' },
  { name: 'fetch', message: 'domain does no I/O.' },
  { name: 'process', message: 'domain knows no process.' },
  { name: 'setTimeout', message: 'domain has no scheduler: pass it in.' },
  { name: 'setInterval', message: 'domain has no scheduler: pass it in.' },
  { name: 'performance', message: 'domain has no clock: pass the time in.' },
  { name: 'crypto', message: 'domain has no randomness: pass it in.' },
  { name: 'console', message: 'domain says nothing: return values.' },
]

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'build/**',
      'node_modules/**',
      'docs/**',
      'test/fixtures/violations/**',
      '**/*.mjs',
      '**/*.js',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...clockAndChance],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'domain has no randomness: pass it in.' },
      ],
    },
  },
)

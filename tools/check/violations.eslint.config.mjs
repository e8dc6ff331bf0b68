// The project's own rules, turned on the fixture that the project's own run leaves out.
import rules from '../../eslint.config.mjs'

export default rules
  .filter((entry) => entry.ignores === undefined)
  .map((entry) =>
    entry.languageOptions?.parserOptions === undefined
      ? entry
      : {
          ...entry,
          languageOptions: {
            ...entry.languageOptions,
            parserOptions: {
              project: './tsconfig.json',
              tsconfigRootDir: new URL('../../test/fixtures/violations', import.meta.url).pathname,
            },
          },
        },
  )

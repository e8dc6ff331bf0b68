import { check } from '../check/check.ts'

/** `npm run check`: everything that can be said of the tree without running the product. */
const { failed } = check((text) => process.stdout.write(text))
process.exitCode = failed === 0 ? 0 : 1

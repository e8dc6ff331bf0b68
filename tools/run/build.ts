import { buildPages } from './build-pages.ts'

/** `npm run build`: the pages. */
if (!buildPages()) process.exitCode = 1

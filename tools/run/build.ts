import { buildDesktop } from './build-desktop.ts'
import { buildPages } from './build-pages.ts'

/** `npm run build`: the pages and the desktop shell. */
if (!buildPages() || !buildDesktop()) process.exitCode = 1

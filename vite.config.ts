import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The languages of the screens; React Aria ships its own words in some thirty. Dropping the others keeps them out of the first load. */
const languages = ['en-US', 'de-DE', 'ar-AE']

/** Replaces React Aria's string tables of languages the screens do not speak with empty modules. */
const onlyOurLanguages = (): Plugin => ({
  name: 'cashwrap-only-our-languages',
  enforce: 'pre',
  transform(_code, id) {
    const match = /react-(?:aria|stately)[^?]*\/intl\/.*?\/?([a-z]{2}-[A-Z]{2})\.(?:mjs|cjs|js)$/.exec(id)
    if (match?.[1] === undefined || languages.includes(match[1])) return null
    return { code: 'export default {}', map: null }
  },
})

/** The till's page answers at `/` while developing, as it does in the till's own shell. */
const tillAtRoot = (): Plugin => ({
  name: 'cashwrap-till-at-root',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url === '/') request.url = '/till/index.html'
      next()
    })
  },
})

export default defineConfig(({ mode }) => ({
  root: mode === 'test' ? here('.') : here('renderer'),
  base: './',
  plugins: mode === 'test' ? [react()] : [onlyOurLanguages(), tillAtRoot(), tailwindcss(), react()],
  server: { host: '127.0.0.1' },
  build: {
    outDir: here('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome136',
    cssTarget: 'chrome136',
    // `data:` fonts and scripts would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { till: here('renderer/till/index.html'), backoffice: here('renderer/backoffice/index.html') },
    },
  },
  test: { exclude: [...configDefaults.exclude, 'test/e2e/**'], testTimeout: 20_000 },
}))

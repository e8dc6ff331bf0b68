import { builtinModules } from 'node:module'
import { defineConfig, type UserConfig } from 'vite'

/** What is not bundled: Electron itself, Node, and packages with native parts, which ship beside the bundle. */
const external = [
  'electron',
  'better-sqlite3',
  '@node-rs/argon2',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
]

const entries: Record<
  string,
  { readonly file: string; readonly format: 'es' | 'cjs'; readonly out: string }
> = {
  main: { file: 'electron/main.ts', format: 'es', out: 'main.js' },
  // A sandboxed preload must be one CommonJS file.
  preload: { file: 'electron/preload.ts', format: 'cjs', out: 'preload.cjs' },
  till: { file: 'till/shell/utility-process.ts', format: 'es', out: 'till.js' },
}

/** `vite build --config vite.electron.config.ts --mode main|preload|till` builds one program of the desktop shell into `dist/electron`. */
export default defineConfig(({ mode }): UserConfig => {
  const entry = entries[mode]
  if (entry === undefined)
    throw new Error(`--mode must be one of ${Object.keys(entries).join(', ')}, not "${mode}"`)
  return {
    publicDir: false,
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true },
    build: {
      target: 'node24',
      ssr: entry.file,
      outDir: 'dist/electron',
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external,
        output: { format: entry.format, entryFileNames: entry.out, codeSplitting: false },
      },
    },
  }
})

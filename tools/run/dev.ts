import { createServer } from 'vite'
import { inRoot } from './paths.ts'
import { runParts } from './run-parts.ts'
import { startShop } from './shop.ts'

/**
 * `npm run dev`: the whole shop, each process restarted when its sources change, and the screens served by Vite with hot reload. The pages come from
 * Vite's port; what they say to the till is handed on with the till's own cookie and origin, so that the till's checks stay as they are.
 */
await runParts(async (running) => {
  const lines = await startShop(running, { shell: 'browser', why: null }, { watch: true, verbose: true })
  const till = running.find((part) => part.name === 'till')
  const server = running.find((part) => part.name === 'server')
  if (till === undefined || server === undefined)
    throw new Error('the shop started without a till or a server')

  const origin = new URL(till.url).origin
  const entry = await fetch(till.url, { redirect: 'manual' })
  const cookie = entry.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const toTill = { target: origin, changeOrigin: true, headers: { cookie, origin } }
  const vite = await createServer({
    configFile: inRoot('vite.config.ts'),
    server: {
      host: '127.0.0.1',
      proxy: {
        // Anchored: `renderer/bridge/` is a folder of sources that Vite itself serves under the same beginning.
        '^/bridge-token$': toTill,
        '^/bridge(\\?|$)': { ...toTill, ws: true },
        '/v1': { target: new URL(server.url).origin, changeOrigin: true },
      },
    },
  })
  await vite.listen()
  const pages = vite.resolvedUrls?.local[0] ?? ''
  return [`till: ${pages}till/index.html`, ...lines.slice(1), `till without hot reload: ${till.url}`]
})

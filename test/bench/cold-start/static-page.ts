import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const page = '<!doctype html><title>Floor</title><ul><li><button type="button">Sanne</button></li></ul>\n'

/** A page with one button and nothing else. */
export async function serveStaticPage(): Promise<{ readonly url: string; close(): void }> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

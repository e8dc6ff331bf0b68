import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { bridgeFrameBytesMax } from '../../domain/protocol/bridge.ts'
import type { BridgeHost } from './bridge-host.ts'

/** The bridge over WebSockets that were let in already. */
export type BridgeSockets = {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** The till's screen, the customer's, and some that are just being reloaded. */
const screensMax = 16
/** A screen that does not read what it is told is gone. */
const unreadBytesMax = 8_000_000

/** Close codes: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const goingAway = 1001
const wrongKind = 1003
const wrongMessage = 1008
const tryLater = 1013

export function createBridgeSockets(host: BridgeHost): BridgeSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: bridgeFrameBytesMax,
    perMessageDeflate: false,
  })
  sockets.on('connection', (socket) => {
    if (sockets.clients.size > screensMax) {
      socket.close(tryLater, 'Too many screens are connected to this till.')
      return
    }
    serve(host, socket)
  })
  return {
    accept(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
    },
    close() {
      for (const socket of sockets.clients) {
        socket.close(goingAway, 'The till is closing.')
        socket.terminate()
      }
      sockets.close()
    },
  }
}

function serve(host: BridgeHost, socket: WebSocket): void {
  const connection = host.connect((frame) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > unreadBytesMax) socket.terminate()
    else socket.send(JSON.stringify(frame))
  })
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) {
      socket.close(wrongKind, 'The till reads text messages only.')
      return
    }
    const refusal = connection.receive(parse(String(data)))
    if (refusal !== null) socket.close(wrongMessage, refusal)
  })
  // Errors of the line (a frame above the limit, broken UTF-8) close it; there is nobody to answer.
  socket.on('error', () => connection.close())
  socket.on('close', () => connection.close())
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

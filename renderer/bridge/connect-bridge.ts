import type { BridgeClient } from './bridge-client.ts'
import { createPreloadBridge } from './preload-bridge.ts'
import { createWebSocketBridge, type WebSocketBridgeDeps } from './web-socket-bridge.ts'

const tokenTimeoutMs = 5_000

/** POST /bridge-token on our own origin: a token for one connection. A page the till does not know gets 401 or 403. */
const requestToken: WebSocketBridgeDeps['requestToken'] = async () => {
  try {
    const response = await fetch('/bridge-token', {
      method: 'POST',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(tokenTimeoutMs),
    })
    if (response.status === 401 || response.status === 403) return { problem: 'refused' }
    if (!response.ok) return { problem: 'unreachable' }
    const body: unknown = await response.json()
    if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string') {
      return { token: body.token }
    }
    return { problem: 'unreachable' }
  } catch {
    return { problem: 'unreachable' }
  }
}

const openLine: WebSocketBridgeDeps['openLine'] = (token, events) => {
  const address = new URL('/bridge', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.searchParams.set('token', token)
  const socket = new WebSocket(address)
  socket.onopen = () => events.onOpen()
  socket.onmessage = (event: MessageEvent<unknown>) => events.onText(event.data)
  socket.onclose = () => events.onClose()
  return { send: (text) => socket.send(text), close: () => socket.close() }
}

/** The desktop shell's bridge when its preload put one there, else a WebSocket to the till that served this page. */
export function connectBridge(): BridgeClient {
  if (window.cashwrap !== undefined) return createPreloadBridge(window.cashwrap)
  return createWebSocketBridge({
    requestToken,
    openLine,
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })
}

import type { Bridge } from '../../domain/protocol/bridge.ts'
import type { BridgeClient } from './bridge-client.ts'

declare global {
  interface Window {
    /** Put there by the desktop shell's preload; absent in a browser. */
    readonly cashwrap?: Bridge
  }
}

/** The bridge of the desktop shell: the preload has the port to the till and restarts the window when the till ends, so it is always ready. */
export const createPreloadBridge = (preload: Bridge): BridgeClient => ({
  call: (channel, input) => preload.call(channel, input),
  on: (topic, listener) => preload.on(topic, listener),
  status: () => 'ready',
  onStatus: () => () => undefined,
  close: () => undefined,
})

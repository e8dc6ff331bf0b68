import type { Bridge } from '../../domain/protocol/bridge.ts'

/**
 * How the page stands to its till.
 * connecting  the first connection is being made     ready    calls are answered
 * lost        there was a connection; trying again    refused  the till does not accept this page's key; only its own address opens it again
 */
export type LinkStatus = 'connecting' | 'ready' | 'lost' | 'refused'

/** A bridge that also says whether there is anybody at the other end. Calls made while it is not `ready` fail at once with `till_unreachable`. */
export type BridgeClient = Bridge & {
  readonly status: () => LinkStatus
  onStatus(listener: (status: LinkStatus) => void): () => void
  close(): void
}

import type { BridgeClient } from '../../bridge/bridge-client.ts'
import type { Sounds } from '../state/sounds.ts'
import type { TillStore } from '../state/till-store.ts'

export function TillApp({ store }: { bridge: BridgeClient; store: TillStore; sounds: Sounds }) {
  return <p>{store.getState().link}</p>
}

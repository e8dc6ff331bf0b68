import { useState } from 'react'
import type { BridgeClient } from '../../bridge/bridge-client.ts'
import { NoticeProvider } from '../state/notices.tsx'
import type { Sounds } from '../state/sounds.ts'
import { type DialogName, TillProvider } from '../state/till-context.tsx'
import type { TillStore } from '../state/till-store.ts'
import { Dialogs } from './dialogs.tsx'
import { ScreenErrorBoundary } from './screen-error-boundary.tsx'
import { TillScreen } from './till-screen.tsx'

/** The till's page, whole: its state, its notices, its dialogs and the screen of the moment. */
export function TillApp({
  bridge,
  store,
  sounds,
}: {
  readonly bridge: BridgeClient
  readonly store: TillStore
  readonly sounds: Sounds
}) {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  return (
    <ScreenErrorBoundary>
      <NoticeProvider>
        <TillProvider bridge={bridge} store={store} sounds={sounds} openDialog={setDialog}>
          <TillScreen isDialogOpen={dialog !== null} />
          <Dialogs open={dialog} onClose={() => setDialog(null)} />
        </TillProvider>
      </NoticeProvider>
    </ScreenErrorBoundary>
  )
}

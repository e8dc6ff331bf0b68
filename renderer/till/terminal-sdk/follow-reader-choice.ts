import type { TillState } from '../../../domain/protocol/views.ts'
import type { TillStore } from '../state/till-store.ts'
import type { TerminalDriver } from './terminal-driver.ts'

/**
 * Runs the reader SDK's driver in this page when the register has chosen it. What a page may load is fixed while it loads (its content security policy),
 * so a page whose register chooses otherwise loads anew: nothing of a sale lives in a page.
 */
export function followReaderChoice(
  store: TillStore,
  openDriver: () => TerminalDriver,
  reload: () => void,
): { readonly leave: () => void } {
  let runsSdk: boolean | null = null
  let driver: TerminalDriver | null = null
  let reloading = false

  const start = (): void => {
    const opened = openDriver()
    const show = (): void => store.setState({ terminal: opened.standing() })
    opened.onStanding(show)
    show()
    opened.start()
    driver = opened
  }
  const see = (till: TillState | null): void => {
    if (till === null || reloading) return
    const wantsSdk = till.reader?.driver === 'sdk'
    if (runsSdk === null) {
      runsSdk = wantsSdk
      if (wantsSdk) start()
    } else if (wantsSdk !== runsSdk) {
      reloading = true
      reload()
    }
  }
  store.subscribe(({ till }) => see(till))
  see(store.getState().till)
  return { leave: () => driver?.leave() }
}

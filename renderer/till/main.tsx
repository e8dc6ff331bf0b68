import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '../../domain/assert.ts'
import { connectBridge } from '../bridge/connect-bridge.ts'
import { IntlRoot } from '../i18n/intl-root.tsx'
import { readSounds, readTheme, showTheme, writeSounds } from '../i18n/preferences.ts'
import '../theme/app.css'
import { TillApp } from './app/till-app.tsx'
import { createSounds } from './state/sounds.ts'
import { createTillStore } from './state/till-store.ts'
import { followReaderChoice } from './terminal-sdk/follow-reader-choice.ts'
import { openStripeTerminal } from './terminal-sdk/stripe-terminal.ts'
import { createTerminalDriver } from './terminal-sdk/terminal-driver.ts'

/** The shell hears of the choice at the same moment; it is given the time to serve the page with the other policy. */
const reloadAfterMs = 400

const root = document.getElementById('root')
assert(root !== null, 'the page has no #root')
showTheme(readTheme())
const bridge = connectBridge()
const store = createTillStore(bridge)
const sounds = createSounds({ read: readSounds, write: writeSounds })
const readerChoice = followReaderChoice(
  store,
  () =>
    createTerminalDriver({
      bridge,
      pageId: crypto.randomUUID(),
      openTerminal: openStripeTerminal,
      schedule: (run, delayMs) => {
        const timer = setTimeout(run, delayMs)
        return () => clearTimeout(timer)
      },
      random: Math.random,
    }),
  () => void setTimeout(() => location.reload(), reloadAfterMs),
)
addEventListener('pagehide', readerChoice.leave)
createRoot(root).render(
  <StrictMode>
    <IntlRoot>
      <TillApp bridge={bridge} store={store} sounds={sounds} />
    </IntlRoot>
  </StrictMode>,
)

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

const root = document.getElementById('root')
assert(root !== null, 'the page has no #root')
showTheme(readTheme())
const bridge = connectBridge()
const store = createTillStore(bridge)
const sounds = createSounds({ read: readSounds, write: writeSounds })
createRoot(root).render(
  <StrictMode>
    <IntlRoot>
      <TillApp bridge={bridge} store={store} sounds={sounds} />
    </IntlRoot>
  </StrictMode>,
)

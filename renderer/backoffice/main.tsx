import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '../../domain/assert.ts'
import { IntlRoot } from '../i18n/intl-root.tsx'
import { readTheme, showTheme } from '../i18n/preferences.ts'
import '../theme/app.css'

const root = document.getElementById('root')
assert(root !== null, 'the page has no #root')
showTheme(readTheme())
createRoot(root).render(
  <StrictMode>
    <IntlRoot>{null}</IntlRoot>
  </StrictMode>,
)

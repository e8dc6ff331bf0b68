import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '../../domain/assert.ts'
import { IntlRoot } from '../i18n/intl-root.tsx'
import { readTheme, showTheme } from '../i18n/preferences.ts'
import '../theme/app.css'
import { createApi } from './api/api-client.ts'
import { BackofficeApp } from './app/backoffice-app.tsx'

const root = document.getElementById('root')
assert(root !== null, 'the page has no #root')
showTheme(readTheme())
const api = createApi((...request) => fetch(...request))
createRoot(root).render(
  <StrictMode>
    <IntlRoot>
      <BackofficeApp api={api} />
    </IntlRoot>
  </StrictMode>,
)

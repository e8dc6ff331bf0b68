import { defineMessages } from '../../i18n/define-messages.ts'

export const appMessages = defineMessages({
  navigation: { id: 'backoffice.navigation', defaultMessage: 'Back office' },
  today: { id: 'backoffice.today', defaultMessage: 'Today' },
  sales: { id: 'backoffice.sales', defaultMessage: 'Sales' },
  exceptions: { id: 'backoffice.exceptions', defaultMessage: 'Exceptions' },
  events: { id: 'backoffice.events', defaultMessage: 'Event log' },
  devices: { id: 'backoffice.devices', defaultMessage: 'Devices' },
  language: { id: 'backoffice.language', defaultMessage: 'Language' },
  theme: { id: 'backoffice.theme', defaultMessage: 'Appearance' },
  themeSystem: { id: 'backoffice.themeSystem', defaultMessage: 'As the system' },
  themeLight: { id: 'backoffice.themeLight', defaultMessage: 'Light' },
  themeDark: { id: 'backoffice.themeDark', defaultMessage: 'Dark' },
  version: { id: 'backoffice.version', defaultMessage: 'Version {version}' },
  practice: { id: 'backoffice.practice', defaultMessage: 'Practice — no real money moves' },
  test: { id: 'backoffice.test', defaultMessage: 'Test mode — no real money moves' },
  closed: { id: 'backoffice.closed', defaultMessage: 'The back office is closed' },
  closedHelp: {
    id: 'backoffice.closedHelp',
    defaultMessage:
      'Open it with the address that the server printed when it started. It stays open for twelve hours.',
  },
  failed: { id: 'backoffice.failed', defaultMessage: 'This could not be read' },
  stale: { id: 'backoffice.stale', defaultMessage: 'What you see may be out of date.' },
  again: { id: 'backoffice.again', defaultMessage: 'Try again' },
  refresh: { id: 'backoffice.refresh', defaultMessage: 'Refresh' },
  more: { id: 'backoffice.more', defaultMessage: 'Show more' },
  cash: { id: 'backoffice.cash', defaultMessage: 'Cash' },
  card: { id: 'backoffice.card', defaultMessage: 'Card' },
  rawText: { id: 'backoffice.rawText', defaultMessage: 'As it was sent' },
})

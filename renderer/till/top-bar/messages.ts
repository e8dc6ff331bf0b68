import { defineMessages } from '../../i18n/define-messages.ts'

export const topBarMessages = defineMessages({
  online: { id: 'topBar.online', defaultMessage: 'Online' },
  offline: { id: 'topBar.offline', defaultMessage: 'Offline' },
  waiting: { id: 'topBar.waiting', defaultMessage: '{count, number} waiting' },
  needsPerson: {
    id: 'topBar.needsPerson',
    defaultMessage: '{count, plural, one {# record needs a person} other {# records need a person}}',
  },
  queue: { id: 'topBar.queue', defaultMessage: 'Connection and queue' },
  reader: { id: 'topBar.reader', defaultMessage: 'Reader' },
  noReader: { id: 'topBar.noReader', defaultMessage: 'No reader' },
  history: { id: 'topBar.history', defaultMessage: 'Sales' },
  parked: { id: 'topBar.parked', defaultMessage: 'Recall' },
  lock: { id: 'topBar.lock', defaultMessage: 'Lock' },
  menu: { id: 'topBar.menu', defaultMessage: 'Menu' },
  cashier: { id: 'topBar.cashier', defaultMessage: 'Signed in: {name}' },
  language: { id: 'topBar.language', defaultMessage: 'Language' },
  theme: { id: 'topBar.theme', defaultMessage: 'Appearance' },
  themeSystem: { id: 'topBar.themeSystem', defaultMessage: 'Like the system' },
  themeLight: { id: 'topBar.themeLight', defaultMessage: 'Light' },
  themeDark: { id: 'topBar.themeDark', defaultMessage: 'Dark' },
  sounds: { id: 'topBar.sounds', defaultMessage: 'Sounds' },
  soundsOn: { id: 'topBar.soundsOn', defaultMessage: 'Sounds on' },
  version: { id: 'topBar.version', defaultMessage: 'Cashwrap {version}' },
})

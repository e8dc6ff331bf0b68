import { money } from './money.js'

const refreshMs = 2000

const cell = (content, className = '') => {
  const element = document.createElement('td')
  element.textContent = content
  element.className = className
  return element
}

const when = (seconds) => new Date(seconds * 1000).toLocaleTimeString(navigator.language)
const number = (content) => cell(content, 'number')
const id = (content) => cell(content, 'id')
const plain = (status) => cell(status.replaceAll('_', ' '))

const rows = {
  payments: (row) => [
    cell(when(row.created)),
    plain(row.status),
    number(money(row.amount, row.currency, row.decimals)),
    number(money(row.amount_received, row.currency, row.decimals)),
    number(money(row.amount_refunded, row.currency, row.decimals)),
    id(row.id),
  ],
  refunds: (row) => [
    cell(when(row.created)),
    plain(row.status),
    number(money(row.amount, row.currency, row.decimals)),
    id(row.id),
    id(row.payment_intent),
  ],
  events: (row) => [
    cell(when(row.created)),
    cell(row.type),
    id(row.object ?? ''),
    number(String(row.pending_webhooks)),
  ],
}

const fill = (name, list) => {
  const body = document.getElementById(name)
  const lines = list.map((row) => {
    const line = document.createElement('tr')
    line.append(...rows[name](row))
    return line
  })
  if (lines.length === 0) {
    const empty = cell('Nothing yet', 'empty')
    empty.colSpan = 6
    const line = document.createElement('tr')
    line.append(empty)
    lines.push(line)
  }
  body.replaceChildren(...lines)
}

let last = ''

const refresh = async () => {
  try {
    const text = await (await fetch('/_practice/ledger')).text()
    if (text !== last) {
      const ledger = JSON.parse(text)
      for (const name of Object.keys(rows)) fill(name, ledger[name])
      last = text
    }
  } catch {
    // The practice Stripe is being restarted; what is on the page stays, and the next look finds it again.
  }
  setTimeout(refresh, refreshMs)
}

void refresh()

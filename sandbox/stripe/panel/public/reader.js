import { money } from './money.js'

const byId = (id) => document.getElementById(id)
const screen = byId('screen')
const buttons = [...document.querySelectorAll('button')]

const icons = {
  waiting: '<path d="M14 40a17 17 0 0 0 0-24M24 46a26 26 0 0 0 0-36M34 52a36 36 0 0 0 0-48"/>',
  approved: '<circle cx="28" cy="28" r="24"/><path d="m17 29 8 8 15-17"/>',
  declined: '<circle cx="28" cy="28" r="24"/><path d="m19 19 18 18M37 19 19 37"/>',
}

const text = (tag, className, content) => {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = content
  return element
}

const icon = (name) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 56 56')
  svg.setAttribute('aria-hidden', 'true')
  svg.innerHTML = icons[name]
  return svg
}

const amountOf = (view) => {
  if (view.amount === null || view.currency === null) return []
  const shown = money(view.amount, view.currency, view.decimals)
  return [text('p', shown.length > 11 ? 'amount long' : 'amount', shown)]
}

const cartOf = ({ cart, decimals }) => {
  if (cart === null) return []
  const sum = (name, amount, className = 'cart-sum') => {
    const row = text('div', className, '')
    row.append(text('span', '', name), text('span', '', money(amount, cart.currency, decimals)))
    return row
  }
  const lines = text('ul', 'cart-lines', '')
  for (const line of cart.line_items) {
    const item = document.createElement('li')
    const name = line.quantity === 1 ? line.description : `${line.quantity} × ${line.description}`
    item.append(text('span', '', name), text('span', '', money(line.amount, cart.currency, decimals)))
    lines.append(item)
  }
  const tax = cart.tax === null ? [] : [sum('Tax', cart.tax)]
  return [lines, ...tax, sum('Total', cart.total, 'cart-sum total')]
}

const wanted = {
  pay: 'Tap, insert or swipe',
  refund: 'Tap, insert or swipe for your refund',
  read: 'Tap, insert or swipe',
}
const done = { pay: 'Approved', refund: 'Refunded', read: 'Card read' }

/** What stands on the screen of the reader, by the state it is in. */
const screens = {
  off: () => [text('p', 'small', 'Switched off')],
  idle: (view) => [text('p', 'say', view.location ?? view.label), text('p', 'small', 'Ready')],
  cart: cartOf,
  waiting: (view) => [icon('waiting'), ...amountOf(view), text('p', 'say', wanted[view.purpose] ?? '')],
  authorising: (view) => [
    ...amountOf(view),
    text('p', 'say', 'Checking with the bank…'),
    text('p', 'small', 'Please wait'),
  ],
  approved: (view) => [
    icon('approved'),
    text('p', 'result', done[view.purpose] ?? 'Done'),
    ...amountOf(view),
  ],
  declined: (view) => [
    icon('declined'),
    text('p', 'result', 'Declined'),
    ...amountOf(view),
    text('p', 'say', view.message ?? ''),
  ],
  canceled: (view) => [
    text('p', 'result', 'Canceled'),
    ...amountOf(view),
    text('p', 'small', 'You were not charged'),
  ],
}

const noteFor = (view) => {
  if (view.customerLeft)
    return 'The customer has gone. The reader still waits: cancel the payment at the till.'
  if (!view.pluggedIn) return 'The till cannot reach this reader.'
  if (view.vanishOnAnswer) return 'The plug will be pulled just after the bank answers.'
  return ''
}

const show = (view) => {
  byId('label').textContent = view.label
  byId('connection').textContent = view.pluggedIn ? 'Online' : 'Unplugged'
  byId('connection').className = view.pluggedIn ? 'connection on' : 'connection'
  byId('note').textContent = noteFor(view)
  byId('vanish').checked = view.vanishOnAnswer
  byId('vanish').disabled = !view.pluggedIn || view.vanishOnAnswer
  screen.className = `screen ${view.screen}`
  screen.replaceChildren(...screens[view.screen](view))
  for (const button of buttons) {
    const { control } = button.dataset
    if (control === 'unplug') button.disabled = !view.pluggedIn
    else if (control === 'plug_in') button.disabled = view.pluggedIn
    else button.disabled = !view.wantsCard || (control === 'walk_away' && view.customerLeft)
  }
}

const say = (message) => {
  byId('note').textContent = message
}

const post = async (readerId, control, body) => {
  try {
    const response = await fetch(`/_practice/readers/${readerId}/${control}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!response.ok) say((await response.json()).error)
  } catch {
    say('The practice Stripe does not answer. Is it still running?')
  }
}

const fillSelect = (select, options) => {
  select.replaceChildren(
    ...options.map(({ value, label }) => {
      const option = text('option', '', label)
      option.value = value
      return option
    }),
  )
}

let stream
let readerId

const watch = (id) => {
  stream?.close()
  readerId = id
  stream = new EventSource(`/_practice/readers/${id}/stream`)
  stream.onmessage = ({ data }) => {
    const view = JSON.parse(data)
    if (view === null) say('This reader is no longer registered.')
    else show(view)
  }
  stream.onerror = () => {
    byId('connection').textContent = 'Connecting'
    byId('connection').className = 'connection'
  }
}

for (const button of buttons) {
  button.addEventListener('click', () => {
    const { method, control } = button.dataset
    if (method === undefined) void post(readerId, control, {})
    else void post(readerId, 'present', { card: byId('card').value, method })
  })
}
byId('vanish').addEventListener('change', () => void post(readerId, 'unplug', { when: 'after_authorised' }))
byId('reader-select').addEventListener('change', ({ target }) => watch(target.value))

const { cards } = await (await fetch('/_practice/cards')).json()
fillSelect(
  byId('card'),
  cards.map(({ name, label }) => ({ value: name, label })),
)

const [, named] = /^\/reader\/(\w+)$/.exec(location.pathname) ?? []
const { readers } = await (await fetch('/_practice/readers')).json()
if (named === undefined && readers.length > 1) {
  fillSelect(
    byId('reader-select'),
    readers.map(({ id, label }) => ({ value: id, label })),
  )
  byId('reader-choice').hidden = false
}
const first = named ?? readers[0]?.id
if (first === undefined) say('There is no reader. Register one with the code simulated-wpe.')
else watch(first)

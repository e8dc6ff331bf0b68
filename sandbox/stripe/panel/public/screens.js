import { money } from './money.js'

const icons = {
  waiting: '<path d="M14 40a17 17 0 0 0 0-24M24 46a26 26 0 0 0 0-36M34 52a36 36 0 0 0 0-48"/>',
  approved: '<circle cx="28" cy="28" r="24"/><path d="m17 29 8 8 15-17"/>',
  pin: '<rect x="12" y="6" width="32" height="44" rx="5"/><path d="M20 18h16M20 28h.1M28 28h.1M36 28h.1M20 38h.1M28 38h.1M36 38h.1"/>',
  updating: '<path d="M28 8v26m-10-9 10 10 10-10M12 46h32"/>',
  declined: '<circle cx="28" cy="28" r="24"/><path d="m19 19 18 18M37 19 19 37"/>',
}

export const text = (tag, className, content) => {
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

/** With the tip that was chosen, from the moment it was. */
const amountOf = (view) => {
  if (view.amount === null || view.currency === null) return []
  const tip = view.tip === null ? 0 : (view.tipChosen ?? 0)
  const shown = money(view.amount + tip, view.currency, view.decimals)
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

const tipIncluded = (view) =>
  view.tip !== null && (view.tipChosen ?? 0) > 0
    ? [text('p', 'small', `with a tip of ${money(view.tipChosen, view.currency, view.decimals)}`)]
    : []

/** One button for each suggestion, and one for none. Pressing it is the customer's answer. */
const tipsOf = (view, choose) => {
  const buttons = text('div', 'tips', '')
  const add = (name, amount, className) => {
    const button = text('button', className, '')
    button.type = 'button'
    button.append(...name.map((words, index) => text('span', index === 0 ? '' : 'small', words)))
    button.addEventListener('click', () => choose('choose_tip', { amount }))
    buttons.append(button)
  }
  for (const { percent, amount } of view.tip.suggestions) {
    const shown = money(amount, view.currency, view.decimals)
    add(percent === null ? [shown] : [`${percent} %`, shown], amount, '')
  }
  add(['No tip'], 0, 'none')
  return buttons
}

const pinPad = (view, choose) => {
  const enter = text('button', 'primary', 'Enter the PIN')
  enter.type = 'button'
  enter.addEventListener('click', () => choose('enter_pin', {}))
  const how = view.pin === 'offline' ? 'Insert your card and enter its PIN' : 'Enter your PIN'
  return [icon('pin'), ...amountOf(view), text('p', 'say', how), enter]
}

const asked = (view) => {
  if (view.accepts === 'interac' && view.purpose === 'refund') return 'Present the Interac card you paid with'
  if (view.accepts === 'interac') return 'Tap or insert your Interac card'
  return wanted[view.purpose] ?? ''
}

const wanted = {
  pay: 'Tap, insert or swipe',
  refund: 'Tap, insert or swipe for your refund',
  read: 'Tap, insert or swipe',
}
const done = { pay: 'Approved', refund: 'Refunded', read: 'Card read' }

/** What stands on the screen of the reader, by the state it is in; `choose` sends the customer's answer. */
export const screens = {
  off: () => [text('p', 'small', 'Switched off')],
  updating: () => [
    icon('updating'),
    text('p', 'say', 'Installing an update'),
    text('p', 'small', 'This takes a moment'),
  ],
  idle: (view) => [text('p', 'say', view.location ?? view.label), text('p', 'small', 'Ready')],
  cart: cartOf,
  tip: (view, choose) => [text('p', 'say', 'Add a tip?'), ...amountOf(view), tipsOf(view, choose)],
  waiting: (view) => [
    icon('waiting'),
    ...amountOf(view),
    ...tipIncluded(view),
    text('p', 'say', asked(view)),
  ],
  pin: pinPad,
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

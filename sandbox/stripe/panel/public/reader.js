import { screens, text } from './screens.js'

const byId = (id) => document.getElementById(id)
const screen = byId('screen')
const buttons = [...document.querySelectorAll('button')]

const connectionOf = (view) => {
  if (!view.pluggedIn) return 'Unplugged'
  return view.screen === 'updating' ? 'Updating' : 'Online'
}

const noteFor = (view) => {
  if (view.screen === 'updating') return 'The reader obeys nobody until its update is installed.'
  if (view.screen === 'tip') return 'A card that comes before an answer pays without a tip.'
  if (view.customerLeft)
    return 'The customer has gone. The reader still waits: cancel the payment at the till.'
  if (!view.pluggedIn) return 'The till cannot reach this reader.'
  if (view.vanishOnAnswer) return 'The plug will be pulled just after the bank answers.'
  return ''
}

/** What the customer presses on the screen itself. */
const answer = (control, body) => void post(readerId, control, body)

/** The customer takes the card that is wanted out of the purse; any other choice is left alone. */
const handTheRightCard = ({ accepts }) => {
  const card = byId('card')
  if (accepts === 'interac' && card.value !== 'interac') card.value = 'interac'
  if (accepts === 'cards' && card.value === 'interac') card.value = 'visa'
}

const show = (view) => {
  byId('label').textContent = view.label
  byId('connection').textContent = connectionOf(view)
  byId('connection').className = view.pluggedIn ? 'connection on' : 'connection'
  byId('note').textContent = noteFor(view)
  byId('vanish').checked = view.vanishOnAnswer
  byId('vanish').disabled = !view.pluggedIn || view.vanishOnAnswer
  screen.className = `screen ${view.screen}`
  screen.replaceChildren(...screens[view.screen](view, answer))
  handTheRightCard(view)
  for (const button of buttons) {
    const { control } = button.dataset
    if (control === 'unplug') button.disabled = !view.pluggedIn
    else if (control === 'plug_in') button.disabled = view.pluggedIn
    else if (control === 'walk_away')
      button.disabled = view.customerLeft || !(view.wantsCard || view.pin !== null)
    else button.disabled = !view.wantsCard
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

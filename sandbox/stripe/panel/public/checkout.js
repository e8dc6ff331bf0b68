import { money } from './money.js'

const byId = (id) => document.getElementById(id)
const [, id] = /^\/checkout\/(\w+)$/.exec(location.pathname) ?? []

const say = (message, isBad = false) => {
  byId('note').textContent = message
  byId('note').className = isBad ? 'note bad' : 'note'
}

const endings = {
  complete: 'Paid. This page can be closed.',
  expired: 'The time of this page is over. Ask the shop for a new one.',
}

const show = (page) => {
  byId('amount').textContent = money(page.amount, page.currency, page.decimals)
  byId('lines').replaceChildren(
    ...page.lines.map(({ name, quantity, unitAmount }) => {
      const item = document.createElement('li')
      const what = document.createElement('span')
      const price = document.createElement('span')
      what.textContent = quantity === 1 ? name : `${quantity} × ${name}`
      price.textContent = money(unitAmount * quantity, page.currency, page.decimals)
      item.append(what, price)
      return item
    }),
  )
  const isOpen = page.status === 'open'
  byId('form').hidden = !isOpen
  byId('pay').disabled = !isOpen
  byId('pay').textContent = `Pay ${byId('amount').textContent}`
  byId('cancel').hidden = page.cancel_url === null
  if (page.cancel_url !== null) byId('cancel').href = page.cancel_url
  if (!isOpen) say(endings[page.status])
  else if (page.declined !== null) say(page.declined, true)
}

const ask = async (path, init) => {
  try {
    const response = await fetch(`/_practice/checkout/${id}${path}`, init)
    const body = await response.json()
    if (response.ok) return body
    say(body.error, true)
  } catch {
    say('The practice Stripe does not answer. Is it still running?', true)
  }
  return undefined
}

byId('pay').addEventListener('click', async () => {
  byId('pay').disabled = true
  say('Checking with the bank…')
  const page = await ask('/pay', { method: 'POST', body: JSON.stringify({ card: byId('card').value }) })
  if (page === undefined) {
    byId('pay').disabled = false
    return
  }
  show(page)
  if (page.status === 'complete' && page.success_url !== null) location.assign(page.success_url)
})

const { cards } = await (await fetch('/_practice/cards')).json()
byId('card').replaceChildren(
  ...cards
    .filter(({ online }) => online)
    .map(({ name, label }) => {
      const option = document.createElement('option')
      option.value = name
      option.textContent = label
      return option
    }),
)
const page = await ask('', {})
if (page !== undefined) show(page)

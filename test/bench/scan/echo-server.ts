import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

/** A process that does nothing but serve one page and send back what the page sends it. Prints its address. */
const page = `<!doctype html>
<title>Echo</title>
<ul></ul>
<script>
  const socket = new WebSocket(location.origin.replace('http', 'ws'))
  const list = document.querySelector('ul')
  let code = ''
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') {
      code += event.key
      return
    }
    socket.send(JSON.stringify({ id: 1, channel: 'cart.scan', input: { code } }))
    code = ''
  })
  socket.onmessage = ({ data }) => {
    const line = document.createElement('li')
    line.textContent = JSON.parse(data).input.code
    if (list.childElementCount >= 20) list.replaceChildren()
    list.append(line)
  }
  socket.onopen = () => document.body.setAttribute('data-open', '')
</script>
`

const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
})
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('message', (data) => socket.send(data.toString()))
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`echo: http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`)
})

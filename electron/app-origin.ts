/** The one origin the desktop shell shows. A scheme of its own: no page is ever loaded from disk paths or from the network. */
export const appScheme = 'app'
export const appHost = 'cashwrap'
export const tillPage = `${appScheme}://${appHost}/till/index.html`

/** Whether a URL belongs to the app, by parsing it: comparing beginnings of strings would let `app://cashwrap.evil/` pass. */
export function isAppUrl(text: string): boolean {
  try {
    const url = new URL(text)
    return (
      url.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
    )
  } catch {
    return false
  }
}

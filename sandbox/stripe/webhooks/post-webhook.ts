/** One attempt to hand a signed event over. Resolves to whether it was answered with 2xx; never rejects. */
export type PostWebhook = (request: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  /** Aborted when the practice Stripe stops. */
  readonly stopping: AbortSignal
}) => Promise<boolean>

export const postByFetch: PostWebhook = async ({ url, headers, body, timeoutMs, stopping }) => {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)])
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal, headers, body })
    await response.arrayBuffer()
    return response.ok
  } catch {
    // Refused, reset, timed out or cut short: whatever the reason, it was not delivered.
    return false
  }
}

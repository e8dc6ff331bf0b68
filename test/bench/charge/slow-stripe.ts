/** Makes every call to the practice Stripe take `delayMs` longer while `work` runs, as a real one is that far away; 0 leaves it as it is. */
export async function withDelay<T>(sandboxUrl: string, delayMs: number, work: () => Promise<T>): Promise<T> {
  if (delayMs === 0) return work()
  await control(sandboxUrl, 'POST', {
    kind: 'hang',
    when: 'before',
    delay_ms: delayMs,
    count: 10_000,
    path: '/v1/',
  })
  try {
    return await work()
  } finally {
    await control(sandboxUrl, 'DELETE')
  }
}

async function control(sandboxUrl: string, method: 'POST' | 'DELETE', body?: object): Promise<void> {
  const response = await fetch(`${sandboxUrl}/_practice/faults`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`practice control: HTTP ${response.status} ${await response.text()}`)
}

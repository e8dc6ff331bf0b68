/** One HTTP exchange with a processor, for an adapter whose vendor's SDK lets its client be replaced. Keys and bodies are the SDK's own. */
export type ProcessorRequest = {
  readonly method: string
  readonly host: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
}

export type ProcessorResponse = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * How an adapter reaches its processor. Rejects with an error that carries the network's `code` (`ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT`) when no
 * answer arrived. A server leaves it out and uses the SDK's own; a test that runs everything in one process passes its own.
 */
export type ProcessorTransport = (request: ProcessorRequest) => Promise<ProcessorResponse>

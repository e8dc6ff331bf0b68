import type { IncomingMessage } from 'node:http'

const bytesMax = 1_000_000

export const tooLargeSentence = 'The request body is larger than one megabyte: send less at a time.'

/** The body as text, or undefined when it is larger than a megabyte. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += piece.length
    if (bytes <= bytesMax) chunks.push(piece)
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks).toString('utf8')
}

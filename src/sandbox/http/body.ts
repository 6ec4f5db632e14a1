import type { IncomingMessage } from 'node:http'

/** The whole body of a request; `undefined` when it is longer than `max`. */
export async function readBody(request: IncomingMessage, max: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer // no encoding is set, so chunks are buffers
    size += bytes.length
    if (size > max) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

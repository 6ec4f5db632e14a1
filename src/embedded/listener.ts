import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import type { Connection, Shared } from './context.ts'
import { dispatch } from './dispatch.ts'
import { errorReply } from './errors.ts'
import { frameLength, readRequest, writeReply } from './wire/message.ts'

/** Accepts connections; `connections` is kept up to date for those who count them. */
export function listen(
  shared: Shared,
  connections: Set<Connection>,
  at: { host: string; port: number },
): Promise<Server> {
  let last = 0
  const server = createServer({ noDelay: true }, (socket) => serve(shared, connections, socket, ++last))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

function serve(shared: Shared, connections: Set<Connection>, socket: Socket, id: number): void {
  const connection: Connection = { id, address: addressOf(socket), user: undefined, conversation: undefined }
  connections.add(connection)
  let replies = 0
  const work = async (frame: Buffer): Promise<void> => {
    const request = readRequest(frame)
    const reply = await dispatch(shared, connection, request)
    if (reply === undefined) return void socket.destroy()
    if (request.silent || socket.destroyed) return
    send(
      socket,
      () => writeReply(request, ++replies, reply),
      (error) => writeReply(request, ++replies, errorReply(error)),
    )
  }
  const frames = frameReader()
  // One command at a time, in the order of their coming.
  let queue = Promise.resolve()
  socket.on('data', (chunk: Buffer) => {
    queue = queue
      .then(async () => {
        for (const frame of frames(chunk)) await work(frame)
      })
      .catch(() => void socket.destroy())
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => connections.delete(connection))
}

/** An answer that cannot be encoded (it is too large) becomes an error. */
function send(socket: Socket, encode: () => Buffer, onError: (error: unknown) => Buffer): void {
  let bytes: Buffer
  try {
    bytes = encode()
  } catch (error) {
    bytes = onError(error)
  }
  socket.write(bytes)
}

/** Cuts the byte stream into frames. Throws on an impossible length. */
function frameReader(): (chunk: Buffer) => Iterable<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  return function* (chunk) {
    parts.push(chunk)
    size += chunk.length
    for (;;) {
      const [first] = parts
      if (!first || size < 4) return
      const head = first.length >= 4 ? first : Buffer.concat(parts)
      const length = frameLength(head)
      if (length === undefined || size < length) return
      const all = parts.length === 1 ? first : Buffer.concat(parts)
      parts = all.length > length ? [all.subarray(length)] : []
      size -= length
      yield all.subarray(0, length)
    }
  }
}

/** Where the client reached this server. */
function addressOf({ localAddress = '127.0.0.1', localPort = 0 }: Socket): string {
  const host = localAddress.replace(/^::ffff:/, '')
  return host.includes(':') ? `[${host}]:${localPort}` : `${host}:${localPort}`
}

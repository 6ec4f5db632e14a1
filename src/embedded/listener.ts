import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import type { Connection, Shared } from './context.ts'
import { dispatch } from './dispatch.ts'
import { errorReply } from './errors.ts'
import { frameLength, readRequest, writeReply } from './wire/message.ts'

export interface Listener {
  readonly port: number
  /** Ends all connections. */
  close(): Promise<void>
}

/** Accepts connections; `connections` is kept up to date for those who count them. */
export async function listen(
  shared: Shared,
  connections: Set<Connection>,
  { host, port }: { host: string; port: number },
): Promise<Listener> {
  const sockets = new Set<Socket>()
  let last = 0
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = { id: ++last, address: addressOf(socket), user: undefined, conversation: undefined }
    sockets.add(socket)
    connections.add(connection)
    socket.on('close', () => {
      sockets.delete(socket)
      connections.delete(connection)
    })
    serve(shared, connection, socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** One command at a time, in the order of their coming. What breaks the protocol ends the connection. */
function serve(shared: Shared, connection: Connection, socket: Socket): void {
  let replies = 0
  const work = async (frame: Buffer): Promise<void> => {
    const request = readRequest(frame)
    const reply = await dispatch(shared, connection, request)
    if (reply === undefined) return void socket.destroy()
    if (request.silent || socket.destroyed) return
    replies++
    try {
      socket.write(writeReply(request, replies, reply))
    } catch (error) {
      // It cannot be encoded: it is too large.
      socket.write(writeReply(request, replies, errorReply(error)))
    }
  }
  const frames = frameReader()
  let queue = Promise.resolve()
  socket.on('data', (chunk: Buffer) => {
    queue = queue
      .then(async () => {
        for (const frame of frames(chunk)) await work(frame)
      })
      .catch(() => void socket.destroy())
  })
  socket.on('error', () => socket.destroy())
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

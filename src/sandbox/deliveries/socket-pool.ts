import type { WebSocket } from 'ws'

/** The connections of an app, one of which takes the next delivery in turn. */
export interface SocketPool {
  readonly size: number
  add(socket: WebSocket): void
  remove(socket: WebSocket): void
  /** It is about to end: deliveries take it only where there is no other. */
  retire(socket: WebSocket): void
  next(): WebSocket | undefined
  /** The one that the last delivery took, or would have taken. */
  current(): WebSocket | undefined
  all(): readonly WebSocket[]
}

export function openSocketPool(): SocketPool {
  const sockets = new Set<WebSocket>()
  const retired = new Set<WebSocket>()
  let turn = 0
  const current = (): WebSocket | undefined => {
    const staying = [...sockets].filter((socket) => !retired.has(socket))
    const open = staying.length > 0 ? staying : [...sockets]
    return open[turn % Math.max(1, open.length)]
  }
  return {
    get size() {
      return sockets.size
    },
    add: (socket) => void sockets.add(socket),
    remove: (socket) => {
      sockets.delete(socket)
      retired.delete(socket)
    },
    retire: (socket) => void retired.add(socket),
    next: () => {
      turn += 1
      return current()
    },
    current,
    all: () => [...sockets],
  }
}

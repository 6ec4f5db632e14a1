import { createHash } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Another process owns the folder. */
export class FolderInUse extends Error {}

/**
 * Makes this process the folder's only owner, by a socket that it listens on: when the process ends, however it ends, the
 * folder is free again. Throws if another process has it. Gives the way to let go.
 */
export async function own(folder: string): Promise<() => Promise<void>> {
  const path = socketPath(realpathSync(folder))
  const server = await claim(path, folder)
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

/** A socket's path must be short; a folder's may be long. */
function socketPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\embedded-${name}`
  const inside = join(folder, 'owner.sock')
  return Buffer.byteLength(inside) < 100 ? inside : join(tmpdir(), `embedded-${name}.sock`)
}

async function claim(path: string, folder: string): Promise<Server> {
  const first = await listen(path)
  if (first) return first
  if (await isAlive(path))
    throw new FolderInUse(`Another process uses the data folder ${folder}: stop it first, or choose another folder`)
  rmSync(path, { force: true })
  const second = await listen(path)
  if (second) return second
  throw new FolderInUse(`Another process has just taken the data folder ${folder}`)
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(path, () => resolve(server))
  })
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

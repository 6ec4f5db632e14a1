import { mkdirSync } from 'node:fs'
import { openCursors } from './cursors.ts'
import { USER } from './commands/authenticate.ts'
import { SET_NAME } from './commands/handshake.ts'
import type { Connection } from './context.ts'
import { openFailPoints } from './fail-points.ts'
import { listen } from './listener.ts'
import { forgetOld } from './retryable.ts'
import { openSessions } from './sessions.ts'
import { openCatalog } from './storage/catalog.ts'
import type { Collection } from './storage/catalog.ts'
import { openEngine } from './storage/engine.ts'
import { compactIfWorthwhile, prepareCopy } from './storage/files.ts'
import { FolderInUse, own } from './storage/owner.ts'
import { expireDocuments } from './ttl.ts'

export { FolderInUse }

export interface EmbeddedServer {
  /** What a driver connects to; with the password if there is one. */
  readonly uri: string
  stop(): Promise<void>
  /** Copies the data into an empty folder while the server runs. */
  backup(folder: string): Promise<void>
}

export interface EmbeddedOptions {
  /** Made if missing; one process at a time may use it. */
  readonly dataDir: string
  /** 0 or absent: a free one. */
  readonly port?: number
  /** Default 127.0.0.1; anything but loopback needs a password. */
  readonly host?: string
  /** Clients must prove it (SCRAM-SHA-256, user `admin`). */
  readonly password?: string
}

const LOOPBACK = /^(127(\.\d+){3}|::1|localhost)$/

/** How often old documents of TTL indexes and old retry answers are removed, as in MongoDB. */
const HOUSEKEEPING = 60_000

/** Starts the document server on a folder. */
export async function startEmbedded({
  dataDir,
  port = 0,
  host = '127.0.0.1',
  password,
}: EmbeddedOptions): Promise<EmbeddedServer> {
  if (!LOOPBACK.test(host) && !password) throw new Error(`The embedded server listens on ${host} only with a password`)
  mkdirSync(dataDir, { recursive: true })
  const release = await own(dataDir)
  try {
    await compactIfWorthwhile(dataDir)
    return await serve({ dataDir, port, host, password, release })
  } catch (error) {
    await release()
    throw error
  }
}

type Owned = Required<Omit<EmbeddedOptions, 'password'>> & {
  readonly password: string | undefined
  readonly release: () => Promise<void>
}

async function serve({ dataDir, port, host, password, release }: Owned): Promise<EmbeddedServer> {
  const now = (): Date => new Date()
  const engine = openEngine(dataDir)
  const catalog = openCatalog(engine)
  const dropEmpty = (created: ReadonlySet<Collection>): void => {
    for (const collection of created) if (!collection.dropped && collection.count === 0) catalog.drop(collection)
  }
  const sessions = openSessions(engine, dropEmpty)
  const cursors = openCursors()
  const connections = new Set<Connection>()
  const failPoints = openFailPoints()
  const shared = { catalog, sessions, cursors, failPoints, password, started: now(), now, connections }
  const keepHouse = (): void => {
    expireDocuments(catalog, now())
    forgetOld(engine, now())
  }
  const timer = setInterval(keepHouse, HOUSEKEEPING).unref()
  const listener = await listen(shared, connections, { host, port })
  return {
    uri: uriOf(host, listener.port, password),
    async backup(folder) {
      prepareCopy(folder)
      await engine.backup(folder)
    },
    async stop() {
      clearInterval(timer)
      await listener.close()
      cursors.close()
      sessions.end()
      await engine.close()
      await release()
    },
  }
}

function uriOf(host: string, port: number, password: string | undefined): string {
  const at = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const [credentials, source] =
    password === undefined ? ['', ''] : [`${USER}:${encodeURIComponent(password)}@`, '&authSource=admin']
  return `mongodb://${credentials}${at}/runsheet?replicaSet=${SET_NAME}${source}`
}

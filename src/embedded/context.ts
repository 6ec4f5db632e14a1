import type { Cursors } from './cursors.ts'
import type { FailPoints } from './fail-points.ts'
import type { OpenTransaction, Sessions } from './sessions.ts'
import type { Catalog, Collection } from './storage/catalog.ts'
import type { ReadView, View } from './storage/view.ts'
import type { Doc } from './values/types.ts'

/** A client's connection. */
export interface Connection {
  readonly id: number
  /** Where the client reached this server, `host:port`: how it is to name it. */
  readonly address: string
  /** Who has proved to know the password; `undefined` before. */
  user: string | undefined
  /** A SASL conversation that is under way. */
  conversation: unknown
}

/** What all commands share. */
export interface Shared {
  readonly catalog: Catalog
  readonly sessions: Sessions
  readonly cursors: Cursors
  readonly failPoints: FailPoints
  readonly password: string | undefined
  readonly started: Date
  readonly now: () => Date
  /** Connections now open. */
  readonly connections: ReadonlySet<Connection>
}

export type Reply = Doc | Buffer

/** One command at work. */
export interface Call {
  readonly shared: Shared
  readonly connection: Connection
  readonly name: string
  readonly db: string
  readonly body: Doc
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>
  readonly transaction: OpenTransaction | undefined
  /** What the command reads: the latest state, or its transaction's. */
  readonly view: ReadView
  /** Throws once the command has run longer than its `maxTimeMS`. */
  readonly check: () => void
  /** Runs a write whole or not at all; waits where an open transaction holds what it changes. */
  write(action: (view: View) => Reply): Promise<Reply>
  /** Runs a change of the collection itself once no open transaction uses it. */
  exclusively<T>(collection: Collection, action: () => T): Promise<T>
}

/** A command: the fields it knows, by their names with spaces between, and what it does. */
export interface Command {
  readonly fields: string
  readonly transactional?: boolean
  /** May be asked before the password is proved. */
  readonly open?: boolean
  readonly run: (call: Call) => Reply | Promise<Reply>
}

export type Commands = { readonly [name: string]: Command | undefined }

import type { ClientSession, Model, QueryFilter } from 'mongoose'

import { ambientOf } from './ambient.ts'
import { isDuplicateKey } from './lost-race.ts'

/** What every stored row has. */
export interface TenantRow {
  readonly _id: string
  readonly workspaceId: string
}

/** A filter that names its tenant: one without `workspaceId`, or with an operator in its place, does not compile. */
export type Scoped<Row extends TenantRow> = Omit<QueryFilter<Row>, 'workspaceId'> & { readonly workspaceId: string }

/** 1 rises, -1 falls; the order of the keys counts. */
export type Order<Row> = { readonly [Key in keyof Row & string]?: 1 | -1 }

/** Changes to one row; fields that no row has do not compile. */
export interface Update<Row> {
  readonly $set?: Partial<Row>
  readonly $inc?: { readonly [Key in keyof Row]?: number }
  readonly $addToSet?: { readonly [Key in keyof Row]?: { readonly $each: Row[Key] } }
  /** Takes out the members of a list that have these facts. */
  readonly $pull?: { readonly [Key in keyof Row]?: Row[Key] extends readonly (infer Item)[] ? Partial<Item> : never }
}

/** Rows that go to the server in one message. */
const ADDED_AT_ONCE = 500

interface Span<Row> {
  readonly order?: Order<Row>
  readonly offset?: number
  readonly limit?: number
  /** The keys of the index to use, where the server's own choice would be another. */
  readonly along?: Order<Row>
}

/**
 * One collection as the stores see it: plain rows in, plain rows out, and no way to ask without a tenant.
 *
 * Calls within `Transactor.run` join its transaction; those through `apart` never do.
 */
export class TenantCollection<Row extends TenantRow> {
  readonly #model: Model<Loose>
  /** Null: apart from all transactions; undefined: of the transaction that a call happens in. */
  readonly #session: ClientSession | null | undefined

  constructor(model: Model<Row>, session?: ClientSession | null) {
    // Mongoose's types do not resolve for a row that is a type parameter; this class is the only place that gives them up.
    this.#model = model as unknown as Model<Loose>
    this.#session = session
  }

  /** The same collection outside of any transaction: for counters and for claims, which others must see at once. */
  get apart(): TenantCollection<Row> {
    return new TenantCollection(this.#model as unknown as Model<Row>, null)
  }

  /** The same collection in a transaction whose session was handed down; itself without one. */
  in(session: ClientSession | undefined): TenantCollection<Row> {
    return session ? new TenantCollection(this.#model as unknown as Model<Row>, session) : this
  }

  /** Calls join the transaction that they are made in, if any. */
  get #options(): { readonly session?: ClientSession } {
    const session = this.#session === undefined ? ambientOf(this.#model.db).session : this.#session
    return session ? { session } : {}
  }

  async one(where: Scoped<Row>, order?: Order<Row>): Promise<Row | undefined> {
    const query = this.#model.findOne(loose(where), null, this.#options)
    if (order) query.sort(sorting(order))
    return (await query.lean<Row | null>()) ?? undefined
  }

  async many(where: Scoped<Row>, { order, offset, limit, along }: Span<Row> = {}): Promise<readonly Row[]> {
    if (Object.values(where).some(matchesNothing)) return []
    const query = this.#model.find(loose(where), null, this.#options)
    if (order) query.sort(sorting(order))
    if (offset) query.skip(offset)
    if (along) query.hint(sorting(along))
    if (limit !== undefined) query.limit(limit)
    return query.lean<readonly Row[]>()
  }

  /** The named fields of the rows that match, in no order: for what would be too much as a whole. */
  async parts<Field extends keyof Row & string>(
    where: Scoped<Row>,
    fields: readonly Field[],
    limit: number,
  ): Promise<readonly Pick<Row, Field | '_id'>[]> {
    if (Object.values(where).some(matchesNothing)) return []
    const query = this.#model.find(loose(where), fields.join(' '), this.#options).limit(limit)
    return query.lean<readonly Pick<Row, Field | '_id'>[]>()
  }

  /** With a `limit` it counts no further. */
  count(where: Scoped<Row>, limit?: number): Promise<number> {
    const options = { ...this.#options, ...(limit === undefined ? {} : { limit }) }
    return this.#model.countDocuments(loose(where), options).exec()
  }

  /** @throws MongoDB's error 11000 where a unique index already has its like; in a transaction that ends it */
  add(row: Row): Promise<void> {
    return this.addAll([row])
  }

  /** The same for many; where one cannot be added, those behind it are not. */
  async addAll(rows: readonly Row[]): Promise<void> {
    const fields = this.#model.schema.obj
    const unknown = rows.flatMap((row) => Object.keys(row)).find((name) => !Object.hasOwn(fields, name))
    if (unknown !== undefined) throw new TypeError(`A row has a field that its collection has not: ${unknown}`)
    // What rows hold is checked by the compiler: mongoose's documents would only cost time, as the driver's list of one would.
    const { collection } = this.#model
    const [only] = rows
    if (only && rows.length === 1) return void (await collection.insertOne({ ...only } as Loose, this.#options))
    for (let begin = 0; begin < rows.length; begin += ADDED_AT_ONCE) {
      const some = rows.slice(begin, begin + ADDED_AT_ONCE).map((row) => ({ ...row }) as Loose)
      await collection.insertMany(some, this.#options)
    }
  }

  /**
   * Adds `row` unless something matches `where`, and says whether it did. Unlike a failed insert, finding one leaves a
   * transaction alive.
   */
  async addUnlessThere(where: Scoped<Row>, row: Row): Promise<boolean> {
    // The filter's own fields are put in by the server, and may not be named twice.
    const rest = Object.fromEntries(Object.entries(row).filter(([name]) => !Object.hasOwn(where, name)))
    const options = { ...this.#options, upsert: true }
    try {
      return (await this.#model.updateOne(loose(where), { $setOnInsert: rest }, options)).upsertedCount === 1
    } catch (error) {
      // Somebody added it between the server's look and its insert. A transaction is over then, and must run again.
      if (this.#session === null && isDuplicateKey(error)) return false
      throw error
    }
  }

  /** Changes the first match at once; undefined when there is none, else the row as it now is. */
  async change(where: Scoped<Row>, update: Update<Row>): Promise<Row | undefined> {
    const options = { ...this.#options, returnDocument: 'after' as const }
    return (await this.#model.findOneAndUpdate(loose(where), { ...update }, options).lean<Row | null>()) ?? undefined
  }

  async changeAll(where: Scoped<Row>, update: Update<Row>): Promise<number> {
    return (await this.#model.updateMany(loose(where), { ...update }, this.#options)).matchedCount
  }

  async remove(where: Scoped<Row>): Promise<boolean> {
    return (await this.#model.deleteOne(loose(where), this.#options)).deletedCount === 1
  }
}

type Loose = Record<string, unknown>

/** Nothing is among none: that need not be asked of a server. */
const matchesNothing = (condition: unknown): boolean =>
  typeof condition === 'object' &&
  condition !== null &&
  '$in' in condition &&
  Array.isArray(condition.$in) &&
  condition.$in.length === 0

const loose = (where: object): QueryFilter<Loose> => where

const sorting = <Row>(order: Order<Row>): Record<string, 1 | -1> => ({ ...order }) as Record<string, 1 | -1>

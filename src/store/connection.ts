import { Mongoose, Schema } from 'mongoose'
import type { Connection, Model } from 'mongoose'

const NAMED_DATABASE = /^mongodb(?:\+srv)?:\/\/[^/?]+\/[^?]/

/**
 * Opens a connection of its own, never mongoose's global one, so that two can live in one process.
 *
 * Fails within five seconds where no server answers: a caller in Slack's three-second window is better off with an
 * error than with a queue. The database is the one that the URI names, else `runsheet`.
 */
export async function openConnection(uri: string, options: { monitorCommands?: boolean } = {}): Promise<Connection> {
  const mongoose = new Mongoose({ strictQuery: 'throw' })
  const connection = mongoose.createConnection(uri, {
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
    connectTimeoutMS: 5000,
    serverSelectionTimeoutMS: 5000,
    maxPoolSize: 30,
    // A call that got no connection in this time fails, rather than to wait in line for ever.
    waitQueueTimeoutMS: 10_000,
    // A fact that is undefined must not come back as null: in blocks Slack refuses it, in a premise it means nobody.
    ignoreUndefined: true,
    appName: 'runsheet',
    ...(NAMED_DATABASE.test(uri) ? {} : { dbName: 'runsheet' }),
    ...options,
  })
  await connection.asPromise()
  return connection
}

/**
 * A collection's fields, all of them and no others, and the indexes of the queries beside it.
 *
 * Values within rows are described to the last field too: a fact that the domain gains does not compile until it is here.
 */
export interface RowShape<Row> {
  readonly name: string
  readonly fields: { readonly [Field in keyof Row]-?: FieldShape<NonNullable<Row[Field]>> }
  readonly indexes: readonly IndexShape[]
}

type FieldShape<Value> = Value extends string | number | boolean | Date
  ? unknown
  : Value extends readonly (infer Item)[]
    ? readonly [Item extends string | number ? unknown : ({ readonly _id: false } & Fields<Item>) | typeof ANYTHING]
    : { readonly _id: false; readonly type: Fields<Value> } | typeof ANYTHING
type Fields<Value> = { readonly [Field in keyof Value]-?: unknown }

/** For what Runsheet does not look into, and for unions: read back as it was written. */
export const ANYTHING = Schema.Types.Mixed

export interface IndexShape {
  readonly keys: Readonly<Record<string, 1 | -1>>
  readonly unique?: true
  /** Only rows that match are in the index. */
  readonly where?: Readonly<Record<string, unknown>>
  /** Rows go once the instant in the (only) key has passed, by the server's own clock. */
  readonly expires?: true
}

/** Makes mongoose's model of a collection; unknown fields are errors, in writes and in queries. */
export function modelOf<Row extends { readonly _id: unknown }>(
  connection: Connection,
  shape: RowShape<Row>,
): Model<Row> {
  const schema = new Schema<Row>(
    // The check that fields and row agree is RowShape's; mongoose's own cannot follow readonly unions.
    shape.fields as never,
    { collection: shape.name, strict: 'throw', strictQuery: 'throw', versionKey: false, minimize: false, id: false },
  )
  for (const { keys, unique, where, expires } of shape.indexes) {
    schema.index(
      { ...keys },
      {
        ...(unique && { unique }),
        ...(where && { partialFilterExpression: where }),
        ...(expires && { expireAfterSeconds: 0 }),
      },
    )
  }
  return connection.model<Row>(shape.name, schema)
}

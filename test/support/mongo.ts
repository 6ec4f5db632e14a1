import { randomBytes } from 'node:crypto'

/** A server for one test file. */
export interface TestMongo {
  /** With the name of a database that nobody else uses. */
  readonly uri: string
  stop(): Promise<void>
}

/** Starts what the tests stand on: the outside server in `TEST_MONGODB_URI`. */
export async function startTestMongo(): Promise<TestMongo> {
  const outside = process.env['TEST_MONGODB_URI']
  if (outside === undefined) throw new Error('Set TEST_MONGODB_URI')
  return { uri: inDatabase(outside, `test-${randomBytes(6).toString('hex')}`), stop: async () => {} }
}

const inDatabase = (uri: string, name: string): string =>
  uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`)

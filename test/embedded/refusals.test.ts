import { MongoClient } from 'mongodb'
import type { Db, Document } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'
import type { TestEmbedded } from './support/server.ts'

/** What docs/embedded.md says is not there: never a wrong answer, always MongoDB's own error. */

let server: TestEmbedded
let client: MongoClient
let db: Db
beforeAll(async () => {
  server = await startTestEmbedded()
  client = await MongoClient.connect(server.uri)
  db = client.db()
  await db.createCollection('view', { viewOn: 'docs', pipeline: [] })
  await db.collection('docs').insertOne({ n: 1, at: new Date(0), list: [1, 2] })
})
afterAll(async () => {
  await client.close()
  await server.stop()
})

async function refusal(command: Document): Promise<unknown> {
  const error: unknown = await db.command(command).catch((thrown: unknown) => thrown)
  return error instanceof Error && 'codeName' in error ? error.codeName : 'no error'
}

const find = (filter: Document): Document => ({ find: 'docs', filter })
const pipeline = (...stages: Document[]): Document => ({ aggregate: 'docs', pipeline: stages, cursor: {} })
const index = (key: Document, options: Document = {}): Document => ({
  createIndexes: 'docs',
  indexes: [{ key, name: 'i', ...options }],
})

describe('what is not supported is refused', () => {
  it.each([
    ['commands', { bulkWrite: 1, ops: [], nsInfo: [] }, 'CommandNotFound'],
    ['text search', find({ $text: { $search: 'a' } }), 'NotImplemented'],
    ['scripts', find({ $where: 'true' }), 'NotImplemented'],
    ['places', find({ at: { $near: [1, 2] } }), 'NotImplemented'],
    ['bits', find({ n: { $bitsAllSet: 1 } }), 'NotImplemented'],
    ['JSON schemas', find({ $jsonSchema: {} }), 'NotImplemented'],
    ['tailable cursors', { ...find({}), tailable: true }, 'NotImplemented'],
    ['text indexes', index({ n: 'text' }), 'NotImplemented'],
    ['hashed indexes', index({ n: 'hashed' }), 'NotImplemented'],
    ['wildcard indexes', index({ '$**': 1 }), 'NotImplemented'],
    ['hidden indexes', index({ n: 1 }, { hidden: true }), 'NotImplemented'],
    ['finds in views', { find: 'view' }, 'CommandNotSupportedOnView'],
    ['writes to views', { insert: 'view', documents: [{}] }, 'CommandNotSupportedOnView'],
    ['capped collections', { create: 'v', capped: true, size: 1 }, 'NotImplemented'],
    ['time series', { create: 'v', timeseries: { timeField: 'at' } }, 'NotImplemented'],
    ['strong collations', { ...find({}), collation: { locale: 'en', strength: 4 } }, 'NotImplemented'],
    ['rare stages', pipeline({ $bucketAuto: { groupBy: '$n', buckets: 2 } }), 'Location40324'],
    ['windows', pipeline({ $setWindowFields: { output: {} } }), 'Location40324'],
    ['merging', pipeline({ $merge: 'other' }), 'Location40324'],
    ['change streams', pipeline({ $changeStream: {} }), 'Location40324'],
    ['graphs', pipeline({ $graphLookup: {} }), 'Location40324'],
    ['arithmetic of dates', pipeline({ $set: { y: { $year: '$at' } } }), 'InvalidPipelineOperator'],
    ['trigonometry', pipeline({ $set: { y: { $sin: '$n' } } }), 'InvalidPipelineOperator'],
    ['scripts in expressions', pipeline({ $set: { y: { $function: {} } } }), 'InvalidPipelineOperator'],
    ['rare accumulators', pipeline({ $group: { _id: null, y: { $stdDevPop: '$n' } } }), 'Location15952'],
  ])('%s', async (_what, command, codeName) => {
    expect(await refusal(command)).toBe(codeName)
  })

  it('rare updates, as an error of their statement', async () => {
    await expect(db.collection('docs').updateOne({}, { $bit: { n: { and: 1 } } })).rejects.toMatchObject({ code: 9 })
    expect(await db.collection('docs').findOne({}, { projection: { _id: 0 } })).toEqual({
      n: 1,
      at: new Date(0),
      list: [1, 2],
    })
  })
})

import { BSON, MongoClient } from 'mongodb'
import type { Collection, Db, Document } from 'mongodb'
import { diceOf, document, filter, INDEXES, pipeline, projection, sort, update } from './cases.ts'
import type { Dice } from './cases.ts'
import { computed, itemUpdate, reshaped } from './more-cases.ts'

const { EJSON } = BSON

/** What a server made of a case: documents or an error, as one text. */
type Outcome = string

/** One question to a collection, the same for each server. */
export interface Case {
  readonly kind: string
  readonly shown: string
  run(collection: Collection): Promise<unknown>
}

/** Errors count as the same whatever their text: a server may say it in its own words. */
async function outcome(collection: Collection, asked: Case): Promise<Outcome> {
  try {
    return EJSON.stringify(await asked.run(collection), { relaxed: false })
  } catch (error) {
    return `error ${(error as { code?: number }).code ?? 'without code'}`
  }
}

const OPTIONS = { promoteValues: false } as const

function findCase(dice: Dice): Case {
  const [query, order, fields] = [filter(dice), sort(dice), projection(dice)]
  const window = order && dice.chance(0.3) ? { skip: dice.int(4), limit: 1 + dice.int(6) } : {}
  const options = {
    ...OPTIONS,
    ...window,
    ...(order ? { sort: order } : {}),
    ...(fields ? { projection: fields } : {}),
  }
  return {
    kind: 'find',
    shown: EJSON.stringify({ query, ...options }),
    run: async (collection) => sorted(await collection.find(query, options).toArray(), order === undefined),
  }
}

/** Without a sort an index may give another order. */
const sorted = (docs: Document[], any: boolean): unknown[] =>
  any ? docs.map((doc) => EJSON.stringify(doc, { relaxed: false })).sort() : docs

function countCase(dice: Dice): Case {
  const query = filter(dice)
  return { kind: 'count', shown: EJSON.stringify(query), run: (collection) => collection.countDocuments(query) }
}

function distinctCase(dice: Dice): Case {
  const [path, query] = [dice.pick(['a', 'b', 'tags', 'list.n', 'd.x']), filter(dice)]
  return {
    kind: 'distinct',
    shown: `${path} ${EJSON.stringify(query)}`,
    run: async (collection) =>
      (await collection.distinct(path, query)).map((value) => EJSON.stringify({ value })).sort(),
  }
}

function pipelineCase(dice: Dice): Case {
  const stages = pipeline(dice)
  return {
    kind: 'aggregate',
    shown: EJSON.stringify(stages),
    run: async (collection) => sorted(await collection.aggregate(stages, OPTIONS).toArray(), true),
  }
}

function updateCase(dice: Dice): Case {
  const [query, change] = [filter(dice), update(dice)]
  const [upsert, many] = [dice.chance(0.15), dice.chance(0.5)]
  const run = async (collection: Collection): Promise<unknown> => {
    const before = await collection.find({}, OPTIONS).toArray()
    const failed = { code: undefined as unknown }
    const options = { upsert }
    try {
      const { matchedCount, modifiedCount, upsertedCount } = many
        ? await collection.updateMany(query, change, options)
        : await collection.updateOne(query, change, { ...options, sort: { _id: 1 } })
      const after = await collection.find({}, { ...OPTIONS, sort: { _id: 1 } }).toArray()
      return { matchedCount, modifiedCount, upsertedCount, after: after.map((doc) => withoutNewId(doc)) }
    } catch (error) {
      failed.code = (error as { code?: number }).code
      return failed
    } finally {
      await collection.deleteMany({})
      await collection.insertMany(before)
    }
  }
  return { kind: 'update', shown: EJSON.stringify({ query, change, upsert, many }), run }
}

/** The id that an upsert makes is random. */
const withoutNewId = (doc: Document): Document => (doc['_id'] instanceof BSON.ObjectId ? { ...doc, _id: 'new' } : doc)

function stagesCase(kind: string, stages: Document[]): Case {
  return {
    kind,
    shown: EJSON.stringify(stages),
    run: async (collection) => sorted(await collection.aggregate(stages, OPTIONS).toArray(), true),
  }
}

/** Finds, changes and gives back one document, chosen by a sort. */
function claimCase(dice: Dice): Case {
  const items = dice.chance(0.6)
  const asked = items ? itemUpdate(dice) : { filter: filter(dice), update: update(dice) as Document, options: {} }
  // In findAndModify the outside server does not find the item that a positional `$` stands for.
  const query = items ? { _id: dice.int(30) as never, ...asked.filter } : asked.filter
  const options = {
    ...OPTIONS,
    sort: { ...sort(dice), _id: 1 as const },
    returnDocument: dice.pick(['before', 'after'] as const),
  }
  const run = async (collection: Collection): Promise<unknown> => {
    const before = await collection.find({}, OPTIONS).toArray()
    try {
      if (!items) return await collection.findOneAndUpdate(query, asked.update, options)
      const { modifiedCount } = await collection.updateOne(query, asked.update, asked.options)
      return { modifiedCount, after: await collection.findOne(query, OPTIONS) }
    } finally {
      await collection.deleteMany({})
      await collection.insertMany(before)
    }
  }
  return { kind: 'update', shown: EJSON.stringify({ ...asked, query, options }), run }
}

function caseOf(dice: Dice): Case {
  const roll = dice.next()
  if (roll < 0.4) return findCase(dice)
  if (roll < 0.46) return countCase(dice)
  if (roll < 0.5) return distinctCase(dice)
  if (roll < 0.66) return pipelineCase(dice)
  if (roll < 0.76) return stagesCase('compute', computed(dice))
  if (roll < 0.82) return stagesCase('reshape', reshaped(dice))
  return roll < 0.9 ? claimCase(dice) : updateCase(dice)
}

export interface Difference {
  readonly seed: number
  readonly kind: string
  readonly shown: string
  readonly ours: Outcome
  readonly theirs: Outcome
}

/** How many cases share one set of documents. */
const PER_SET = 25

export interface Plan {
  readonly ours: string
  readonly theirs: string
  readonly cases: number
  readonly seed: number
}

/** Asks two servers the same random questions; the one of `ours` also with indexes, which must change nothing. */
export async function compareServers(plan: Plan): Promise<{ differences: Difference[]; explainedCount: number }> {
  const clients = [await MongoClient.connect(plan.ours), await MongoClient.connect(plan.theirs)]
  const [ours, theirs] = clients.map((client, i) => client.db(`differential_${plan.seed}_${i}`)) as [Db, Db]
  const found: Difference[] = []
  try {
    for (let at = 0; at < plan.cases; at += PER_SET) {
      const places = [ours.collection('plain'), ours.collection('indexed'), theirs.collection('plain')] as const
      await fill(places, [ours.collection('other'), theirs.collection('other')], plan.seed + at)
      for (let i = 0; i < Math.min(PER_SET, plan.cases - at); i++)
        found.push(...(await ask(places, plan.seed + at + i)))
    }
  } finally {
    await ours.dropDatabase()
    await theirs.dropDatabase()
    for (const client of clients) await client.close()
  }
  const differences = found.filter((difference) => !explained(difference))
  return { differences, explainedCount: found.length - differences.length }
}

async function ask(places: readonly [Collection, Collection, Collection], seed: number): Promise<Difference[]> {
  const asked = caseOf(diceOf(seed * 7919))
  const [plain, indexed, other] = [
    await outcome(places[0], asked),
    await outcome(places[1], asked),
    await outcome(places[2], asked),
  ]
  const { kind, shown } = asked
  if (indexed !== plain) return [{ seed, kind: `${kind} with indexes`, shown, ours: indexed, theirs: plain }]
  return plain === other ? [] : [{ seed, kind, shown, ours: plain, theirs: other }]
}

/** A difference in a few lines: the question, and both answers from a little before they part. */
export function brief({ seed, kind, shown, ours, theirs }: Difference): string {
  let at = 0
  while (at < ours.length && ours[at] === theirs[at]) at++
  const part = (text: string): string => text.slice(Math.max(0, at - 100), at + 200)
  return `${seed} ${kind} ${shown.slice(0, 1000)}\n  ours   ${part(ours)}\n  theirs ${part(theirs)}`
}

async function fill(collections: readonly Collection[], others: readonly Collection[], seed: number): Promise<void> {
  const dice = diceOf(seed)
  const docs = Array.from({ length: 30 }, (_, i) => document(dice, i))
  const more = Array.from({ length: 8 }, (_, i) => document(dice, i))
  for (const [at, collection] of [...collections, ...others].entries()) {
    await collection.drop().catch(() => undefined)
    await collection.db.createCollection(collection.collectionName)
    if (at === 1) for (const [key, options] of INDEXES) await collection.createIndex({ ...key }, options)
    await collection.insertMany(at < collections.length ? docs : more)
  }
}

/**
 * Differences in which the outside server departs from MongoDB's manual:
 * - `distinct` over documents in lists gives nothing there ("list.n"), takes 1 for true and 0 for false, and a decimal for
 *   another value than the number it equals;
 * - fields that an update makes come in the order of the operators there, in MongoDB since 5.0 in that of their names;
 * - two operators on one path are refused there only if a document matches (findAndModify);
 * - sorting a list with a null in it is an internal error there.
 */
function explained({ kind, shown, ours, theirs }: Difference): boolean {
  switch (kind) {
    case 'distinct':
      return (shown.startsWith('list.n ') && theirs === '[]') || asNumbers(ours) === asNumbers(theirs)
    case 'update':
      return (ours === 'error 40' && theirs === 'null') || inOrder(ours) === inOrder(theirs)
    case 'compute':
      return theirs === 'error 1' && shown.includes('$sortArray')
    default:
      return false
  }
}

/** A list of distinct values in which truth values and decimals count as the numbers that they equal. */
function asNumbers(text: string): string {
  if (!text.startsWith('[')) return text
  const values = (JSON.parse(text) as string[]).map((each) => {
    const { value } = JSON.parse(each) as { value: unknown }
    const decimal =
      typeof value === 'object' && value !== null && '$numberDecimal' in value ? value.$numberDecimal : value
    return typeof value === 'number' || typeof value === 'boolean' || decimal !== value
      ? `number ${Number(decimal)}`
      : each
  })
  return [...new Set(values)].sort().join()
}

const inOrder = (text: string): string =>
  text.startsWith('{')
    ? JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      )
    : text

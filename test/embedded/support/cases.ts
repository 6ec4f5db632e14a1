import { Decimal128, Double, Long, ObjectId } from 'mongodb'
import type { Document } from 'mongodb'

/** Random numbers from a seed: the same seed gives the same cases everywhere (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Dice {
  next(): number
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
}

export function diceOf(seed: number): Dice {
  const next = randomOf(seed)
  const int = (below: number): number => Math.floor(next() * below)
  return { next, int, chance: (probability) => next() < probability, pick: (items) => items[int(items.length)]! }
}

const PATHS = ['a', 'b', 'c', 'd.x', 'd.y', 'list', 'list.n', 'tags', 'at', 'd'] as const
/** Paths in expressions: of a list without documents the outside server makes a missing value there, MongoDB `[]`. */
const PLAIN = PATHS.filter((path) => path !== 'list.n')

const WORDS = ['', 'a', 'ab', 'b', 'B', 'zeta', 'émile', '10', 'A'] as const
const DATES = ['2026-01-01T00:00:00Z', '2026-05-02T08:30:00.250Z', '1969-12-31T23:59:59Z'] as const
const IDS = ['64b000000000000000000001', '64b000000000000000000002'] as const

export function scalar(dice: Dice): unknown {
  switch (dice.int(14)) {
    case 0:
      return null
    case 1:
      return dice.chance(0.5)
    case 2:
    case 3:
      return dice.pick(WORDS)
    case 4:
      return new Date(dice.pick(DATES))
    case 5:
      return new ObjectId(dice.pick(IDS))
    case 6:
      return new Double(dice.int(4))
    case 7:
      return dice.pick([0.5, -1.25, 2.5])
    case 8:
      return Long.fromNumber(dice.int(5))
    case 9:
      return dice.chance(0.3) ? Decimal128.fromString(dice.pick(['1', '2.5', '0.1'])) : dice.int(3)
    default:
      return dice.int(8) - 2
  }
}

function small(dice: Dice): Document {
  const out: Document = {}
  if (dice.chance(0.8)) out['x'] = scalar(dice)
  if (dice.chance(0.6)) out['y'] = scalar(dice)
  return out
}

export function document(dice: Dice, id: number): Document {
  const out: Document = { _id: id }
  if (dice.chance(0.85))
    out['a'] = dice.chance(0.15) ? Array.from({ length: dice.int(3) }, () => scalar(dice)) : scalar(dice)
  if (dice.chance(0.7)) out['b'] = dice.int(6)
  if (dice.chance(0.6)) out['c'] = dice.pick(WORDS)
  if (dice.chance(0.5)) out['d'] = dice.chance(0.85) ? small(dice) : scalar(dice)
  if (dice.chance(0.5))
    out['list'] = Array.from({ length: dice.int(4) }, () =>
      dice.chance(0.9) ? { n: dice.int(6), s: dice.pick(WORDS) } : scalar(dice),
    )
  if (dice.chance(0.6)) out['tags'] = Array.from({ length: dice.int(4) }, () => dice.pick(WORDS))
  if (dice.chance(0.6)) out['at'] = new Date(dice.pick(DATES))
  return out
}

function condition(dice: Dice, depth: number): unknown {
  switch (dice.int(16)) {
    case 0:
      return { $gt: scalar(dice) }
    case 1:
      return { $gte: scalar(dice) }
    case 2:
      return { $lt: scalar(dice) }
    case 3:
      return { $lte: scalar(dice) }
    case 4:
      return { $ne: scalar(dice) }
    case 5:
      return { $in: [scalar(dice), scalar(dice), scalar(dice)] }
    case 6:
      return { $nin: [scalar(dice), scalar(dice)] }
    case 7:
      return { $exists: dice.chance(0.5) }
    case 8:
      return { $gte: dice.int(3) - 1, $lt: dice.int(6) }
    case 9:
      return {
        $type: dice.pick(['string', 'int', 'double', 'long', 'date', 'array', 'object', 'null', 'number', 'bool']),
      }
    case 10:
      return { $size: dice.int(4) }
    case 11:
      return { $all: [dice.pick(WORDS), dice.pick(WORDS)] }
    case 12:
      return depth > 0 ? { $not: condition(dice, 0) } : scalar(dice)
    case 13:
      return { $regex: dice.pick(['^a', 'b$', 'E', '^$', 'z.t']), ...(dice.chance(0.3) ? { $options: 'i' } : {}) }
    default:
      return scalar(dice)
  }
}

export function filter(dice: Dice, depth = 2): Document {
  const out: Document = {}
  const count = dice.int(3)
  for (let i = 0; i < count; i++) out[dice.pick(PATHS)] = fixed(condition(dice, 1))
  if (dice.chance(0.12))
    out['list'] = {
      $elemMatch: { n: { $gt: dice.int(5) }, s: dice.chance(0.5) ? dice.pick(WORDS) : { $exists: true } },
    }
  if (dice.chance(0.06)) out['tags'] = { $elemMatch: { $gte: 'a', $lt: 'b' } }
  if (depth > 0 && dice.chance(0.25))
    out[dice.pick(['$or', '$and', '$nor'])] = [filter(dice, depth - 1), filter(dice, depth - 1)]
  if (dice.chance(0.06))
    out['$expr'] = {
      [dice.pick(['$gt', '$lte', '$eq'])]: [
        `$${dice.pick(PLAIN)}`,
        dice.chance(0.5) ? `$${dice.pick(PLAIN)}` : scalar(dice),
      ],
    }
  return out
}

/** `$not` takes no plain value. */
const fixed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('$not' in value)) return value
  const { $not: inner } = value
  return typeof inner === 'object' && inner !== null && Object.keys(inner)[0]?.startsWith('$') ? value : { $ne: inner }
}

export function sort(dice: Dice): Document | undefined {
  if (dice.chance(0.3)) return undefined
  const out: Document = {}
  for (let i = 0; i < 1 + dice.int(2); i++)
    out[dice.pick(['a', 'b', 'c', 'd.x', 'list.n', 'tags', 'at'])] = dice.pick([1, -1])
  // The id decides between equals, so that both servers give one order.
  return { ...out, _id: dice.pick([1, -1]) }
}

export function projection(dice: Dice): Document | undefined {
  switch (dice.int(7)) {
    case 0:
      return { a: 1, 'd.x': 1 }
    case 1:
      return { list: 0, 'd.y': 0 }
    case 2:
      return { _id: 0, b: 1, 'list.n': 1 }
    case 3:
      return { list: { $slice: dice.int(5) - 2 } }
    case 4:
      return { list: { $elemMatch: { n: { $gt: dice.int(4) } } }, b: 1 }
    default:
      return undefined
  }
}

export function update(dice: Dice): Document | Document[] {
  const operator = (): [string, Document] => {
    switch (dice.int(14)) {
      case 0:
        return ['$inc', { [dice.pick(['b', 'n1', 'd.k'])]: dice.pick([1, -2, 0.5, Long.fromNumber(3)]) }]
      case 1:
        return ['$unset', { [dice.pick(['a', 'd.x', 'list', 'tags.0'])]: 1 }]
      case 2:
        return [
          '$push',
          {
            tags: dice.chance(0.5)
              ? dice.pick(WORDS)
              : {
                  $each: [dice.pick(WORDS), dice.pick(WORDS)],
                  $slice: dice.int(7) - 3,
                  ...(dice.chance(0.5) ? { $sort: dice.pick([1, -1]) } : {}),
                  ...(dice.chance(0.3) ? { $position: dice.int(3) } : {}),
                },
          },
        ]
      case 3:
        return [
          '$addToSet',
          { tags: dice.chance(0.5) ? dice.pick(WORDS) : { $each: [dice.pick(WORDS), dice.pick(WORDS)] } },
        ]
      case 4:
        return ['$pull', { tags: dice.chance(0.5) ? dice.pick(WORDS) : { $in: [dice.pick(WORDS), dice.pick(WORDS)] } }]
      case 5:
        return ['$pull', { list: { n: { $gte: dice.int(5) } } }]
      case 6:
        return ['$pop', { [dice.pick(['tags', 'list'])]: dice.pick([1, -1]) }]
      case 7:
        return ['$min', { [dice.pick(['a', 'b'])]: scalar(dice) }]
      case 8:
        return ['$max', { [dice.pick(['a', 'b'])]: scalar(dice) }]
      case 9:
        return ['$rename', { [dice.pick(['a', 'c'])]: 'renamed' }]
      case 10:
        return ['$mul', { [dice.pick(['b', 'n1'])]: dice.pick([2, 0.5]) }]
      case 11:
        return ['$setOnInsert', { fresh: scalar(dice) }]
      default:
        return ['$set', { [dice.pick(['a', 'b', 'd.x', 'd.z', 'new.deep', 'list.0.n', 'tags.1'])]: scalar(dice) }]
    }
  }
  if (dice.chance(0.12))
    return [
      {
        $set: { sum: { $add: [{ $ifNull: [{ $cond: [{ $isNumber: '$b' }, '$b', 0] }, 0] }, dice.int(4)] }, copy: '$c' },
      },
      ...(dice.chance(0.4) ? [{ $unset: 'd' }] : []),
    ]
  const out: Document = {}
  for (let i = 0; i < 1 + dice.int(2); i++) {
    const [name, fields] = operator()
    out[name] = { ...out[name], ...fields }
  }
  return out
}

export function pipeline(dice: Dice): Document[] {
  const stage = (): Document[] => {
    switch (dice.int(12)) {
      case 0:
        return [{ $match: filter(dice, 1) }]
      case 1:
        return [
          FIRST_MET,
          {
            $group: {
              _id: `$${dice.pick(['b', 'c', 'a', 'd.x'])}`,
              n: { $sum: 1 },
              total: { $sum: '$b' },
              mean: { $avg: '$b' },
              least: { $min: '$a' },
              most: { $max: '$at' },
            },
          },
        ]
      case 2:
        return [{ $unwind: { path: dice.pick(['$tags', '$list']), preserveNullAndEmptyArrays: dice.chance(0.5) } }]
      case 3:
        return [{ $project: { b: 1, c: 1, size: { $size: { $cond: [{ $isArray: '$tags' }, '$tags', []] } } } }]
      case 4:
        return [
          {
            $addFields: {
              twice: { $multiply: [{ $cond: [{ $isNumber: '$b' }, '$b', 1] }, 2] },
              name: { $concat: [{ $toString: { $ifNull: ['$c', 'x'] } }, '!'] },
            },
          },
        ]
      case 5:
        return [
          {
            $addFields: {
              kept: {
                $filter: {
                  input: { $cond: [{ $isArray: '$list' }, '$list', []] },
                  as: 'i',
                  cond: { $gte: ['$$i.n', dice.int(5)] },
                },
              },
            },
          },
        ]
      case 6:
        return [{ $sort: { ...sort(dice), _id: 1 } }, { $limit: 1 + dice.int(10) }]
      case 7:
        return [
          {
            $set: {
              known: { $in: [dice.pick(WORDS), { $cond: [{ $isArray: '$tags' }, '$tags', []] }] },
              kind: { $type: '$a' },
            },
          },
        ]
      case 8:
        return [
          {
            $lookup: {
              from: 'other',
              localField: dice.pick(['b', 'tags', 'a', 'c']),
              foreignField: dice.pick(['b', 'c', 'tags']),
              as: 'joined',
            },
          },
          IN_ORDER,
        ]
      case 9:
        return [{ $set: { day: { $cond: [{ $eq: [{ $type: '$at' }, 'date'] }, { $toString: '$at' }, null] } } }]
      case 10:
        return [
          {
            $set: {
              order: { $cmp: [`$${dice.pick(PLAIN)}`, scalarLiteral(dice)] },
              both: { $and: ['$a', { $not: ['$b'] }] },
            },
          },
        ]
      default:
        return [
          {
            $set: {
              switched: {
                $switch: {
                  branches: [branch({ $gt: ['$b', 2] }, 'many'), branch({ $eq: ['$b', 1] }, 'one')],
                  default: '$c',
                },
              },
            },
          },
        ]
    }
  }
  return [
    ...(dice.chance(0.5) ? [{ $match: filter(dice, 1) }] : []),
    ...Array.from({ length: 1 + dice.int(3) }, stage).flat(),
  ]
}

// eslint-disable-next-line unicorn/no-thenable -- `$switch` names it so
const branch = (test: Document, value: string): Document => ({ case: test, then: value })

/**
 * Of 2 and 2.0, which are one group and as little as each other, a group shows the one that came first: that depends on
 * the order in which documents are read, on every server, unless they are sorted.
 */
export const FIRST_MET = { $sort: { _id: 1 } }

/** The order of joined documents is nobody's promise. */
const IN_ORDER = { $set: { joined: { $sortArray: { input: '$joined', sortBy: { _id: 1 } } } } }

const scalarLiteral = (dice: Dice): Document => ({ $literal: scalar(dice) })

/** Indexes that one of the cases' collections has: answers must not depend on them. */
export const INDEXES: readonly (readonly [Document, Document])[] = [
  [{ a: 1 }, {}],
  [{ b: 1, c: -1 }, {}],
  [{ 'd.x': -1, at: 1 }, {}],
  [{ tags: 1 }, {}],
  [{ 'list.n': 1 }, {}],
  [{ c: 1, b: 1 }, { partialFilterExpression: { b: { $gte: 2 } } }],
  [{ at: 1 }, { sparse: true }],
]

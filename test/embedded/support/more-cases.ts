import type { Document } from 'mongodb'
import type { Dice } from './cases.ts'
import { scalar } from './cases.ts'

const TEXT = ['', ' a b ', 'one,two,,three', 'Émile Zola', 'aXbXc', 'déjà vu', 'abcabc'] as const
const ZONES = ['UTC', 'Europe/Zurich', 'America/New_York', '+05:30'] as const
const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute'] as const

const number = (dice: Dice): unknown => dice.pick([0, 1, -1, 2.5, -2.5, 7, '$b', 1.005, 12.345])
const text = (dice: Dice): unknown => dice.pick([...TEXT, '$c'])
const date = (dice: Dice): unknown =>
  dice.pick([
    new Date('2026-03-29T00:59:59.999Z'),
    new Date('2026-10-25T01:30:00Z'),
    new Date('2024-02-29T12:00:00Z'),
    new Date('2026-12-31T23:30:00Z'),
  ])
const list = (dice: Dice): unknown => dice.pick([[], [3, 1, 2], [1, 1, 2], ['a', null, 2.5], [[1], [2]]])

type Make = (dice: Dice) => Document

const ON_TEXT: readonly Make[] = [
  (dice) => ({ $trim: { input: text(dice) } }),
  (dice) => ({ $ltrim: { input: text(dice), chars: 'a ' } }),
  (dice) => ({ $split: [text(dice), dice.pick([',', 'X', ' '])] }),
  (dice) => ({ $indexOfCP: [text(dice), dice.pick(['a', 'X', 'é', 'zz'])] }),
  (dice) => ({ $replaceAll: { input: text(dice), find: dice.pick(['a', 'X']), replacement: '-' } }),
  (dice) => ({ $replaceOne: { input: text(dice), find: 'a', replacement: '' } }),
  (dice) => ({ $strcasecmp: [text(dice), text(dice)] }),
  (dice) => ({ $substrCP: [text(dice), dice.int(4), dice.int(5)] }),
  (dice) => ({ $toUpper: text(dice) }),
  (dice) => ({ $toLower: text(dice) }),
  (dice) => ({ $regexMatch: { input: text(dice), regex: dice.pick(['^a', 'X', 'é']), options: dice.pick(['', 'i']) } }),
  (dice) => ({ $regexFind: { input: text(dice), regex: 'b(X?)' } }),
  (dice) => ({ $concat: [text(dice), '-', text(dice)] }),
  (dice) => ({ $strLenCP: { $ifNull: [text(dice), ''] } }),
]

const ON_DATES: readonly Make[] = [
  (dice) => ({
    $dateToString: {
      date: date(dice),
      format: dice.pick(['%Y-%m-%dT%H:%M:%S.%LZ', '%G-W%V-%u', '%j %H', '%d.%m.%Y']),
      timezone: dice.pick(ZONES),
    },
  }),
  (dice) => ({
    $dateAdd: {
      startDate: date(dice),
      unit: dice.pick(UNITS),
      amount: dice.int(40) - 20,
      ...(dice.chance(0.5) ? { timezone: dice.pick(ZONES) } : {}),
    },
  }),
  (dice) => ({ $dateSubtract: { startDate: date(dice), unit: dice.pick(UNITS), amount: dice.int(15) } }),
  (dice) => ({ $dateTrunc: { date: date(dice), unit: dice.pick(UNITS), timezone: dice.pick(ZONES) } }),
  (dice) => ({ $dateTrunc: { date: date(dice), unit: 'week', startOfWeek: 'monday', timezone: dice.pick(ZONES) } }),
  (dice) => ({
    $dateDiff: {
      startDate: date(dice),
      endDate: date(dice),
      unit: dice.pick(UNITS),
      ...(dice.chance(0.5) ? { timezone: dice.pick(ZONES) } : {}),
    },
  }),
  (dice) => ({ $dateToParts: { date: date(dice), timezone: dice.pick(ZONES) } }),
  (dice) => ({
    $dateFromString: { dateString: dice.pick(['2026-02-03', '2026-02-03T04:05:06Z', '2026-02-03T04:05:06.789+02:00']) },
  }),
  (dice) => ({
    $dateFromParts: {
      year: 2026,
      month: 1 + dice.int(14),
      day: dice.int(33),
      hour: dice.int(26),
      timezone: dice.pick(ZONES),
    },
  }),
  ...[
    '$year',
    '$month',
    '$dayOfMonth',
    '$dayOfWeek',
    '$dayOfYear',
    '$hour',
    '$minute',
    '$second',
    '$millisecond',
    '$week',
    '$isoWeek',
    '$isoWeekYear',
    '$isoDayOfWeek',
  ].map((name): Make => (dice) => ({
    [name]: dice.chance(0.5) ? date(dice) : { date: date(dice), timezone: dice.pick(ZONES) },
  })),
  (dice) => ({ $subtract: [date(dice), date(dice)] }),
  (dice) => ({ $add: [date(dice), dice.int(100_000)] }),
]

const ON_NUMBERS: readonly Make[] = [
  ...['$abs', '$ceil', '$floor', '$round', '$trunc', '$sqrt', '$exp', '$ln', '$log10', '$degreesToRadians'].map(
    (name): Make =>
      (dice) => ({ [name]: number(dice) }),
  ),
  (dice) => ({ $round: [number(dice), dice.int(4) - 1] }),
  (dice) => ({ $trunc: [number(dice), dice.int(4) - 1] }),
  (dice) => ({ $mod: [number(dice), dice.pick([2, 3, 1.5])] }),
  (dice) => ({ $pow: [dice.pick([2, 3, 1.5]), dice.int(5)] }),
  (dice) => ({ $divide: [number(dice), dice.pick([2, 3, 0.5])] }),
  (dice) => ({ $log: [dice.pick([1, 10, 100]), 10] }),
  (dice) => ({ $bitAnd: [dice.int(16), dice.int(16)] }),
  (dice) => ({ $toInt: dice.pick(['12', 3.7, true, '$b']) }),
  (dice) => ({ $toString: dice.pick([12, 3.5, true, 'a', date(dice)]) }),
  (dice) => ({ $toDouble: dice.pick(['1.5', 3, true]) }),
  (dice) => ({ $toBool: scalar(dice) }),
]

const ON_LISTS: readonly Make[] = [
  ...['$setUnion', '$setIntersection', '$setDifference', '$setIsSubset', '$setEquals', '$concatArrays'].map(
    (name): Make =>
      (dice) => ({ [name]: [list(dice), list(dice)] }),
  ),
  (dice) => ({ $slice: [list(dice), dice.int(5) - 2] }),
  (dice) => ({ $slice: [list(dice), dice.int(4) - 2, 1 + dice.int(3)] }),
  (dice) => ({ $arrayElemAt: [list(dice), dice.int(5) - 2] }),
  (dice) => ({ $reverseArray: list(dice) }),
  (dice) => ({ $sortArray: { input: list(dice), sortBy: dice.pick([1, -1]) } }),
  (dice) => ({ $range: [dice.int(4), dice.int(10), 1 + dice.int(3)] }),
  (dice) => ({
    $reduce: {
      input: list(dice),
      initialValue: 0,
      in: { $add: ['$$value', { $cond: [{ $isNumber: '$$this' }, '$$this', 0] }] },
    },
  }),
  (dice) => ({ $map: { input: list(dice), as: 'x', in: { $ifNull: ['$$x', 'none'] } } }),
  (dice) => ({ $indexOfArray: [list(dice), dice.pick([1, 'a', 2.5])] }),
  (dice) => ({ $zip: { inputs: [list(dice), list(dice)], useLongestLength: dice.chance(0.5) } }),
  (dice) => ({ $anyElementTrue: [list(dice)] }),
  (dice) => ({ $max: list(dice) }),
  (dice) => ({ $min: [number(dice), number(dice), null] }),
  (dice) => ({ $avg: list(dice) }),
  () => ({ $mergeObjects: ['$d', { z: 1 }] }),
  () => ({ $objectToArray: { $cond: [{ $eq: [{ $type: '$d' }, 'object'] }, '$d', {}] } }),
  (dice) => ({ $let: { vars: { n: { $ifNull: [number(dice), 0] } }, in: { $add: ['$$n', 1] } } }),
]

/** A pipeline that computes one value by each kind of operator. */
export function computed(dice: Dice): Document[] {
  const literals = (make: Make): Document => make(dice)
  return [
    { $sort: { _id: 1 } },
    { $limit: 12 },
    {
      $project: {
        text: literals(dice.pick(ON_TEXT)),
        date: literals(dice.pick(ON_DATES)),
        number: literals(dice.pick(ON_NUMBERS)),
        list: literals(dice.pick(ON_LISTS)),
      },
    },
  ]
}

/** Whole pipelines of the stages that make other documents than they are given. */
export function reshaped(dice: Dice): Document[] {
  switch (dice.int(8)) {
    case 0:
      return [
        {
          $facet: {
            few: [{ $match: { b: { $lt: dice.int(6) } } }, { $project: { b: 1 } }],
            best: [{ $sort: { b: -1, _id: 1 } }, { $limit: 2 }],
          },
        },
      ]
    case 1:
      return [
        { $match: { b: dice.int(6) } },
        { $unionWith: { coll: 'other', pipeline: [{ $match: { b: { $gt: dice.int(5) } } }] } },
      ]
    case 2:
      return [{ $sortByCount: '$c' }]
    case 3:
      return [
        { $match: { b: { $type: 'number' } } },
        {
          $bucket: {
            groupBy: '$b',
            boundaries: [0, 2, 4],
            default: 'more',
            output: { n: { $sum: 1 }, ids: { $push: '$_id' } },
          },
        },
      ]
    case 4:
      return [
        { $match: { b: { $exists: true } } },
        {
          $setWindowFields: {
            partitionBy: '$c',
            sortBy: { _id: 1 },
            output: { running: { $sum: '$b', window: { documents: ['unbounded', 'current'] } } },
          },
        },
        { $project: { running: 1 } },
      ]
    case 5:
      return [
        {
          $lookup: {
            from: 'other',
            let: { mine: '$b' },
            pipeline: [{ $match: { $expr: { $eq: ['$b', '$$mine'] } } }, { $project: { b: 1 } }, { $sort: { _id: 1 } }],
            as: 'same',
          },
        },
        { $project: { same: 1 } },
      ]
    case 6:
      return [
        {
          $replaceRoot: {
            newRoot: { $mergeObjects: [{ _id: '$_id' }, { $cond: [{ $eq: [{ $type: '$d' }, 'object'] }, '$d', {}] }] },
          },
        },
      ]
    default:
      return [
        {
          $group: {
            _id: '$c',
            first: { $first: '$b' },
            all: { $push: '$b' },
            set: { $addToSet: '$b' },
            spread: { $stdDevPop: '$b' },
          },
        },
        { $set: { set: { $sortArray: { input: '$set', sortBy: 1 } } } },
      ]
  }
}

/** Updates of items of arrays. */
export function itemUpdate(dice: Dice): { filter: Document; update: Document; options: Document } {
  switch (dice.int(4)) {
    case 0:
      return { filter: { 'list.n': dice.int(6) }, update: { $set: { 'list.$.s': 'hit' } }, options: {} }
    case 1:
      return {
        filter: { list: { $elemMatch: { n: { $gt: dice.int(5) } } } },
        update: { $inc: { 'list.$.n': 10 } },
        options: {},
      }
    case 2:
      return {
        filter: { list: { $type: 'array' } },
        update: { $set: { 'list.$[i].s': 'hit' } },
        options: { arrayFilters: [{ 'i.n': { $gte: dice.int(6) } }] },
      }
    default:
      return {
        filter: { tags: { $exists: true } },
        update: { $set: { 'tags.$[t]': 'new' } },
        options: { arrayFilters: [{ t: { $in: ['a', 'B'] } }] },
      }
  }
}

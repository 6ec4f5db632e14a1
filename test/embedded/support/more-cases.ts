import type { Document } from 'mongodb'
import { FIRST_MET } from './cases.ts'
import type { Dice } from './cases.ts'

const TEXT = ['', ' a b ', 'one,two,,three', 'Émile Zola', 'aXbXc', 'déjà vu', 'abcabc'] as const

const number = (dice: Dice): unknown => dice.pick([0, 1, -1, 2.5, -2.5, 7, '$b', 1.005, 12.345])
const text = (dice: Dice): unknown => dice.pick([...TEXT, '$c'])
const date = (dice: Dice): Date => new Date(dice.pick(['2026-03-29T00:59:59.999Z', '2024-02-29T12:00:00Z']))
const list = (dice: Dice): unknown => dice.pick([[], [3, 1, 2], [1, 1, 2], ['a', null, 2.5], [[1], [2]]])

type Make = (dice: Dice) => Document

const ON_TEXT: readonly Make[] = [
  (dice) => ({ $substrCP: [text(dice), dice.int(4), dice.int(5)] }),
  (dice) => ({ $toUpper: text(dice) }),
  (dice) => ({ $toLower: text(dice) }),
  (dice) => ({ $concat: [text(dice), '-', text(dice)] }),
  (dice) => ({ $strLenCP: { $ifNull: [text(dice), ''] } }),
  (dice) => ({ $cmp: [text(dice), text(dice)] }),
]

const ON_DATES: readonly Make[] = [
  (dice) => ({ $subtract: [date(dice), date(dice)] }),
  (dice) => ({ $subtract: [date(dice), dice.int(100_000)] }),
  (dice) => ({ $add: [date(dice), dice.int(100_000)] }),
  (dice) => ({ $max: [date(dice), date(dice), null] }),
]

const ON_NUMBERS: readonly Make[] = [
  ...['$abs', '$ceil', '$floor', '$round'].map((name): Make => (dice) => ({ [name]: number(dice) })),
  (dice) => ({ $round: [number(dice), dice.int(4) - 1] }),
  (dice) => ({ $mod: [number(dice), dice.pick([2, 3, 1.5])] }),
  (dice) => ({ $multiply: [number(dice), number(dice)] }),
  (dice) => ({ $subtract: [number(dice), number(dice)] }),
  (dice) => ({ $divide: [number(dice), dice.pick([2, 3, 0.5])] }),
  (dice) => ({ $toString: dice.pick([12, 3.5, true, 'a', date(dice)]) }),
]

const ON_LISTS: readonly Make[] = [
  (dice) => ({ $concatArrays: [list(dice), list(dice)] }),
  (dice) => ({ $slice: [list(dice), dice.int(5) - 2] }),
  (dice) => ({ $slice: [list(dice), dice.int(4) - 2, 1 + dice.int(3)] }),
  (dice) => ({ $arrayElemAt: [list(dice), dice.int(5) - 2] }),
  (dice) => ({ [dice.pick(['$first', '$last'])]: list(dice) }),
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
  (dice) => ({ $filter: { input: list(dice), cond: { $gt: ['$$this', 1] }, limit: 1 + dice.int(2) } }),
  (dice) => ({ $max: list(dice) }),
  (dice) => ({ $min: [number(dice), number(dice), null] }),
  (dice) => ({ $avg: list(dice) }),
  (dice) => ({ $sum: list(dice) }),
  () => ({ $mergeObjects: ['$d', { z: 1 }] }),
  (dice) => ({ $setField: { field: 'a.b', input: { z: 1 }, value: number(dice) } }),
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
  switch (dice.int(6)) {
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
    case 4:
      return [
        {
          $replaceRoot: {
            newRoot: { $mergeObjects: [{ _id: '$_id' }, { $cond: [{ $eq: [{ $type: '$d' }, 'object'] }, '$d', {}] }] },
          },
        },
      ]
    default:
      return [
        FIRST_MET,
        {
          $group: {
            _id: '$c',
            first: { $first: '$b' },
            all: { $push: '$b' },
            set: { $addToSet: '$b' },
            last: { $last: '$b' },
            n: { $count: {} },
            merged: { $mergeObjects: { b: '$b' } },
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

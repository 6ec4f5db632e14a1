import type { Task } from './task.ts'

/** What is kept of a text for searching: so many different words, so that one long text does not fill an index. */
const WORDS_KEPT = 300
const LONGEST_WORD = 40
/** Slips are looked for among the first letters, as people begin words right. */
const NEAR_LETTERS = 8

const COMMON: ReadonlySet<string> = new Set(
  'a an and are as at be by for from in is it of on or that the this to was with der die das und ist im zu le la les et de en'.split(
    ' ',
  ),
)

/** The words of a text as they are searched for: small letters without accents, each once; common ones are left out. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
  const words = plain.split(/[^\p{L}\p{N}]+/u).map((word) => word.slice(0, LONGEST_WORD))
  return [...new Set(words)].filter((word) => /../u.test(word) && !COMMON.has(word))
}

/** How a person stands among the words of a task: by their id, so that a new name finds their old tasks. */
export const personWord = (memberId: string): string => `@${memberId}`

type Details = Pick<Task, 'ownerId' | 'accountableId' | 'createdBy' | 'consultedIds' | 'informedIds'>

/** Those whose names find a task. */
export const peopleFound = (task: Details): readonly string[] => [
  ...new Set(
    [task.ownerId, task.accountableId, task.createdBy, ...task.consultedIds, ...task.informedIds].filter(
      (id) => id !== null,
    ),
  ),
]

/** The texts of a task apart from its title, most telling first. */
const furtherTexts = ({ reference, labels, checklist, links, description }: Task): readonly string[] => [
  `${reference} ${reference.replace('-', '')} ${labels.join(' ')}`,
  checklist.map(({ text }) => text).join(' '),
  links.map(({ text }) => text ?? '').join(' '),
  description,
]

/** The words by which a task is found; those of its notes come to them as they are written. */
export const taskSearchWords = (task: Task): readonly string[] => [
  ...peopleFound(task).map(personWord),
  ...wordsOf([task.title, ...furtherTexts(task)].join(' ')).slice(0, WORDS_KEPT),
]

/** How many slips are forgiven in a word. */
export const slipsAllowed = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

/**
 * Keys that two words share if they are at most so many slips apart as are forgiven: the word's first letters, and what
 * is left of them when as many letters are left out.
 */
export function nearKeys(word: string): readonly string[] {
  const keys = new Set([word.slice(0, NEAR_LETTERS)])
  let last = [...keys]
  for (let slip = 0; slip < slipsAllowed(word); slip += 1) {
    last = last.flatMap((key) => Array.from(key, (_, at) => key.slice(0, at) + key.slice(at + 1)))
    for (const key of last) keys.add(key)
  }
  return [...keys]
}

/** A word that people look for, and the words that it may stand for with how well each fits: 1 is the word itself. */
export interface Term {
  readonly word: string
  readonly fits: ReadonlyMap<string, number>
}

/** The texts in which a task is searched. */
export interface Searched {
  readonly task: Task
  /** Names of `peopleFound`. */
  readonly names: readonly string[]
  readonly notes: readonly string[]
}

const WEIGHTS = { title: 8, names: 5, further: 3, notes: 2 } as const

export interface Score {
  /** How many of the terms were found. */
  readonly matched: number
  readonly value: number
}

/** How well a task fits what somebody looks for; open tasks come before closed ones. */
export function scoreOf({ task, names, notes }: Searched, terms: readonly Term[]): Score {
  const fields = [
    { weight: WEIGHTS.title, words: wordsOf(task.title) },
    { weight: WEIGHTS.names, words: wordsOf(names.join(' ')) },
    { weight: WEIGHTS.further, words: wordsOf(furtherTexts(task).join(' ')) },
    { weight: WEIGHTS.notes, words: wordsOf(notes.join(' ')) },
  ]
  const values = terms.map(({ fits }) =>
    Math.max(...fields.map(({ weight, words }) => weight * Math.max(0, ...words.map((word) => fits.get(word) ?? 0)))),
  )
  const together =
    terms.length > 1 &&
    wordsOf(task.title)
      .join(' ')
      .includes(terms.map(({ word }) => word).join(' '))
  const closed = task.status === 'done' || task.status === 'dropped'
  const sum = values.reduce((total, value) => total + value, 0) + (together ? WEIGHTS.title : 0)
  return { matched: values.filter((value) => value > 0).length, value: closed ? sum / 2 : sum }
}

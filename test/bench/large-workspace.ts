import type { Connection } from 'mongoose'
import { nearKeys, taskSearchWords } from '../../src/domain/search.ts'
import type { TaskStatus } from '../../src/domain/task.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { buildMember, buildProject, buildTask } from '../support/builders.ts'
import { numbers } from './numbers.ts'

const BATCH = 1000
export const PEOPLE = 200
export const WORKSPACE = 'T1'

const SYLLABLES = 'ba co de fi ga hu ju ka le mi no pa qui ro sta tre vu wen xo zi ber lan dor mun'.split(' ')
const KNOWN = 'hero copy landing page banner logo draft layout photo shoot newsletter checkout footer icon brand'.split(
  ' ',
)

/** Words as a language has them: a few are in many texts, most in few. */
export function vocabulary(random: () => number, size: number): readonly string[] {
  const words = new Set(KNOWN)
  while (words.size < size) {
    const length = 2 + Math.floor(random() * 3)
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''))
  }
  return [...words]
}

/** One of the items, the first ones far more often than the last. */
export const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.min(items.length - 1, Math.floor(items.length ** random() - 1))]!

async function insert(connection: Connection, collection: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH)
    await connection.collection(collection).insertMany(rows.slice(from, from + BATCH))
}

/**
 * Fills an empty database with one workspace of so many tasks (`WEB-2` and on, three in ten open) and 200 people, with
 * rows as the stores write them, many at a time: one written by the store is the pattern of all, but for what `more` says
 * of each. Gives the words of its texts.
 */
export async function fillWorkspace(
  stores: Stores,
  connection: Connection,
  tasks: number,
  more: (number: number) => object = () => ({}),
): Promise<readonly string[]> {
  const random = numbers(7)
  const words = vocabulary(random, 20_000)
  const text = (length: number): string => Array.from({ length }, () => pick(words, random)).join(' ')
  const project = buildProject()
  await stores.projects.add(project)
  // Whoever has a role in a project is known.
  for (const id of Object.values(project.roles)) if (id) await stores.members.put(buildMember({ id }))
  for (let i = 0; i < PEOPLE; i += 1)
    await stores.members.put(buildMember({ id: `U${i}`, name: `person${i}`, realName: `${text(1)} ${text(1)}` }))
  const rowOf = (word: string) => ({ workspaceId: WORKSPACE, word, near: nearKeys(word), memberIds: [] })
  const known = new Set((await connection.collection('words').find().toArray()).map(({ _id }) => String(_id)))
  const vocabularyRows = words.map((word) => ({ _id: `${WORKSPACE}/${word}`, ...rowOf(word) }))
  await insert(
    connection,
    'words',
    vocabularyRows.filter(({ _id }) => !known.has(_id)),
  )
  await stores.tasks.add(buildTask({ id: 'pattern' }))
  const pattern = await connection.collection('tasks').findOne()
  for (let done = 0; done < tasks; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, tasks - done) }, (_, i) => {
      const number = done + i
      const status: TaskStatus = random() < 0.7 ? 'done' : 'todo'
      const reference = `WEB-${number + 2}`
      const ownerId = `U${Math.floor(random() * PEOPLE)}`
      const facts = { reference, title: text(5), description: text(15), ownerId, status }
      const found = taskSearchWords(buildTask(facts))
      const _id = `t${String(number).padStart(7, '0')}`
      const reckoned = { words: found, open: status === 'todo', numberRank: number + 2 }
      return { ...pattern, ...facts, _id, ...reckoned, ...more(number) }
    })
    await insert(connection, 'tasks', rows)
  }
  await connection.collection('projects').updateMany({ workspaceId: WORKSPACE }, { $set: { lastNumber: tasks + 2 } })
  return words
}

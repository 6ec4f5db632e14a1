import { withStandingNotes } from '../../domain/notes.ts'
import { asReference } from '../../domain/references.ts'
import { peopleFound, personWord, scoreOf, wordsOf } from '../../domain/search.ts'
import type { Score, Term } from '../../domain/search.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { notUnderstood } from '../../errors.ts'
import type { Ports, WordAlike } from '../../ports.ts'

/** What an answer shows; who wants other tasks says more words. */
const SHOWN = 12
/** So many tasks are read and ranked, the open and newest ones that have the words. */
const READ = 30
const RANKED = 60
/** Of the log of those tasks whose own words do not say why they were found. */
const ENTRIES_READ = 500
const TERMS = 6
/** Words that an unfinished or misspelt one may stand for. */
const ALIKE = 5

/** The best of what was found, best first. */
export interface SearchResult {
  readonly sheets: readonly TaskSheet[]
  /** There was more than is shown. */
  readonly more: boolean
  /** False: no task has all of the words, and these have some. */
  readonly all: boolean
}

interface Looked {
  readonly term: Term
  /** How it stands in the store as it was typed, names included, and with all that it may stand for. */
  readonly exact: readonly string[]
  readonly wide: readonly string[]
}

const withPeople = (alikes: readonly WordAlike[]): readonly string[] => [
  ...new Set([...alikes.map(({ word }) => word), ...alikes.flatMap(({ memberIds }) => memberIds.map(personWord))]),
]

async function look({ tasks }: Ports, workspaceId: string, word: string): Promise<Looked> {
  const alikes = (await tasks.wordsLike(workspaceId, word)).slice(0, ALIKE)
  const itself = alikes.filter(({ fit }) => fit === 1)
  return {
    term: { word, fits: new Map([...alikes.map((each) => [each.word, each.fit] as const), [word, 1]]) },
    exact: [...new Set([word, ...withPeople(itself)])],
    wide: [...new Set([word, ...withPeople(alikes)])],
  }
}

interface Candidates {
  readonly tasks: readonly Task[]
  /** They have all of the words, or had them. */
  readonly all: boolean
}

/**
 * First the words as they are, then what they may stand for, then all but one of them, then any: each step only where the
 * last found little.
 */
async function candidates({ tasks }: Ports, sight: Sight, looked: readonly Looked[]): Promise<Candidates> {
  const found = new Map<string, Task>()
  const find = async (groups: readonly (readonly string[])[], limit: number): Promise<void> => {
    for (const task of await tasks.search(sight, groups, limit)) found.set(task.id, task)
  }
  const exact = looked.map((each) => each.exact)
  const wide = looked.map((each) => each.wide)
  await find(exact, READ)
  if (found.size < SHOWN) await find(wide, READ)
  const all = found.size > 0 || wide.length === 1
  if (!all && wide.length > 2)
    for (const left of wide)
      await find(
        wide.filter((each) => each !== left),
        SHOWN,
      )
  if (!all && found.size === 0) for (const each of wide) await find([each], SHOWN)
  return { tasks: [...found.values()].slice(0, RANKED), all }
}

interface Ranked {
  readonly sheet: TaskSheet
  readonly score: Score
}

/** Scores tasks by what they say themselves, and by their notes where that leaves a word open. */
async function rank(
  { activities }: Ports,
  sheets: readonly TaskSheet[],
  terms: readonly Term[],
  enough: number,
): Promise<readonly Ranked[]> {
  const texts = sheets.map((sheet) => ({ sheet, names: namesIn(sheet) }))
  const first = texts.map(({ sheet, names }) => scoreOf({ task: sheet.task, names, notes: [] }, terms))
  const open = sheets.filter((_, index) => (first[index]?.matched ?? 0) < enough)
  const workspaceId = open[0]?.task.workspaceId
  const ids = open.map(({ task }) => task.id)
  const entries = workspaceId === undefined ? [] : await activities.ofTasks(workspaceId, ids, ENTRIES_READ)
  const standing = withStandingNotes(entries)
  const notesOf = (taskId: string): readonly string[] =>
    standing.flatMap(({ taskId: of, note }) => (of === taskId && note ? [note] : []))
  return texts.map(({ sheet, names }) => ({
    sheet,
    score: scoreOf({ task: sheet.task, names, notes: notesOf(sheet.task.id) }, terms),
  }))
}

const namesIn = ({ task, people }: TaskSheet): readonly string[] =>
  peopleFound(task).flatMap((id) => {
    const member = people.get(id)
    return member ? [`${member.realName} ${member.name}`] : []
  })

/** Tasks that the text names by their references: who types one wants that task above all. */
async function named({ tasks }: Ports, sight: Sight, text: string): Promise<readonly Task[]> {
  const references = new Set(text.split(/\s+/).flatMap((word) => asReference(word) ?? []))
  const found = await Promise.all([...references].slice(0, TERMS).map((each) => tasks.byReference(sight, each)))
  return found.filter((task) => task !== undefined && task !== null)
}

/**
 * Finds tasks by words of their titles, descriptions, details, notes and people's names, and ranks them. A slip or two, and
 * an unfinished word, are forgiven; tasks that are named by their references come first.
 *
 * @throws UserError when the text has no word to look for
 */
export async function searchTasks(ports: Ports, sight: Sight, text: string): Promise<SearchResult> {
  const words = wordsOf(text).slice(0, TERMS)
  if (words.length === 0)
    throw notUnderstood(
      'A search needs a word of two letters or more that says something, for example /task search hero copy.',
    )
  const first = await named(ports, sight, text)
  const isNothingElse = text.trim().split(/\s+/).length === first.length
  if (isNothingElse) return { sheets: await ports.sheets.of(first), more: false, all: true }
  const looked = await Promise.all(words.map((word) => look(ports, sight.workspaceId, word)))
  const terms = looked.map(({ term }) => term)
  const { tasks, all } = await candidates(ports, sight, looked)
  const firstIds = new Set(first.map(({ id }) => id))
  const sheets = await ports.sheets.of([...first, ...tasks.filter(({ id }) => !firstIds.has(id))])
  const ranked = await rank(ports, sheets, terms, all ? terms.length : 1)
  const best = Math.max(0, ...ranked.map(({ score }) => score.matched))
  const kept = ranked
    .filter(({ sheet, score }) => firstIds.has(sheet.task.id) || (best > 0 && score.matched === best))
    .sort(
      (a, b) =>
        Number(firstIds.has(b.sheet.task.id)) - Number(firstIds.has(a.sheet.task.id)) ||
        b.score.value - a.score.value ||
        (a.sheet.task.id < b.sheet.task.id ? 1 : -1),
    )
  return {
    sheets: kept.slice(0, SHOWN).map(({ sheet }) => sheet),
    more: kept.length > SHOWN,
    all: first.length > 0 || best === terms.length,
  }
}

import { fileName, exportComment, exportTitle } from './views.ts'
import { BYTE_ORDER_MARK, csvRows, separatorFor } from '../../domain/csv.ts'
import type { Separator } from '../../domain/export-words.ts'
import type { Command } from '../../domain/command.ts'
import type { ListFilter } from '../../domain/list-view.ts'
import type { Activity } from '../../domain/activity.ts'
import { withStandingNotes } from '../../domain/notes.ts'
import { taskRecord } from '../../domain/task-record.ts'
import { taskTable } from '../../domain/task-table.ts'
import type { TaskTable } from '../../domain/task-table.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { localDate } from '../../domain/time.ts'
import type { FindTasks, Ports, Speech, TaskFilter } from '../../ports.ts'

type ExportCommand = Extract<Command, { kind: 'export' }>

export interface Exported {
  readonly count: number
  /** What the file is called; null where there was nothing to put into one. */
  readonly name: string | null
  readonly filters: readonly ListFilter[]
}

/** Tasks that are in memory at a time; between one batch and the next, others are served. */
const BATCH = 250
/** Entries of the log that are in memory at a time; where a batch has more, it is read task by task. */
const ENTRIES = 20_000

/** Tasks that match, batch by batch, in the order in which they were made, each once, whatever is changed meanwhile. */
async function* batches(
  { tasks, sheets }: Pick<Ports, 'tasks' | 'sheets'>,
  { sight }: Pick<Speech, 'sight'>,
  filter: TaskFilter,
): AsyncGenerator<readonly TaskSheet[]> {
  let after: string | null = null
  for (;;) {
    const batch = await tasks.afterTask(sight, filter, after, BATCH)
    if (batch.length === 0) return
    yield await sheets.of(batch)
    after = batch.at(-1)?.id ?? null
  }
}

type Batches = AsyncIterable<readonly TaskSheet[]>

async function* csvPieces(source: Batches, table: TaskTable, separator: Separator, count: (rows: number) => void) {
  yield BYTE_ORDER_MARK + csvRows([table.header], separator)
  for await (const sheets of source) {
    count(sheets.length)
    yield csvRows(
      sheets.map((sheet) => table.row(sheet)),
      separator,
    )
  }
}

/** What was done to tasks and said about them, by task, newest first; what was deleted in a thread is not in it. */
async function histories(
  { activities }: Pick<Ports, 'activities'>,
  workspaceId: string,
  sheets: readonly TaskSheet[],
): Promise<ReadonlyMap<string, readonly Activity[]>> {
  const logs = new Map<string, Activity[]>(sheets.map(({ task }) => [task.id, []]))
  const entries = await activities.ofTasks(workspaceId, [...logs.keys()], ENTRIES)
  if (entries.length < ENTRIES) for (const entry of entries) logs.get(entry.taskId)?.push(entry)
  else for (const id of logs.keys()) logs.set(id, [...(await activities.ofTask(workspaceId, id, ENTRIES))])
  return new Map([...logs].map(([id, log]) => [id, withStandingNotes(log)]))
}

async function* jsonPieces(ports: Ports, workspaceId: string, source: Batches, count: (rows: number) => void) {
  let before = '['
  for await (const sheets of source) {
    count(sheets.length)
    const logs = await histories(ports, workspaceId, sheets)
    const records = sheets.map((sheet) => JSON.stringify(taskRecord(sheet, logs.get(sheet.task.id) ?? [])))
    yield `${before}\n${records.join(',\n')}`
    before = ','
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}

/** The fields of all projects, archived ones too, that the speaker may see. */
async function tableFor({ projects }: Pick<Ports, 'projects'>, { workspaceId, sight }: Speech): Promise<TaskTable> {
  const all = await projects.all(workspaceId)
  return taskTable(all.filter(({ id }) => !sight.hiddenProjectIds.includes(id)))
}

export interface FileWanted extends Pick<ExportCommand, 'format' | 'separator'> {
  readonly filter: TaskFilter
  /** Told how many tasks each piece has. */
  readonly count: (rows: number) => void
}

/** A file of tasks, piece by piece. */
export async function* exportPieces(ports: Ports, speech: Speech, wanted: FileWanted): AsyncGenerator<string> {
  const { format, separator, filter, count } = wanted
  const source = batches(ports, speech, filter)
  if (format === 'json') yield* jsonPieces(ports, speech.workspaceId, source, count)
  else yield* csvPieces(source, await tableFor(ports, speech), separator ?? separatorFor(speech.speaker.locale), count)
}

/**
 * Puts the tasks that meet the filters, without any all that the speaker may see, into a file in their direct message.
 *
 * @throws UserError when filters contradict each other, or name what is not there
 */
export async function exportTasks(
  ports: Ports,
  find: FindTasks,
  speech: Speech,
  command: ExportCommand,
): Promise<Exported> {
  const { filter, filters } = await find(speech, command)
  if ((await ports.tasks.count(speech.sight, filter, 1)) === 0) return { count: 0, name: null, filters }
  const { workspaceId, speaker } = speech
  const name = fileName(localDate(ports.clock.now(), speaker.zone), command.format)
  let count = 0
  const { format, separator } = command
  const pieces = exportPieces(ports, speech, {
    format,
    separator,
    filter,
    count: (rows) => {
      count += rows
    },
  })
  const people = await ports.directory.members(workspaceId, namedBy(filters))
  const said = { filters, people: new Map(people.map((member) => [member.id, member])) }
  const file = { name, title: exportTitle(said), comment: exportComment(said) }
  await ports.files.upload(workspaceId, speaker.id, file, pieces)
  return { count, name, filters }
}

const namedBy = (filters: readonly ListFilter[]): readonly string[] =>
  filters.flatMap((filter) => (filter.kind === 'member' ? [filter.memberId] : []))

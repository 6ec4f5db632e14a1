import type { Change } from './domain/activity.ts'
import type { BulkChange, BulkFacts, BulkRefusal } from './domain/bulk-change.ts'
import type { BulkDeed } from './domain/bulk-deed.ts'
import type { Import, ImportRow, RowOutcome } from './domain/import.ts'
import type { ImportedFacts } from './domain/import-rows.ts'
import type { IndexedSort, ListFilter, SavedList } from './domain/list-view.ts'
import type { Member } from './domain/member.ts'
import type { Project } from './domain/project.ts'
import type { Sight } from './domain/sight.ts'
import type { Task } from './domain/task.ts'
import type { WantedTasks } from './domain/task-list.ts'
import type { Outline } from './domain/task-order.ts'
import type { TaskSheet } from './domain/task-sheet.ts'
import type { Speech } from './speech-ports.ts'

/** Which tasks a list wants; facts that are left out do not matter, and without statuses it is the open ones. */
export interface TaskFilter extends WantedTasks {
  readonly projectId?: string
  /** Tasks in one of these phases, which belong to these projects. */
  readonly phases?: { readonly ids: readonly string[]; readonly projectIds: readonly string[] }
}

export interface Page {
  readonly offset: number
  readonly limit: number
  /** The total is counted no further than this. */
  readonly countAtMost?: number
}

/** The part of the task store that lists and files ask. */
export interface TaskLists {
  /**
   * What the person may see, sorted by due date (none last), then priority, then reference, unless another order is asked for; `total` counts all
   * that match.
   */
  list(
    sight: Sight,
    filter: TaskFilter,
    page: Page,
    sort?: IndexedSort | null,
  ): Promise<{ tasks: readonly Task[]; total: number }>
  /** How many tasks match; with a `limit` it counts no further. */
  count(sight: Sight, filter: TaskFilter, limit?: number): Promise<number>
  /** What an order is made of, of all that match, in no order, up to a limit. */
  outlines(sight: Sight, filter: TaskFilter, limit: number): Promise<readonly Outline[]>
  /** Tasks that match in the order in which they were made, from the one after `after` on (null: the first). */
  afterTask(sight: Sight, filter: TaskFilter, after: string | null, limit: number): Promise<readonly Task[]>
}

/** Lists under names, each of one member. */
export interface SavedListStore {
  get(workspaceId: string, memberId: string, name: string): Promise<SavedList | undefined>
  /** By name. */
  ofMember(workspaceId: string, memberId: string): Promise<readonly SavedList[]>
  /** In the place of the one that had the name, which it gives back. */
  put(list: SavedList): Promise<SavedList | undefined>
  /** False where there was none. */
  remove(workspaceId: string, memberId: string, name: string): Promise<boolean>
}

/** Changes of many tasks, from their preview to their answer; they are kept for a day. */
export interface BulkDeedStore {
  get(workspaceId: string, deedId: string): Promise<BulkDeed | undefined>
  add(deed: BulkDeed): Promise<void>
  /** Writes it if the stored one still has its version, and holds it for whoever does so until a lease of a minute ends. */
  save(deed: BulkDeed): Promise<BulkDeed>
  /** Hands out deeds of all workspaces that were begun and left: whoever worked on them is gone. */
  claimUnfinished(wall: number, limit: number): Promise<readonly BulkDeed[]>
}

/** Files on their way into projects. Their rows are kept for two days, what is left to be done again for ninety. */
export interface ImportStore {
  get(workspaceId: string, importId: string): Promise<Import | undefined>
  /** Part of no transaction: a file may have more rows than one takes. What is begun and not finished is forgotten. */
  add(imported: Import, rows: readonly ImportRow[]): Promise<void>
  /** Writes it if the stored one still has its version, and holds it for whoever does so until a lease of a minute ends. */
  save(imported: Import): Promise<Import>
  /** In the order of the file, those after the one with the number `after`. */
  rows(workspaceId: string, importId: string, after: number, limit: number): Promise<readonly ImportRow[]>
  /** Writes down what became of rows, by their numbers. */
  settle(workspaceId: string, importId: string, outcomes: ReadonlyMap<number, RowOutcome>): Promise<void>
  /** The last time that the same file was imported into a project. */
  lastOf(of: Pick<Import, 'workspaceId' | 'projectId' | 'digest'>): Promise<Import | undefined>
  /** Hands out imports of all workspaces that were begun and left: whoever worked on them is gone. */
  claimUnfinished(wall: number, limit: number): Promise<readonly Import[]>
}

/**
 * Makes tasks of rows in a transaction that has begun, each with its entry in the log, without a card and without the
 * notice to its owner: whoever began it tells people of all tasks at once. The owners are people whom Runsheet has met.
 *
 * The feature `capture` does it; `features.ts` hands it to others.
 */
export type CreateInBulk = (
  of: { readonly project: Project; readonly actorId: string; readonly groupId: string },
  rows: readonly { readonly number: number; readonly facts: ImportedFacts }[],
) => Promise<readonly { readonly taskId: string; readonly activityId: string }[]>

/** Somebody as Slack lists them. */
export interface ListedPerson {
  readonly member: Member
  /** All names that they are known by. */
  readonly names: readonly string[]
}

/** A file that is to be made. */
export interface NewFile {
  /** With its ending, by which Slack and the reader's machine know what it is. */
  readonly name: string
  /** What Slack shows above it, plain text. */
  readonly title: string
  /** What is said with it, in mrkdwn. */
  readonly comment: string
}

/** What came of reading a file that somebody gave. */
export type ReadFile =
  /** `digest`: the same for the same bytes. */
  | { readonly kind: 'read'; readonly name: string; readonly bytes: Uint8Array; readonly digest: string }
  | { readonly kind: 'too-big'; readonly bytes: number }
  | { readonly kind: 'gone' }

/** Files in Slack. */
export interface Files {
  /**
   * Puts a file into somebody's direct message with Runsheet. Its pieces are asked for one after the other, as they can be
   * written away: whatever its size, only a few of them are in memory.
   *
   * @throws UserError where Runsheet was installed before it could send files
   */
  upload(workspaceId: string, memberId: string, file: NewFile, pieces: AsyncIterable<string>): Promise<void>
  /** Reads a file that somebody gave in a form, unless it is larger than `most` bytes. */
  download(workspaceId: string, fileId: string, most: number): Promise<ReadFile>
}

/** Filters of a list as they were said, and what they stand for. */
export interface FoundTasks {
  readonly filter: TaskFilter
  readonly filters: readonly ListFilter[]
}

/**
 * Finds which tasks filters mean for a file, with those of a saved list where its name was said.
 *
 * It throws a UserError when filters contradict each other, or name what is not there. The feature `lists` does it;
 * `features.ts` hands it to others.
 */
export type FindTasks = (
  asking: Pick<Speech, 'workspaceId' | 'speaker' | 'sight' | 'channelId'>,
  said: { readonly filters: readonly ListFilter[]; readonly name: string | null },
) => Promise<FoundTasks>

/**
 * Changes one of many tasks in a transaction that has begun, with its log entry and its cards' edits, but without the
 * notice to its owner: whoever began it tells people of all tasks at once. Undefined where the task is gone.
 *
 * The feature `tasks` does it; `features.ts` hands it to others.
 */
export type ChangeInBulk = (
  of: { readonly workspaceId: string; readonly taskId: string; readonly groupId: string },
  change: BulkChange,
  facts: BulkFacts,
) => Promise<
  | { readonly sheet: TaskSheet; readonly changes: readonly Change[]; readonly activityId: string | null }
  | { readonly sheet: TaskSheet; readonly refused: BulkRefusal }
  | undefined
>

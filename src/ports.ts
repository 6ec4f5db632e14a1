import type { Activity } from './domain/activity.ts'
import type { BulkDeedStore, Files, ImportStore, SavedListStore, TaskLists } from './data-ports.ts'
import type { Member } from './domain/member.ts'
import type { Post } from './domain/notice.ts'
import type { Project } from './domain/project.ts'
import type { Sight } from './domain/sight.ts'
import type { Channels, Directory, Messenger } from './slack-ports.ts'
import type { LogNames } from './domain/history.ts'
import type { Attachment, Card, MessagePosition, Task } from './domain/task.ts'
import type { NamedTask } from './domain/task-address.ts'
import type { TaskSheet } from './domain/task-sheet.ts'
import type { Unfurled } from './domain/unfurl.ts'
import type { Workspace } from './domain/workspace.ts'

export type * from './data-ports.ts'
export type * from './slack-ports.ts'
export type * from './speech-ports.ts'

/** The only source of time. */
export interface Clock {
  /** The instant that rules see; moved by tests and by the sandbox. */
  now(): Date
  /** Real time in milliseconds since 1970: for leases, back-off, pacing and signatures. */
  wall(): number
}

/** Makes identifiers: unique in the whole system, rising with time. */
export interface Ids {
  next(): string
}

/** A structured log: a static message, everything that varies in the fields; never message text or secrets. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  child(fields: object): Log
}

/** Runs work in one MongoDB transaction: all of its store calls happen, or none. */
export interface Transactor {
  /**
   * Runs `work`, again from its start when it lost a race (a write conflict or a stale version), so it must have no
   * effect but by the stores, and must not call them in parallel.
   */
  run<T>(work: () => Promise<T>): Promise<T>
}

export interface WorkspaceStore {
  get(workspaceId: string): Promise<Workspace | undefined>
  /** All workspaces that have not uninstalled: for the start and for operators, not for hot paths. */
  installed(): Promise<readonly Workspace[]>
  put(workspace: Workspace): Promise<void>
  save(workspace: Workspace): Promise<Workspace>
}

export interface MemberStore {
  get(workspaceId: string, memberId: string): Promise<Member | undefined>
  getMany(workspaceId: string, memberIds: readonly string[]): Promise<readonly Member[]>
  /** Writes what Slack says of a person; what the person set in Runsheet (working hours) stays. */
  put(member: Member): Promise<void>
}

export interface ProjectStore {
  get(workspaceId: string, projectId: string): Promise<Project | undefined>
  getMany(workspaceId: string, projectIds: readonly string[]): Promise<readonly Project[]>
  byKey(workspaceId: string, key: string): Promise<Project | undefined>
  /** The projects, not archived, whose home is this channel; usually one. */
  byChannel(workspaceId: string, channelId: string): Promise<readonly Project[]>
  /** All that are not archived, by key, whoever may see them. */
  active(workspaceId: string): Promise<readonly Project[]>
  /** All that live in private channels, archived ones too. */
  inPrivate(workspaceId: string): Promise<readonly Project[]>
  /** All, archived ones too. */
  all(workspaceId: string): Promise<readonly Project[]>
  add(project: Project): Promise<void>
  /** @throws a stale-version error, which the transactor answers by running the use case again */
  save(project: Project): Promise<Project>
  /**
   * Takes the next so many task numbers for good, apart from any transaction: numbers may have gaps, not waits. Not to be
   * called in a transaction that changes the project.
   */
  takeNumbers(workspaceId: string, projectId: string, count: number): Promise<readonly number[]>
  /** Hands out projects of all workspaces whose digest is due, each to one caller until a lease of a minute ends. */
  claimDue(now: Date, limit: number): Promise<readonly Project[]>
  /** The earliest `nextDigestAt` of all workspaces that is later than `after`. */
  nextDueAt(after: Date): Promise<Date | null>
}

/** A word that tasks or names have and a searched one may stand for. */
export interface WordAlike {
  readonly word: string
  /** Those who are called so. */
  readonly memberIds: readonly string[]
  /** 1 is the word itself, less where it is unfinished or has a slip. */
  readonly fit: number
}

export interface TaskStore extends TaskLists {
  get(workspaceId: string, taskId: string): Promise<Task | undefined>
  getMany(workspaceId: string, taskIds: readonly string[]): Promise<readonly Task[]>
  /** Case does not matter. What the person may not see is not there for them. */
  byReference(sight: Sight, reference: string): Promise<Task | undefined>
  /** The task that was made from this message. */
  bySource(workspaceId: string, source: MessagePosition): Promise<Task | undefined>
  /** The task whose card this message is. */
  byCard(workspaceId: string, card: MessagePosition): Promise<Task | undefined>
  /** Tasks that have a card in the thread which begins with this message, a few at most. */
  inThread(workspaceId: string, root: MessagePosition): Promise<readonly Task[]>
  /** Tasks that have this file, a few at most. */
  withFile(workspaceId: string, fileId: string): Promise<readonly Task[]>
  /** Tasks that have files which came with this message, a few at most. */
  withFilesFrom(workspaceId: string, message: MessagePosition): Promise<readonly Task[]>
  /** Tasks that wait on one of these, closed ones too. */
  dependents(workspaceId: string, taskIds: readonly string[]): Promise<readonly Task[]>
  /** Blocked tasks that wait on this one. */
  blockedOn(workspaceId: string, taskId: string): Promise<readonly Task[]>
  /** Duplicates that went into this task, a few at most. */
  mergedInto(workspaceId: string, taskId: string): Promise<readonly Task[]>
  add(task: Task): Promise<void>
  /** Words by which a task is found besides its own, such as a note's. */
  addWords(workspaceId: string, taskId: string, text: string): Promise<void>
  /** The words of the workspace that one may stand for, best first. */
  wordsLike(workspaceId: string, term: string): Promise<readonly WordAlike[]>
  /**
   * Tasks that the person may see and that have a word of each group, open ones first, then the newest; about `limit` of
   * them. Their facts may have changed since they had it.
   */
  search(sight: Sight, groups: readonly (readonly string[])[], limit: number): Promise<readonly Task[]>
  /**
   * Writes `task` if the stored one still has its version; the result carries the next version. `cards` are left as they
   * are, and are in the result: they come and go as messages do, by `addCard` and `removeCard`.
   */
  save(task: Task): Promise<Task>
  /** Takes a task away (the undo of its creation) if the stored one still has this version. */
  remove(task: Task): Promise<void>
  /** Adds a card's position to the task without a new version: a post was sent, nothing that people see changed. */
  addCard(workspaceId: string, taskId: string, card: Card): Promise<void>
  /** Forgets a card whose message is gone, likewise without a new version. */
  removeCard(workspaceId: string, taskId: string, card: MessagePosition): Promise<void>
  /**
   * Notes that the task is shown in one more message, without a new version, and gives it as it is then: every change that
   * was under way has come to its end, or begins again and finds the message. Undefined where the task is gone.
   */
  noteUnfurl(workspaceId: string, taskId: string): Promise<Task | undefined>
  /** Hands out open tasks of all workspaces with `nextCheckAt` ≤ now, each to one caller until a lease of a minute ends. */
  claimDue(now: Date, limit: number): Promise<readonly Task[]>
  /** The earliest `nextCheckAt` of all workspaces that is later than `after`: what failed and waits for its lease hides nothing. */
  nextDueAt(after: Date): Promise<Date | null>
}

/** A task as it begins: with the entry of its log that says so, and whom it is told to. */
export interface BegunTask {
  readonly task: Task
  readonly entry: Activity
  /** Their keys name the task or the entry, so that nobody has written their like; none is of a bundle. */
  readonly posts: readonly Post[]
}

/** Writes new tasks whole: all of one or nothing of it. */
export interface NewTasks {
  /**
   * Takes the project's next number, has the task begun with it, and writes it: as a part of the caller's transaction, if
   * there is one. Those who create outside of any at the same time share one, so that many cost little more than one;
   * where that fails, each stands or falls alone.
   */
  create<Begun extends BegunTask>(
    project: Pick<Project, 'workspaceId' | 'id'>,
    begin: (number: number) => Promise<Begun>,
  ): Promise<Begun>
  /** Several that have begun, together or not at all; as a part of the caller's transaction, if there is one. */
  addAll(begun: readonly BegunTask[]): Promise<void>
}

export interface ActivityStore {
  add(activity: Activity): Promise<void>
  get(workspaceId: string, activityId: string): Promise<Activity | undefined>
  /** Newest first; `offset` leaves out the newest ones. */
  ofTask(workspaceId: string, taskId: string, limit: number, offset?: number): Promise<readonly Activity[]>
  /** The entries of one deed that changed several tasks, in no order. */
  ofGroup(workspaceId: string, groupId: string): Promise<readonly Activity[]>
  /** The entries of several tasks, newest first. */
  ofTasks(workspaceId: string, taskIds: readonly string[], limit: number): Promise<readonly Activity[]>
  /** A project's entries from `since` on, oldest first: what a digest tells. */
  ofProject(workspaceId: string, projectId: string, since: Date, limit: number): Promise<readonly Activity[]>
  /** The tasks that this member last had to do with, newest first, each once. */
  touchedBy(workspaceId: string, actorId: string, limit: number): Promise<readonly string[]>
  /**
   * What this member last created, changed or noted, if not before `since`; undone and undoing entries do not count, nor
   * do those of `except`.
   */
  lastOf(workspaceId: string, actorId: string, since: Date, except?: ReadonlySet<string>): Promise<Activity | undefined>
}

/** A post in the outbox: `pending → sending → sent | dead | dropped`, `unknown` after an answer that left it open. */
export interface OutboxRow extends Post {
  readonly id: string
  /** The channel or direct message in whose order it is sent. */
  readonly lane: string
  /** The claim that handed it out: the marks of a claim whose lease has gone to another are refused. */
  readonly claimId: string
  readonly state: 'pending' | 'sending' | 'unknown' | 'sent' | 'dead' | 'dropped'
  /** Order of writing, which is the order of sending within a channel. */
  readonly sequence: number
  readonly attempts: number
  /** World time of the first attempt: where a look-up in the channel's history starts. */
  readonly attemptedAt: Date | null
  readonly sentAt: Date | null
  readonly position: MessagePosition | null
  readonly error: string | null
}

/** Rows of one channel (or direct message) that are due, held by one caller until the lease ends. */
export interface OutboxBatch {
  readonly workspaceId: string
  readonly lane: string
  readonly claimId: string
  readonly rows: readonly OutboxRow[]
}

export interface OutboxStore {
  /**
   * Adds a post; does nothing when the workspace already has one with its key, or one of its bundle waits. Part of the
   * caller's transaction.
   */
  add(post: Post): Promise<void>
  /**
   * Hands out the due rows of one channel, in order, to one caller: no other gets that channel until `release` or until
   * the lease ends (in real time). Undefined when nothing is due.
   */
  claim(now: Date, wall: number): Promise<OutboxBatch | undefined>
  /** Marks a row as being sent, before the call to Slack: after a crash it counts as unknown, never as unsent. */
  markSending(row: OutboxRow, now: Date): Promise<OutboxRow>
  markSent(row: OutboxRow, position: MessagePosition, now: Date): Promise<void>
  /** Slack said no, or nothing clear: `retryAt` in real time, state `pending` (surely not posted) or `unknown`. */
  markWaiting(row: OutboxRow, state: 'pending' | 'unknown', retryAt: number, error: string): Promise<void>
  /** The end without a message: refused for good (`dead`) or no longer true (`dropped`). */
  markEnded(row: OutboxRow, state: 'dead' | 'dropped', error: string): Promise<void>
  /** Gives the channel back; `notUntil` (real time) keeps Slack's pace of one message a second and channel. */
  release(batch: OutboxBatch, notUntil: number): Promise<void>
  /** The post with this key: whether and when it was really sent. */
  byKey(workspaceId: string, key: string): Promise<OutboxRow | undefined>
  /** The earliest `notBefore` (world time) of what waits, later than `after` where that is given, and the earliest retry (real time). */
  nextDue(after?: Date): Promise<{ at: Date | null; retryAt: number | null }>
}

/** An event from Slack, kept from before its acknowledgement until it is worked off, and its id for a day longer. */
export interface InboxEntry {
  readonly workspaceId: string
  readonly eventId: string
  readonly body: object
}

export interface InboxStore {
  /** False when this event was recorded before: a delivery that Slack repeats. */
  record(entry: InboxEntry, wall: number): Promise<boolean>
  markDone(workspaceId: string, eventId: string): Promise<void>
  /** Hands out events that were recorded but not worked off within a minute: after a crash, mostly. */
  claimUnfinished(wall: number, limit: number): Promise<readonly InboxEntry[]>
}

export interface LeaseStore {
  /** True if `holder` now holds `name` until `wall + milliseconds`; renewing one's own lease succeeds. */
  acquire(name: string, holder: string, wall: number, milliseconds: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
  releaseAll(holder: string): Promise<void>
}

/** What people may see. */
export interface Sights {
  of(member: Member): Promise<Sight>
  /** The projects that are not archived and that somebody may see, by key. */
  projects(sight: Sight): Promise<readonly Project[]>
}

/** The addresses that tasks have outside of Slack. */
export interface Addresses {
  /** Null where Runsheet has none that people could reach. */
  of(task: NamedTask): string | null
  /** The task that a link leads to; null for links elsewhere. */
  read(url: string): NamedTask | null
  /** The same for a path at Runsheet's own server. */
  at(path: string): NamedTask | null
}

/** Reads tasks together with what their views name; a person Runsheet has not met is left out of `people`. */
export interface Sheets {
  /** In the order given; a task whose project is gone is left out. */
  of(tasks: readonly Task[]): Promise<readonly TaskSheet[]>
  /** What entries of a task's log name, for views that tell of them. */
  names(
    task: Pick<Task, 'workspaceId' | 'projectId'>,
    entries: readonly Pick<Activity, 'actorId' | 'changes'>[],
  ): Promise<LogNames>
}

/**
 * What somebody wrote, and what it brought along, kept until they have made something of it in a modal, a week at most: a
 * text that was not understood, or a message.
 */
export interface Draft {
  readonly workspaceId: string
  readonly id: string
  readonly memberId: string
  readonly channelId: string | null
  readonly text: string
  readonly files?: readonly Attachment[]
  readonly createdAt: Date
}

export interface DraftStore {
  add(draft: Draft): Promise<void>
  get(workspaceId: string, draftId: string): Promise<Draft | undefined>
}

/** Where tasks are shown because messages name them. */
export interface UnfurlStore {
  get(workspaceId: string, channelId: string, taskId: string): Promise<Unfurled | undefined>
  /** A task's, those first where it was shown last; a few at most. */
  ofTask(workspaceId: string, taskId: string): Promise<readonly Unfurled[]>
  /** Those that this message shows, or names. */
  byMessage(workspaceId: string, message: MessagePosition): Promise<readonly Unfurled[]>
  /** @throws a stale-version error, or where it is there already, which the transactor answers by running again */
  put(unfurled: Unfurled): Promise<void>
}

/** Everything that use cases stand on; `app.ts` makes it. */
export interface Ports {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly tx: Transactor
  readonly workspaces: WorkspaceStore
  readonly members: MemberStore
  readonly projects: ProjectStore
  readonly tasks: TaskStore
  readonly newTasks: NewTasks
  readonly activities: ActivityStore
  readonly outbox: OutboxStore
  readonly inbox: InboxStore
  readonly leases: LeaseStore
  readonly messenger: Messenger
  readonly directory: Directory
  readonly channels: Channels
  readonly files: Files
  readonly sights: Sights
  readonly sheets: Sheets
  readonly addresses: Addresses
  readonly drafts: DraftStore
  readonly savedLists: SavedListStore
  readonly bulkDeeds: BulkDeedStore
  readonly imports: ImportStore
  readonly unfurls: UnfurlStore
  /** Says that something may now wait in the outbox, after a commit: delivery starts at once, the tick is the safety net. */
  readonly wakeOutbox: () => void
}

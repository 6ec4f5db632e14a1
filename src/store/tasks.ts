import type { ClientSession, Connection } from 'mongoose'

import type { IndexedSort } from '../domain/list-view.ts'
import type { Sight } from '../domain/sight.ts'
import type { Card, MessagePosition, Task } from '../domain/task.ts'
import type { Outline } from '../domain/task-order.ts'
import type { Page, TaskFilter, TaskStore, WordAlike } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { modelOf } from './connection.ts'
import { LEASE } from './due-lease.ts'
import type { Wall } from './due-lease.ts'
import { fresh } from './lost-race.ts'
import { inOrderOf } from './row-values.ts'
import { taskSearchWords, wordsOf } from './search-rules.ts'
import { bare, TASKS, toTask } from './task-rows.ts'
import type { TaskRow } from './task-rows.ts'
import { searchRows } from './task-search.ts'
import { TenantCollection } from './tenant-collection.ts'
import type { Scoped } from './tenant-collection.ts'
import { BY_AGE, listed, OUTLINE, reckoned, seenBy, segmentsOf } from './task-lists.ts'
import type { Vocabulary } from './vocabulary.ts'

const WORDS_OF_NOTE = 100
/** A thread with more tasks than this is nobody's comments. */
const FEW = { limit: 10 }

export class MongoTaskStore implements TaskStore {
  readonly #rows: TenantCollection<TaskRow>
  readonly #all: AllTenants<TaskRow>
  readonly #wall: Wall
  readonly #vocabulary: Vocabulary

  constructor(connection: Connection, wall: Wall, vocabulary: Vocabulary) {
    const model = modelOf(connection, TASKS)
    this.#rows = new TenantCollection(model)
    this.#vocabulary = vocabulary
    this.#all = new AllTenants(model)
    this.#wall = wall
  }

  get(workspaceId: string, taskId: string): Promise<Task | undefined> {
    return this.#one({ workspaceId, _id: taskId })
  }

  async getMany(workspaceId: string, taskIds: readonly string[]): Promise<readonly Task[]> {
    return inOrderOf(taskIds, await this.#many({ workspaceId, _id: { $in: [...taskIds] } }))
  }

  async byReference(sight: Sight, reference: string): Promise<Task | undefined> {
    return this.#one({ workspaceId: sight.workspaceId, reference: reference.toUpperCase(), ...seenBy(sight) })
  }

  bySource(workspaceId: string, source: MessagePosition): Promise<Task | undefined> {
    return this.#one({ workspaceId, 'source.channelId': source.channelId, 'source.ts': source.ts })
  }

  byCard(workspaceId: string, { channelId, ts }: MessagePosition): Promise<Task | undefined> {
    return this.#one({ workspaceId, 'cards.ts': ts, 'cards.channelId': channelId })
  }

  inThread(workspaceId: string, { channelId, ts }: MessagePosition): Promise<readonly Task[]> {
    return this.#many({ workspaceId, 'cards.threadTs': ts, 'cards.channelId': channelId }, FEW)
  }

  withFile(workspaceId: string, fileId: string): Promise<readonly Task[]> {
    return this.#many({ workspaceId, 'attachments.fileId': fileId }, FEW)
  }

  withFilesFrom(workspaceId: string, { channelId, ts }: MessagePosition): Promise<readonly Task[]> {
    return this.#many({ workspaceId, 'attachments.message.ts': ts, 'attachments.message.channelId': channelId }, FEW)
  }

  dependents(workspaceId: string, taskIds: readonly string[]): Promise<readonly Task[]> {
    return this.#many({ workspaceId, dependsOnIds: { $in: [...taskIds] } })
  }

  blockedOn(workspaceId: string, taskId: string): Promise<readonly Task[]> {
    return this.#many({ workspaceId, 'block.waitsOnTaskIds': taskId })
  }

  mergedInto(workspaceId: string, taskId: string): Promise<readonly Task[]> {
    return this.#many({ workspaceId, mergedIntoId: taskId }, FEW)
  }

  async list(
    sight: Sight,
    filter: TaskFilter,
    { offset, limit, countAtMost }: Page,
    sort: IndexedSort | null = null,
  ): Promise<{ tasks: readonly Task[]; total: number }> {
    const where = listed(sight, filter)
    const rows: TaskRow[] = []
    let skip = offset
    for (const { among, ...span } of segmentsOf(sort)) {
      const part = { ...where, ...(among && { $and: [...(where.$and ?? []), among] }) }
      const long = skip > 0 && among ? await this.#rows.count(part, skip + 1) : Infinity
      if (long <= skip) {
        skip -= long
        continue
      }
      rows.push(...(await this.#rows.many(part, { ...span, offset: skip, limit: limit - rows.length })))
      if (rows.length === limit) break
      skip = 0
    }
    return { tasks: rows.map(toTask), total: await this.#rows.count(where, countAtMost) }
  }

  count(sight: Sight, filter: TaskFilter, limit?: number): Promise<number> {
    return this.#rows.count(listed(sight, filter), limit)
  }

  async outlines(sight: Sight, filter: TaskFilter, limit: number): Promise<readonly Outline[]> {
    const rows = await this.#rows.parts(listed(sight, filter), OUTLINE, limit)
    return rows.map(({ _id, ...facts }) => ({ id: _id, ...facts }))
  }

  async afterTask(sight: Sight, filter: TaskFilter, after: string | null, limit: number): Promise<readonly Task[]> {
    const where = { ...listed(sight, filter), ...(after === null ? {} : { _id: { $gt: after } }) }
    return (await this.#rows.many(where, { order: { _id: 1 }, limit, along: BY_AGE })).map(toTask)
  }

  add(task: Task): Promise<void> {
    return this.addAll([task])
  }

  /** Several new tasks at once, of any workspaces; in the transaction of a session that is handed down, or around the call. */
  async addAll(tasks: readonly Task[], session?: ClientSession): Promise<void> {
    const rows = tasks.map((task): TaskRow => {
      const { id, ...facts } = task
      return { _id: id, ...facts, ...reckoned(task, this.#wall()), words: taskSearchWords(task) }
    })
    // Apart from any transaction, so side by side: one that waits for new words is open for no longer than for one task's.
    await Promise.all(rows.map(({ workspaceId, words }) => this.#vocabulary.learn(workspaceId, words)))
    await this.#rows.in(session).addAll(rows)
  }

  async save(task: Task): Promise<Task> {
    const { workspaceId, id, version, cards: _, ...facts } = task
    const words = taskSearchWords(task)
    await this.#vocabulary.learn(workspaceId, words)
    const row = await this.#rows.change(
      { workspaceId, _id: id, version },
      {
        $set: { ...facts, ...reckoned(task, this.#wall()) },
        $inc: { version: 1 },
        $addToSet: { words: { $each: words } },
      },
    )
    return toTask(fresh(row, `task ${task.reference}`))
  }

  async remove(task: Task): Promise<void> {
    const { workspaceId, id, version } = task
    fresh((await this.#rows.remove({ workspaceId, _id: id, version })) || undefined, `task ${task.reference}`)
  }

  async addCard(workspaceId: string, taskId: string, card: Card): Promise<void> {
    await this.#rows.change({ workspaceId, _id: taskId }, { $addToSet: { cards: { $each: [bare(card)] } } })
  }

  async removeCard(workspaceId: string, taskId: string, { channelId, ts }: MessagePosition): Promise<void> {
    await this.#rows.change({ workspaceId, _id: taskId }, { $pull: { cards: { channelId, ts } } })
  }

  async noteUnfurl(workspaceId: string, taskId: string): Promise<Task | undefined> {
    // A write, and not a look: it waits for a change of the same task, or makes that one begin again.
    const row = await this.#rows.change({ workspaceId, _id: taskId }, { $inc: { unfurls: 1 } })
    return row && toTask(row)
  }

  async addWords(workspaceId: string, taskId: string, text: string, session?: ClientSession): Promise<void> {
    const words = wordsOf(text).slice(0, WORDS_OF_NOTE)
    if (words.length === 0) return
    await this.#vocabulary.learn(workspaceId, words)
    await this.#rows.in(session).change({ workspaceId, _id: taskId }, { $addToSet: { words: { $each: words } } })
  }

  wordsLike(workspaceId: string, term: string): Promise<readonly WordAlike[]> {
    return this.#vocabulary.like(workspaceId, term)
  }

  async search(sight: Sight, groups: readonly (readonly string[])[], limit: number): Promise<readonly Task[]> {
    const where = { workspaceId: sight.workspaceId, ...seenBy(sight) }
    return (await searchRows(this.#rows, where, groups, limit)).map(toTask)
  }

  async claimDue(now: Date, limit: number): Promise<readonly Task[]> {
    const wall = this.#wall()
    const rows = await this.#all.claim(
      { watched: true, nextCheckAt: { $lte: now }, leaseUntil: { $lte: wall } },
      { $set: { leaseUntil: wall + LEASE } },
      { nextCheckAt: 1 },
      limit,
    )
    return rows.map(toTask)
  }

  async nextDueAt(after: Date): Promise<Date | null> {
    const next = await this.#all.first({ watched: true, nextCheckAt: { $gt: after } }, { nextCheckAt: 1 })
    return next?.nextCheckAt ?? null
  }

  async #many(where: Scoped<TaskRow>, span: { readonly limit?: number } = {}): Promise<readonly Task[]> {
    return (await this.#rows.many(where, span)).map(toTask)
  }

  async #one(where: Scoped<TaskRow>): Promise<Task | undefined> {
    const row = await this.#rows.one(where)
    return row && toTask(row)
  }
}

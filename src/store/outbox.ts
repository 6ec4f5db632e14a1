import { Types } from 'mongoose'
import type { ClientSession, Connection } from 'mongoose'

import type { Post } from '../domain/notice.ts'
import type { MessagePosition } from '../domain/task.ts'
import type { OutboxBatch, OutboxRow, OutboxStore } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { modelOf } from './connection.ts'
import { LEASE } from './due-lease.ts'
import type { Wall } from './due-lease.ts'
import { Lanes } from './lanes.ts'
import { fresh } from './lost-race.ts'
import { sendable } from './outbox-order.ts'
import { OUTBOX, laneOf, pendingRow, toOutboxRow } from './outbox-rows.ts'
import type { StoredPost } from './outbox-rows.ts'
import { TenantCollection } from './tenant-collection.ts'
import type { Update } from './tenant-collection.ts'

/** How long the end of a post is kept, and with it the memory that its key was used. */
const KEPT = 30 * 24 * 60 * 60_000
/** At Slack's pace less than half a lease. */
const BATCH = 25
/** Rows looked at to find a lane; several may be of the same one. */
const HEADS = 50

export class MongoOutboxStore implements OutboxStore {
  readonly #rows: TenantCollection<StoredPost>
  readonly #all: AllTenants<StoredPost>
  readonly #lanes: Lanes
  readonly #wall: Wall
  #lastSequence = 0

  constructor(connection: Connection, wall: Wall) {
    const model = modelOf(connection, OUTBOX)
    this.#rows = new TenantCollection(model)
    this.#all = new AllTenants(model)
    this.#lanes = new Lanes(connection)
    this.#wall = wall
  }

  async add(post: Post): Promise<void> {
    const { workspaceId, key, to, bundle } = post
    if (bundle !== undefined && (await this.#renew(workspaceId, laneOf(workspaceId, to), bundle))) return
    const sequence = await this.#nextSequence(workspaceId, laneOf(workspaceId, to))
    const row = pendingRow(post, new Types.ObjectId().toHexString(), sequence, this.#wall())
    await this.#rows.addUnlessThere({ workspaceId, key }, row)
  }

  /**
   * Several posts at once that are of no bundle and whose keys nobody has used: with one question for each lane instead of
   * two trips for each post; in the transaction of a session that is handed down, or around the call.
   */
  async addAll(posts: readonly Post[], session?: ClientSession): Promise<void> {
    const lanes = new Set<string>()
    const rows: StoredPost[] = []
    for (const post of posts) {
      const lane = laneOf(post.workspaceId, post.to)
      // What this process has counted since is behind all that waits in the lane, too.
      const sequence = lanes.has(lane)
        ? (this.#lastSequence += 1)
        : await this.#nextSequence(post.workspaceId, lane, session)
      lanes.add(lane)
      rows.push(pendingRow(post, new Types.ObjectId().toHexString(), sequence, this.#wall()))
    }
    if (rows.length > 0) await this.#rows.in(session).addAll(rows)
  }

  /**
   * True where one of the bundle waits that nobody has begun to send: it will tell of this as well. It is written to, so
   * that whoever begins to send it now comes before, and is seen, or after.
   */
  async #renew(workspaceId: string, lane: string, bundle: string): Promise<boolean> {
    const waiting = { workspaceId, lane, open: true, bundle, state: 'pending' as const, attempts: 0 }
    return (await this.#rows.change(waiting, { $inc: { renewals: 1 } })) !== undefined
  }

  async claim(now: Date, wall: number): Promise<OutboxBatch | undefined> {
    for (;;) {
      const busy = (await this.#lanes.busy(wall)).map(({ lane }) => lane)
      const heads = await this.#all.some(
        { open: true, notBefore: { $lte: now }, retryAt: { $lte: wall }, lane: { $nin: busy } },
        { notBefore: 1, sequence: 1 },
        HEADS,
      )
      // What is not handed out here is busy afterwards, so the search comes to an end.
      if (heads.length === 0) return undefined
      const lanes = new Map(heads.map(({ lane, workspaceId }) => [lane, workspaceId]))
      for (const [lane, workspaceId] of lanes) {
        const batch = await this.#claimLane(workspaceId, lane, now, wall)
        if (batch) return batch
      }
    }
  }

  async markSending(row: OutboxRow, now: Date): Promise<OutboxRow> {
    const wall = this.#wall()
    await this.#lanes.extend(row, wall)
    const { workspaceId, id, attempts } = row
    const sending = await this.#rows.apart.change(
      { workspaceId, _id: id, open: true, attempts },
      // Due again when the lease ends, which is how it is found after a crash.
      {
        $set: { state: 'sending', retryAt: wall + LEASE, attemptedAt: row.attemptedAt ?? now },
        $inc: { attempts: 1 },
      },
    )
    return toOutboxRow(fresh(sending, `post ${row.key}`), row.claimId)
  }

  /** Believed whoever says it, even after its lease: the message is there. */
  async markSent({ workspaceId, id }: OutboxRow, position: MessagePosition, now: Date): Promise<void> {
    const { channelId, ts } = position
    await this.#rows.change(
      { workspaceId, _id: id, open: true },
      { $set: { state: 'sent', position: { channelId, ts }, sentAt: now, error: null, ...this.#ended() } },
    )
  }

  markWaiting(row: OutboxRow, state: 'pending' | 'unknown', retryAt: number, error: string): Promise<void> {
    return this.#mark(row, { $set: { state, retryAt, error } })
  }

  markEnded(row: OutboxRow, state: 'dead' | 'dropped', error: string): Promise<void> {
    return this.#mark(row, { $set: { state, error, ...this.#ended() } })
  }

  async release(batch: OutboxBatch, notUntil: number): Promise<void> {
    await this.#lanes.release(batch, notUntil)
  }

  async byKey(workspaceId: string, key: string): Promise<OutboxRow | undefined> {
    const row = await this.#rows.one({ workspaceId, key })
    return row && toOutboxRow(row, '')
  }

  async nextDue(after?: Date): Promise<{ at: Date | null; retryAt: number | null }> {
    const wall = this.#wall()
    const later = after && { notBefore: { $gt: after } }
    const next = await this.#all.first({ open: true, retryAt: 0, ...later }, { notBefore: 1 })
    const retry = await this.#all.first({ open: true, retryAt: { $gt: 0 } }, { retryAt: 1 })
    const instants = [retry?.retryAt, await this.#nextFreeLane(wall)].filter((instant) => instant !== undefined)
    return { at: next?.notBefore ?? null, retryAt: instants.length === 0 ? null : Math.min(...instants) }
  }

  async #claimLane(workspaceId: string, lane: string, now: Date, wall: number): Promise<OutboxBatch | undefined> {
    const claimId = await this.#lanes.claim(workspaceId, lane, wall)
    if (claimId === undefined) return undefined
    const where = { workspaceId, lane, open: true, notBefore: { $lte: now } }
    const stored = await this.#rows.apart.many(where, { order: { sequence: 1, _id: 1 }, limit: BATCH })
    const { ready, superseded, idleUntil } = sendable(stored, wall)
    for (const row of superseded) {
      await this.markEnded(toOutboxRow(row, claimId), 'dropped', 'a later edit of the same message took its place')
    }
    // Whoever was sending lost the lane without a word: whether Slack has the message is open.
    if (ready.some(wasSending))
      await this.#rows.apart.changeAll({ ...where, state: 'sending' }, { $set: { state: 'unknown' } })
    const rows = ready.map((row) => toOutboxRow(wasSending(row) ? { ...row, state: 'unknown' } : row, claimId))
    const batch = { workspaceId, lane, claimId, rows }
    if (rows.length > 0) return batch
    await this.release(batch, Number.isFinite(idleUntil) ? idleUntil : wall)
    return undefined
  }

  async #mark({ workspaceId, id, attempts, key }: OutboxRow, update: Update<StoredPost>): Promise<void> {
    fresh(await this.#rows.change({ workspaceId, _id: id, open: true, attempts }, update), `post ${key}`)
  }

  #ended(): Pick<StoredPost, 'open' | 'expireAt'> {
    return { open: false, expireAt: new Date(this.#wall() + KEPT) }
  }

  /**
   * After all that waits in the lane, whichever process wrote it: of two edits of one message the one that saw the other's
   * change must come last, though clocks differ. Two writers who did not see one another may get the same number; their
   * order does not matter, and the row's id settles it.
   */
  async #nextSequence(workspaceId: string, lane: string, session?: ClientSession): Promise<number> {
    const last = await this.#rows.in(session).one({ workspaceId, lane, open: true }, { sequence: -1, _id: -1 })
    this.#lastSequence = Math.max(this.#lastSequence + 1, this.#wall() * 1000, (last?.sequence ?? 0) + 1)
    return this.#lastSequence
  }

  /** When the first lane becomes free that still has something to send. */
  async #nextFreeLane(wall: number): Promise<number | undefined> {
    for (const { workspaceId, lane, freeAt } of await this.#lanes.busy(wall)) {
      if (await this.#rows.apart.one({ workspaceId, lane, open: true })) return freeAt
    }
    return undefined
  }
}

const wasSending = (row: StoredPost): boolean => row.state === 'sending'

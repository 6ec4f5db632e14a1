import type { Destination, Post } from '../domain/notice.ts'
import type { OutboxRow } from '../ports.ts'
import { ANYTHING } from './connection.ts'
import type { RowShape } from './connection.ts'
import { valueOf } from './row-values.ts'

export interface StoredPost extends Omit<OutboxRow, 'id' | 'claimId'> {
  readonly _id: string
  /** Neither sent nor ended: the condition of the indexes by which work is found. */
  readonly open: boolean
  /** How many other posts it stands for, of its bundle. */
  readonly renewals: number
  /** Real time before which it is not tried again; zero when no attempt has failed. */
  readonly retryAt: number
  /** When the server forgets the row; null while it is open. */
  readonly expireAt: Date | null
}

export const OUTBOX: RowShape<StoredPost> = {
  name: 'outbox',
  fields: {
    _id: String,
    workspaceId: String,
    key: String,
    kind: String,
    // Unions: their members are checked by the compiler, and read back as they were written.
    to: ANYTHING,
    content: ANYTHING,
    notBefore: Date,
    premise: ANYTHING,
    bundle: String,
    renewals: Number,
    cardOfTaskId: String,
    lane: String,
    state: String,
    sequence: Number,
    attempts: Number,
    attemptedAt: Date,
    sentAt: Date,
    position: { _id: false, type: { channelId: String, ts: String } },
    error: String,
    open: Boolean,
    retryAt: Number,
    expireAt: Date,
  },
  indexes: [
    { keys: { workspaceId: 1, key: 1 }, unique: true },
    { keys: { workspaceId: 1, lane: 1, sequence: 1, _id: 1, notBefore: 1 }, where: { open: true } },
    { keys: { notBefore: 1, sequence: 1, retryAt: 1, lane: 1 }, where: { open: true } },
    { keys: { retryAt: 1, notBefore: 1 }, where: { open: true } },
    { keys: { expireAt: 1 }, expires: true },
  ],
}

/**
 * How long a drawn edit waits for others of its message, in real time: several changes within moments make one edit, of
 * the last.
 */
const SETTLING = 500

const settles = ({ to, content }: Post): boolean => (to.kind === 'edit' || to.kind === 'unfurl') && 'draws' in content

/** A post as it is first stored, at `wall`. */
export const pendingRow = (post: Post, id: string, sequence: number, wall: number): StoredPost => ({
  _id: id,
  ...post,
  lane: laneOf(post.workspaceId, post.to),
  state: 'pending',
  sequence,
  attempts: 0,
  attemptedAt: null,
  sentAt: null,
  position: null,
  error: null,
  open: true,
  renewals: 0,
  retryAt: settles(post) ? wall + SETTLING : 0,
  expireAt: null,
})

export const toOutboxRow = (row: StoredPost, claimId: string): OutboxRow => ({
  ...valueOf(row, ['open', 'renewals', 'retryAt', 'expireAt']),
  claimId,
})

/** Threads and edits share their channel's lane: Slack's pace is by channel, and an edit follows what it edits. */
export function laneOf(workspaceId: string, to: Destination): string {
  return `${workspaceId}/${to.kind === 'member' ? to.memberId : to.channelId}`
}

import type { BulkChange, BulkRefusal } from './bulk-change.ts'
import type { BulkWords } from './bulk-form.ts'

/** A task that is to be changed with others. */
export interface BulkTarget {
  readonly taskId: string
  /** The version that the preview was made of: what has another by then is decided anew, and told. */
  readonly version: number
}

/** A task that was left as it is, and why; `gone`: somebody took it away meanwhile. */
export interface LeftTask {
  readonly reference: string
  readonly why: BulkRefusal | 'gone'
}

/**
 * A change of many tasks from its preview to its answer. It is done in steps, each with its mark in one transaction, so
 * that a crash neither leaves it half done nor does a step of it twice.
 */
export interface BulkDeed {
  readonly workspaceId: string
  /** Also what ties the log's entries together. */
  readonly id: string
  readonly version: number
  readonly actorId: string
  readonly targets: readonly BulkTarget[]
  readonly change: BulkChange
  /** What the change was read from, for whoever wants another one. */
  readonly words: BulkWords
  /** The line that says the list. */
  readonly line: string
  /** `telling`: all is done, and whoever did it has not been told yet. */
  readonly state: 'proposed' | 'running' | 'telling' | 'over'
  /** How many of the targets have been worked off. */
  readonly cursor: number
  /** Those that were changed, in the order of the list. */
  readonly changedIds: readonly string[]
  readonly left: readonly LeftTask[]
  /** References of those that somebody had changed since the preview. */
  readonly movedOn: readonly string[]
  /** Why it ended before its end, in words for whoever did it: the person who was to own the tasks has left, say. */
  readonly stopped: string | null
  /** An entry of the log by which all of it can be taken back; null while nothing has changed. */
  readonly activityId: string | null
  /** Where whoever did it is told: by this address while Slack takes it, else in the channel, else by direct message. */
  readonly responseUrl: string | null
  readonly channelId: string | null
  readonly createdAt: Date
}

/** Tasks that are changed in one transaction. */
export const BULK_STEP = 20

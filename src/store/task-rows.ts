import type { Card, Task } from '../domain/task.ts'
import { ANYTHING } from './connection.ts'
import type { RowShape } from './connection.ts'
import type { DueFields } from './due-lease.ts'
import { valueOf } from './row-values.ts'
import { BY_AGE, BY_PRIORITY, BY_TOUCH, ORDER } from './task-lists.ts'
import type { Ranks } from './task-lists.ts'
import { SEARCH_ORDER } from './task-search.ts'
import type { SearchableRow } from './task-search.ts'

/** A task as it is stored, with what its queries are answered by. */
export interface TaskRow extends Omit<Task, 'id'>, Ranks, SearchableRow, DueFields {
  readonly _id: string
  /** How many messages have shown the task because they named it. */
  readonly unfurls?: number
}

const HIDDEN = [
  'open',
  'dueRank',
  'priorityRank',
  'numberRank',
  'touched',
  'words',
  'unfurls',
  'watched',
  'leaseUntil',
] as const

const position = { channelId: String, ts: String }

export const TASKS: RowShape<TaskRow> = {
  name: 'tasks',
  fields: {
    _id: String,
    workspaceId: String,
    version: Number,
    reference: String,
    projectId: String,
    title: String,
    description: String,
    status: String,
    priority: String,
    ownerId: String,
    accountableId: String,
    dueAt: Date,
    estimateMinutes: Number,
    leftMinutes: Number,
    phaseId: String,
    // A text or a number, and a rule of several shapes: read back as they were written.
    fields: [ANYTHING],
    recurrence: ANYTHING,
    labels: [String],
    dependsOnIds: [String],
    checklist: [{ _id: false, text: String, ownerId: String, done: Boolean, doneBy: String, doneAt: Date }],
    links: [{ _id: false, url: String, text: String }],
    attachments: [
      {
        _id: false,
        fileId: String,
        name: String,
        permalink: String,
        addedBy: String,
        message: { _id: false, type: position },
      },
    ],
    consultedIds: [String],
    informedIds: [String],
    watcherIds: [String],
    handoff: { _id: false, type: { toId: String, byId: String, note: String, at: Date } },
    mergedIntoId: String,
    snoozedUntil: Date,
    block: {
      _id: false,
      type: { reason: String, was: String, waitsOnMemberIds: [String], waitsOnTaskIds: [String], since: Date },
    },
    droppedReason: String,
    source: { _id: false, type: { ...position, permalink: String } },
    cards: [{ _id: false, ...position, threadTs: String }],
    followUp: { _id: false, type: { heardAt: Date, nudgedAt: Date, escalatedAt: Date } },
    nextCheckAt: Date,
    createdBy: String,
    createdAt: Date,
    doneAt: Date,
    open: Boolean,
    dueRank: Date,
    priorityRank: Number,
    numberRank: Number,
    touched: Number,
    words: [String],
    unfurls: Number,
    watched: Boolean,
    leaseUntil: Number,
  },
  indexes: [
    { keys: { workspaceId: 1, reference: 1 }, unique: true },
    {
      keys: { workspaceId: 1, 'source.channelId': 1, 'source.ts': 1 },
      unique: true,
      where: { 'source.ts': { $exists: true } },
    },
    // The time is all but unique, so that it finds the message; the channel is looked up in the row.
    { keys: { workspaceId: 1, 'cards.ts': 1 } },
    { keys: { workspaceId: 1, 'cards.threadTs': 1 } },
    { keys: { workspaceId: 1, 'attachments.fileId': 1 }, where: { 'attachments.fileId': { $exists: true } } },
    { keys: { workspaceId: 1, 'attachments.message.ts': 1 }, where: { 'attachments.message.ts': { $exists: true } } },
    { keys: { workspaceId: 1, dependsOnIds: 1 } },
    { keys: { workspaceId: 1, mergedIntoId: 1 }, where: { mergedIntoId: { $exists: true } } },
    {
      keys: { workspaceId: 1, 'block.waitsOnTaskIds': 1 },
      where: { 'block.waitsOnTaskIds': { $exists: true } },
    },
    // A list by each of the filters that narrow most, in its order; what other filters ask is looked up in the rows.
    { keys: { workspaceId: 1, open: 1, ...ORDER } },
    { keys: { workspaceId: 1, projectId: 1, open: 1, ...ORDER } },
    { keys: { workspaceId: 1, ownerId: 1, open: 1, ...ORDER } },
    { keys: { workspaceId: 1, labels: 1, open: 1, ...ORDER } },
    { keys: { workspaceId: 1, watcherIds: 1, open: 1, ...ORDER } },
    { keys: { workspaceId: 1, open: 1, status: 1, ...ORDER } },
    { keys: { workspaceId: 1, doneAt: 1 } },
    // The orders that a list can be asked for at any size; the last is that of files, too.
    { keys: { workspaceId: 1, open: 1, ...BY_PRIORITY } },
    { keys: { workspaceId: 1, open: 1, ...BY_TOUCH } },
    { keys: BY_AGE },
    { keys: { workspaceId: 1, words: 1, ...SEARCH_ORDER } },
    { keys: { nextCheckAt: 1, leaseUntil: 1 }, where: { watched: true } },
  ],
}

export const toTask = (row: TaskRow): Task => valueOf(row, HIDDEN)

/** Only these fields, in this order: MongoDB compares whole values when it looks for a card that is there already. */
export const bare = ({ channelId, ts, threadTs }: Card): Card => ({ channelId, ts, ...(threadTs && { threadTs }) })

import { addLinks } from './links.ts'
import { CHECKLIST_LIMITS } from './checklist.ts'
import { isOpen } from './task.ts'
import type { Task, TaskFacts } from './task.ts'

/** Why a task cannot go into another. */
export type CannotMerge = 'itself' | 'into-closed' | 'merged-already'

/** What merging makes of both: the duplicate is dropped, and the other has all that only the duplicate had. */
export interface Merged {
  readonly duplicate: Partial<TaskFacts>
  readonly target: Partial<TaskFacts>
}

const isClosed = ({ status }: Task): boolean => status === 'done' || status === 'dropped'

const union = <T>(
  one: readonly T[],
  other: readonly T[],
  key: (value: T) => unknown = (value) => value,
): readonly T[] => {
  const known = new Set(one.map(key))
  return [...one, ...other.filter((value) => !known.has(key(value)))]
}

/** Links of both, as many as a task can have: those of the target first. */
function linksOf(target: Task, duplicate: Task): Task['links'] {
  let { links } = target
  for (const { url, text } of duplicate.links) {
    if (links.some((link) => link.url === url)) continue
    const added = addLinks(links, [url], text)
    if ('fault' in added) break
    links = added.links
  }
  return links
}

/** What the target has stays; where it says nothing, what the duplicate says counts. */
function taken(target: Task, duplicate: Task): Partial<TaskFacts> {
  return {
    ownerId: target.ownerId ?? duplicate.ownerId,
    dueAt: target.dueAt ?? duplicate.dueAt,
    estimateMinutes: target.estimateMinutes ?? duplicate.estimateMinutes,
    recurrence: target.recurrence ?? duplicate.recurrence,
  }
}

/** Whoever had the duplicate, or asked for it, is told what becomes of the other. */
const watchersOf = (target: Task, duplicate: Task): readonly string[] => {
  const concerned = [...duplicate.watcherIds, duplicate.createdBy, ...(duplicate.ownerId ? [duplicate.ownerId] : [])]
  const owner = target.ownerId ?? duplicate.ownerId
  return union(target.watcherIds, [...new Set(concerned)]).filter((id) => id !== owner)
}

/**
 * Decides what becomes of a duplicate and of the task that it goes into.
 *
 * The target's own facts stand; people, labels, links, files, open steps and what it waits on come together. What the
 * duplicate waited on is left out where that is the target itself.
 */
export function decideMerge(
  duplicate: Task,
  target: Task,
): { readonly merged: Merged } | { readonly refused: CannotMerge } {
  if (duplicate.id === target.id) return { refused: 'itself' }
  if (isClosed(target)) return { refused: 'into-closed' }
  if (duplicate.mergedIntoId !== null) return { refused: 'merged-already' }
  const steps = duplicate.checklist.filter(({ text }) => !target.checklist.some((item) => item.text === text))
  return {
    merged: {
      duplicate: {
        status: 'dropped',
        droppedReason: `Duplicate of ${target.reference}`,
        mergedIntoId: target.id,
        block: null,
        handoff: null,
        recurrence: null,
        snoozedUntil: null,
        doneAt: null,
      },
      target: {
        ...taken(target, duplicate),
        labels: union(target.labels, duplicate.labels),
        links: linksOf(target, duplicate),
        attachments: union(target.attachments, duplicate.attachments, ({ fileId }) => fileId),
        checklist: [...target.checklist, ...steps].slice(0, CHECKLIST_LIMITS.items),
        consultedIds: union(target.consultedIds, duplicate.consultedIds),
        informedIds: union(target.informedIds, duplicate.informedIds),
        watcherIds: watchersOf(target, duplicate),
        dependsOnIds: union(target.dependsOnIds, duplicate.dependsOnIds).filter(
          (id) => id !== target.id && id !== duplicate.id,
        ),
      },
    },
  }
}

/**
 * What waited on a duplicate, by a dependency or blocked, waits on the task that it went into, which itself waits on
 * neither.
 */
export function retargeted(waiting: Task, duplicateId: string, targetId: string): Partial<TaskFacts> {
  const others = (ids: readonly string[]): readonly string[] =>
    [...new Set(ids.map((id) => (id === duplicateId ? targetId : id)))].filter((id) => id !== waiting.id)
  const { block } = waiting
  return {
    dependsOnIds: others(waiting.dependsOnIds),
    ...(block?.waitsOnTaskIds.includes(duplicateId)
      ? { block: { ...block, waitsOnTaskIds: others(block.waitsOnTaskIds) } }
      : {}),
  }
}

/** Whether one of these is open; a duplicate counts as what it went into. */
export async function someOpen(
  tasks: readonly Task[],
  load: (taskId: string) => Promise<Task | undefined>,
): Promise<boolean> {
  for (const task of tasks) if (isOpen(await survivorOf(task, load))) return true
  return false
}

/** The task that counts for one: itself, or that which it went into, however often; what is gone counts for nothing. */
export async function survivorOf(task: Task, load: (taskId: string) => Promise<Task | undefined>): Promise<Task> {
  const passed = new Set([task.id])
  let survivor = task
  while (survivor.mergedIntoId !== null && !passed.has(survivor.mergedIntoId)) {
    passed.add(survivor.mergedIntoId)
    const next = await load(survivor.mergedIntoId)
    if (!next) break
    survivor = next
  }
  return survivor
}

import type { Activity } from './activity.ts'
import type { TaskSheet } from './task-sheet.ts'

/** Somebody, or a task, by what is kept of them and what they are called; what has gone has no name. */
interface Named {
  readonly id: string
  readonly name: string | null
}

/** An entry of the log as a plain record; who did it goes by the names that the sheet knows. */
function entryRecord({ people }: TaskSheet, { id, at, actorId, via, kind, changes, note, groupId, undoes }: Activity) {
  const by = actorId === null ? null : { id: actorId, name: people.get(actorId)?.realName ?? null }
  return { id, at, by, via, kind, changes, note, deed: groupId ?? null, undoes }
}

/**
 * All that is known of a task, as a record of plain values: nothing is shortened, ids stand beside the names they stand
 * for, and instants are written in UTC once the record is written as JSON.
 *
 * @param entries the task's log with the notes that stand, newest first
 */
export function taskRecord(sheet: TaskSheet, entries: readonly Activity[]): object {
  const { task, project, people, references } = sheet
  const person = (id: string): Named => ({ id, name: people.get(id)?.realName ?? null })
  const maybe = (id: string | null): Named | null => (id === null ? null : person(id))
  const other = (id: string) => ({ id, reference: references.get(id) ?? null })
  const { workspaceId: _w, version: _v, cards: _c, followUp: _f, nextCheckAt: _n, ...facts } = task
  const { phaseId, projectId: _p, dependsOnIds, mergedIntoId, ownerId, accountableId, ...rest } = facts
  const { consultedIds, informedIds, watcherIds, fields, checklist, handoff, block, createdBy, ...plain } = rest
  const phase = project.phases.find(({ id }) => id === phaseId)
  return {
    ...plain,
    project: { id: project.id, key: project.key, name: project.name, client: project.client, zone: project.zone },
    owner: maybe(ownerId),
    accountable: maybe(accountableId),
    phase: phase ? { id: phase.id, name: phase.name } : null,
    fields: fields.map(({ fieldId, value }) => {
      const field = project.fields.find(({ id }) => id === fieldId)
      return { id: fieldId, name: field?.name ?? null, type: field?.type ?? null, value }
    }),
    dependsOn: dependsOnIds.map(other),
    duplicateOf: mergedIntoId === null ? null : other(mergedIntoId),
    checklist: checklist.map(({ ownerId: whose, doneBy, ...item }) => ({
      ...item,
      owner: maybe(whose),
      doneBy: maybe(doneBy),
    })),
    consulted: consultedIds.map(person),
    informed: informedIds.map(person),
    watchers: watcherIds.map(person),
    handoff: handoff && { to: person(handoff.toId), by: person(handoff.byId), note: handoff.note, at: handoff.at },
    block: block && {
      reason: block.reason,
      was: block.was,
      since: block.since,
      waitsOn: block.waitsOnMemberIds.map(person),
      waitsOnTasks: block.waitsOnTaskIds.map(other),
    },
    createdBy: person(createdBy),
    history: entries.map((entry) => entryRecord(sheet, entry)).toReversed(),
  }
}

import { partFault } from './views.ts'
import type { Member } from '../../domain/member.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import type { FormChanges } from '../../domain/read-task-form.ts'
import type { Task } from '../../domain/task.ts'
import { cannotOwn, unknownReference } from '../../errors.ts'
import type { Ports, SettledForm } from '../../ports.ts'

/** Those whom a form names, input by input. */
const namedBy = ({ facts }: FormChanges) => {
  const one = (id: string | null | undefined): readonly string[] => (id ? [id] : [])
  return {
    owner: one(facts.ownerId),
    accountable: one(facts.accountableId),
    consulted: facts.consultedIds ?? [],
    informed: facts.informedIds ?? [],
    watchers: facts.watcherIds ?? [],
  }
}

/** Those who have a part in a task already keep it, whatever has become of them. */
const partsOf = (task: Task | null): readonly string[] =>
  task
    ? [task.ownerId ?? '', task.accountableId ?? '', ...task.consultedIds, ...task.informedIds, ...task.watcherIds]
    : []

async function peopleErrors(ports: Ports, workspaceId: string, changes: FormChanges, task: Task | null) {
  const had = new Set(partsOf(task))
  const named = Object.entries(namedBy(changes)).map(
    ([input, ids]) => [input, ids.filter((id) => !had.has(id))] as const,
  )
  const known = await ports.directory.members(workspaceId, [...new Set(named.flatMap(([, ids]) => ids))])
  const errors: Record<string, string> = {}
  for (const [input, ids] of named)
    for (const id of ids) {
      const member = known.find((each) => each.id === id)
      const [name, why] = [member?.realName ?? '', whyCannotOwn(member)]
      if (why) errors[input] ??= input === 'owner' ? cannotOwn(name, why).userText : partFault(name, why)
    }
  return errors
}

/** Meets the people whom a form names, so that the task's views and notices know them, and finds the tasks that come before. */
export async function settleForm(
  ports: Ports,
  editor: Member,
  changes: FormChanges,
  task: Task | null,
): Promise<SettledForm> {
  const errors = await peopleErrors(ports, editor.workspaceId, changes, task)
  const sight = await ports.sights.of(editor)
  const dependsOnIds: string[] = []
  for (const reference of changes.after ?? []) {
    const found = await ports.tasks.byReference(sight, reference)
    if (found) dependsOnIds.push(found.id)
    else errors['after'] ??= unknownReference(reference).userText
  }
  if (Object.keys(errors).length > 0) return { errors }
  return { dependsOnIds: changes.after === undefined ? undefined : dependsOnIds }
}

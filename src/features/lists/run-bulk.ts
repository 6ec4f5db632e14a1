import { bulkReply, bundlePost } from './bulk-views.ts'
import { bulkFacts } from './read-bulk.ts'
import type { BulkFacts } from '../../domain/bulk-change.ts'
import { BULK_STEP } from '../../domain/bulk-deed.ts'
import type { BulkDeed } from '../../domain/bulk-deed.ts'
import { deedGone, UserError } from '../../errors.ts'
import type { ChangeInBulk, Ports } from '../../ports.ts'

/** The deed after its next tasks have been worked off; part of a transaction. */
async function worked(ports: Ports, change: ChangeInBulk, deed: BulkDeed, facts: BulkFacts): Promise<BulkDeed> {
  const { workspaceId, id: groupId, cursor } = deed
  const [changedIds, left, movedOn] = [[...deed.changedIds], [...deed.left], [...deed.movedOn]]
  let { activityId } = deed
  const targets = deed.targets.slice(cursor, cursor + BULK_STEP)
  for (const { taskId, version } of targets) {
    const outcome = await change({ workspaceId, taskId, groupId }, deed.change, facts)
    if (!outcome) left.push({ reference: 'a task', why: 'gone' })
    else {
      const { task } = outcome.sheet
      const changed = 'changes' in outcome && outcome.changes.length > 0
      if (changed ? task.version !== version + 1 : task.version !== version) movedOn.push(task.reference)
      if ('refused' in outcome) left.push({ reference: task.reference, why: outcome.refused })
      if (changed) changedIds.push(taskId)
      if (changed) activityId ??= outcome.activityId
    }
  }
  const state = cursor + targets.length < deed.targets.length ? 'running' : 'telling'
  return { ...deed, state, cursor: cursor + targets.length, changedIds, left, movedOn, activityId }
}

/** Tells the new owner of all that came to them; part of the transaction that ends the deed. */
async function tellOwner(
  ports: Ports,
  { id, actorId, workspaceId, changedIds }: BulkDeed,
  facts: BulkFacts,
): Promise<void> {
  const { owner, now } = facts
  if (!owner || owner.id === actorId) return
  const tasks = await ports.tasks.getMany(workspaceId, changedIds)
  const giver = (await ports.members.get(workspaceId, actorId))?.realName ?? ''
  const given = {
    owned: tasks.filter((task) => task.ownerId === owner.id),
    offered: tasks.filter((task) => task.handoff?.toId === owner.id),
  }
  for (const what of ['owned', 'offered'] as const) {
    const taskIds = given[what].map((task) => task.id)
    if (taskIds.length > 0) await ports.outbox.add(bundlePost(owner, { what, giver, taskIds }, { cause: id, now }))
  }
}

/** One step, with its mark, in one transaction; false when there is none left. */
async function step(ports: Ports, change: ChangeInBulk, workspaceId: string, deedId: string): Promise<boolean> {
  const begun = await ports.bulkDeeds.get(workspaceId, deedId)
  if (begun?.state !== 'running') return false
  // Asked before the transaction: Slack may have to be asked, too.
  const facts = await bulkFacts(ports, begun).catch((error: unknown) => {
    if (error instanceof UserError) return error
    throw error
  })
  if (facts instanceof UserError) {
    await ports.bulkDeeds.save({ ...begun, state: 'telling', stopped: facts.userText })
    return false
  }
  await ports.tx.run(async () => {
    const deed = await ports.bulkDeeds.get(workspaceId, deedId)
    if (deed?.state !== 'running') return
    const after = await worked(ports, change, deed, facts)
    if (after.state === 'telling') await tellOwner(ports, after, facts)
    await ports.bulkDeeds.save(after)
  })
  ports.wakeOutbox()
  return true
}

/** Tells whoever did it what came of it, where they did it. Told twice does less harm than never. */
async function tell(ports: Ports, workspaceId: string, deedId: string): Promise<void> {
  const deed = await ports.bulkDeeds.get(workspaceId, deedId)
  if (deed?.state !== 'telling') return
  const { actorId, responseUrl, channelId, change } = deed
  const reader = await ports.directory.member(workspaceId, actorId)
  const named = await ports.directory.members(workspaceId, change.ownerId ? [change.ownerId] : [])
  const projects = await ports.sights.projects(await ports.sights.of(reader))
  const reply = bulkReply(deed, { reader, people: new Map(named.map((member) => [member.id, member])), projects })
  const reached = responseUrl !== null && (await ports.messenger.respond(responseUrl, reply, 'below'))
  const to = { memberId: actorId, channelId, threadTs: null, direct: channelId?.startsWith('D') === true }
  if (!reached) await ports.messenger.whisper(workspaceId, to, reply)
  await ports.tx.run(async () => {
    const told = await ports.bulkDeeds.get(workspaceId, deedId)
    if (told?.state === 'telling') await ports.bulkDeeds.save({ ...told, state: 'over' })
  })
}

/** Brings a change of many tasks to its end, from wherever it is: begun just now, or left by a process that is gone. */
export async function runBulk(ports: Ports, change: ChangeInBulk, workspaceId: string, deedId: string): Promise<void> {
  while (await step(ports, change, workspaceId, deedId));
  await tell(ports, workspaceId, deedId)
}

/**
 * Begins the change that somebody has agreed to, and brings it to its end.
 *
 * @throws UserError when it has been agreed to before, or is more than a day old
 */
export async function applyBulk(
  ports: Ports,
  change: ChangeInBulk,
  { workspaceId, actorId, deedId }: { readonly workspaceId: string; readonly actorId: string; readonly deedId: string },
): Promise<void> {
  await ports.tx.run(async () => {
    const deed = await ports.bulkDeeds.get(workspaceId, deedId)
    if (!deed || deed.actorId !== actorId || deed.state !== 'proposed') throw deedGone()
    await ports.bulkDeeds.save({ ...deed, state: 'running' })
  })
  await runBulk(ports, change, workspaceId, deedId)
}

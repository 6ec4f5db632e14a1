import { bulkPreview, bulkRefused } from './bulk-views.ts'
import type { PreviewRow } from './bulk-views.ts'
import { findTargets } from './find-targets.ts'
import type { BulkOrigin } from './inputs.ts'
import { bulkFacts } from './read-bulk.ts'
import { decideBulk } from '../../domain/bulk-change.ts'
import type { BulkChange } from '../../domain/bulk-change.ts'
import type { BulkDeed, LeftTask } from '../../domain/bulk-deed.ts'
import type { BulkWords } from '../../domain/bulk-form.ts'
import { changeTask } from '../../domain/task-change.ts'
import { UserError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface Proposal {
  readonly workspaceId: string
  readonly actorId: string
  /** The modal in which it is shown. */
  readonly viewId: string
  readonly origin: BulkOrigin
  readonly words: BulkWords
  readonly change: BulkChange
  /** References of tasks that others have changed since a preview of it was agreed to. */
  readonly meanwhile?: readonly string[]
}

async function preview(ports: Ports, proposal: Proposal) {
  const { workspaceId, actorId, origin, words, change, meanwhile = [] } = proposal
  const { speaker, projects, tasks } = await findTargets(ports, { workspaceId, actorId, origin })
  const facts = await bulkFacts(ports, { workspaceId, actorId, change })
  const rows: PreviewRow[] = []
  const left: LeftTask[] = []
  const sheets = await ports.sheets.of(tasks)
  for (const sheet of sheets) {
    const decision = decideBulk(sheet, change, facts)
    if ('refused' in decision) left.push({ reference: sheet.task.reference, why: decision.refused })
    else {
      const { changes } = changeTask(sheet.task, decision.facts, facts.now)
      if (changes.length > 0) rows.push({ sheet, changes })
    }
  }
  const deed: BulkDeed = {
    workspaceId,
    id: ports.ids.next(),
    version: 0,
    actorId,
    targets: sheets.map(({ task }) => ({ taskId: task.id, version: task.version })),
    change,
    words,
    line: origin.line,
    state: 'proposed',
    cursor: 0,
    changedIds: [],
    left: [],
    movedOn: [],
    stopped: null,
    activityId: null,
    responseUrl: origin.responseUrl,
    channelId: origin.channelId,
    createdAt: facts.now,
  }
  await ports.bulkDeeds.add(deed)
  const known = sheets.flatMap(({ people }) => [...people])
  const people = new Map([...known, ...(facts.owner ? [[facts.owner.id, facts.owner] as const] : [])])
  const names = { reader: speaker, people, projects }
  return bulkPreview({ deed, rows, left, same: sheets.length - rows.length - left.length, meanwhile, names })
}

/** Reckons what a change would do to each task of a list, keeps it, and shows it in the modal that is open. */
export async function proposeBulk(ports: Ports, proposal: Proposal): Promise<void> {
  const { workspaceId, viewId } = proposal
  const view = await preview(ports, proposal).catch((error: unknown) => {
    // The modal is all that the person looks at by now.
    if (error instanceof UserError) return bulkRefused(error.userText)
    throw error
  })
  await ports.messenger.updateModal(workspaceId, { viewId }, view)
}

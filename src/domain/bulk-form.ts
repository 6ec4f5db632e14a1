import { BULK_MOVES, changesNothing, needsReason } from './bulk-change.ts'
import type { BulkChange } from './bulk-change.ts'
import { readBulkDue } from './bulk-due.ts'
import type { BulkDue } from './bulk-due.ts'
import type { DateReading } from './date-words.ts'
import type { SpeechContext } from './speech.ts'
import { PRIORITIES } from './task.ts'
import type { FormState } from './form-texts.ts'
import { readLabels } from './read-task-form.ts'

/** What stands in the form's inputs, as people chose and typed it. */
export interface BulkWords extends Omit<BulkChange, 'due' | 'addLabels' | 'removeLabels'> {
  readonly due: string
  readonly addLabels: string
  readonly removeLabels: string
}

export type BulkFault =
  | { readonly input: 'move'; readonly why: 'nothing' }
  | { readonly input: 'reason'; readonly why: 'missing' }
  | { readonly input: 'due'; readonly why: Exclude<DateReading, { kind: 'understood' }> }
  | { readonly input: 'removeLabels'; readonly why: 'both' }

const typed = (state: FormState, input: string): string => (state[input] ?? '').trim()

export const bulkWords = (state: FormState): BulkWords => ({
  move: BULK_MOVES.find((move) => move === state['move']) ?? null,
  reason: typed(state, 'reason') || null,
  ownerId: state['owner'] ?? null,
  due: typed(state, 'due'),
  priority: PRIORITIES.find((priority) => priority === state['priority']) ?? null,
  addLabels: typed(state, 'addLabels'),
  removeLabels: typed(state, 'removeLabels'),
  projectId: state['project'] ?? null,
})

/** Reads the form into a change, or names what keeps it from being one. */
export function readBulkForm(
  words: BulkWords,
  context: SpeechContext,
): { readonly change: BulkChange } | { readonly faults: readonly BulkFault[] } {
  const faults: BulkFault[] = []
  const read = words.due === '' ? null : readBulkDue(words.due, context)
  if (read && 'fault' in read) faults.push({ input: 'due', why: read.fault })
  const [addLabels, removeLabels] = [readLabels(words.addLabels), readLabels(words.removeLabels)]
  if (addLabels.some((label) => removeLabels.includes(label))) faults.push({ input: 'removeLabels', why: 'both' })
  if (words.move && needsReason(words.move) && words.reason === null) faults.push({ input: 'reason', why: 'missing' })
  const due: BulkDue | null = read && 'due' in read ? read.due : null
  const change = { ...words, due, addLabels, removeLabels }
  if (faults.length === 0 && changesNothing(change)) faults.push({ input: 'move', why: 'nothing' })
  return faults.length > 0 ? { faults } : { change }
}

import type { ChecklistItem } from './task.ts'

/** How many items of a checklist are done. */
export const doneCount = (checklist: readonly ChecklistItem[]): number => checklist.filter(({ done }) => done).length

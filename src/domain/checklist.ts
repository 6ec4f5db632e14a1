import type { ChecklistItem } from './task.ts'

/** A checklist fits into one input of a form, and each item on a line of an answer. */
export const CHECKLIST_LIMITS = { items: 50, itemText: 200, words: 3000 } as const

export type ChecklistFault = 'too-many' | 'item-too-long' | 'too-long'

/** How many items of a checklist are done. */
export const doneCount = (checklist: readonly ChecklistItem[]): number => checklist.filter(({ done }) => done).length

/** An item that nobody has ticked. */
export const newItem = (text: string, ownerId: string | null = null): ChecklistItem => ({
  text,
  ownerId,
  done: false,
  doneBy: null,
  doneAt: null,
})

/** A checklist as people edit it: an item a line, `[x]` before those that are done. */
export const checklistWords = (checklist: readonly ChecklistItem[]): string =>
  checklist.map(({ text, done }) => `${done ? '[x]' : '[ ]'} ${text}`).join('\n')

/** What is too much of a checklist; null where it fits. */
export function checklistFault(checklist: readonly ChecklistItem[]): ChecklistFault | null {
  if (checklist.length > CHECKLIST_LIMITS.items) return 'too-many'
  if (checklist.some(({ text }) => text.length > CHECKLIST_LIMITS.itemText)) return 'item-too-long'
  return checklistWords(checklist).length > CHECKLIST_LIMITS.words ? 'too-long' : null
}

const LINE = /^\s*(?:[-*•]\s+)?(?:\[([ xX✓✔]?)\]\s*)?(.*?)\s*$/u

/** Who edits a checklist, and when. */
interface Editing {
  readonly actorId: string
  readonly now: Date
}

/**
 * Reads an edited checklist: an item a line, empty lines left out.
 *
 * `[x]` is done and `[ ]` is not; a line with neither keeps the state of the item that had its text. What was done
 * before stays done by whom it was.
 */
export function readChecklist(
  words: string,
  before: readonly ChecklistItem[],
  { actorId, now }: Editing,
): readonly ChecklistItem[] {
  const left = [...before]
  return words.split(/\r?\n/).flatMap((row): readonly ChecklistItem[] => {
    const [, box, text = ''] = LINE.exec(row) ?? []
    if (text === '') return []
    const at = left.findIndex((item) => item.text === text)
    const [known] = at < 0 ? [] : left.splice(at, 1)
    const done = box === undefined ? (known?.done ?? false) : box.trim() !== ''
    if (known?.done === done) return [known]
    const item = newItem(text, known?.ownerId)
    return [done ? { ...item, done, doneBy: actorId, doneAt: now } : item]
  })
}

/** Gives the items with these numbers, counted from 1, to somebody. */
export function assignItems(
  checklist: readonly ChecklistItem[],
  numbers: readonly number[],
  ownerId: string,
): { readonly checklist: readonly ChecklistItem[] } | { readonly missing: number } {
  const missing = numbers.find((number) => number > checklist.length)
  if (missing !== undefined) return { missing }
  return { checklist: checklist.map((item, index) => (numbers.includes(index + 1) ? { ...item, ownerId } : item)) }
}

/** What of a checklist was given to whom by a change, open items only: whoever had an item before is not given it again. */
export function givenItems(
  before: readonly ChecklistItem[],
  after: readonly ChecklistItem[],
): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, readonly string[]>()
  for (const { text, ownerId, done } of after) {
    const had = before.some((item) => item.text === text && item.ownerId === ownerId)
    if (ownerId !== null && !done && !had) given.set(ownerId, [...(given.get(ownerId) ?? []), text])
  }
  return given
}

/** Ticks the items with these numbers, counted from 1; those that are ticked already are unticked. */
export function tick(
  checklist: readonly ChecklistItem[],
  numbers: readonly number[],
  { actorId, now }: Editing,
): { readonly checklist: readonly ChecklistItem[] } | { readonly missing: number } {
  const missing = numbers.find((number) => number > checklist.length)
  if (missing !== undefined) return { missing }
  return {
    checklist: checklist.map((item, index) => {
      if (!numbers.includes(index + 1)) return item
      return item.done ? newItem(item.text, item.ownerId) : { ...item, done: true, doneBy: actorId, doneAt: now }
    }),
  }
}

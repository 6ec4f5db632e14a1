import type { DateReading } from '../domain/date-words.ts'
import { clip } from '../block-kit/limits.ts'
import { CHECKLIST_LIMITS } from '../domain/checklist.ts'
import type { ChecklistFault } from '../domain/checklist.ts'
import { localWords } from './words.ts'

/** Words that were typed, in the sentence about them. */
const quoted = (words: string): string => `“${clip(words, 150)}”`

/** Why words are no due date, in plain text; null where they are one. `zone` is the reader's. */
export function dateFault(reading: DateReading, zone: string): string | null {
  switch (reading.kind) {
    case 'understood':
      return null
    case 'past':
      return `${quoted(reading.words)} is in the past (${localWords(reading.at, zone)} in your time zone). Name a date that is still to come.`
    case 'not-understood':
      return reading.near
        ? `${quoted(reading.words)} could not be read as a date. Did you mean “${reading.near}”? You can also write “fri 5pm”, “in 3 days” or 2026-03-06.`
        : `${quoted(reading.words)} could not be read as a date. Try “fri 5pm”, “tomorrow”, “in 3 days” or 2026-03-06.`
  }
}

export const estimateFault = (words: string): string =>
  `${quoted(words)} could not be read as an estimate. Try 3h, 90m, 1.5d or 2 days (a day has eight hours).`

/** Why a checklist is too much. */
export const CHECKLIST_FAULTS: Readonly<Record<ChecklistFault, string>> = {
  'too-many': `A checklist has at most ${CHECKLIST_LIMITS.items} items. Larger pieces of work are better tasks of their own.`,
  'item-too-long': `An item has at most ${CHECKLIST_LIMITS.itemText} characters. Shorten it; the rest can go into the description.`,
  'too-long': `A checklist has at most ${CHECKLIST_LIMITS.words} characters in all. Shorten some of its items.`,
}

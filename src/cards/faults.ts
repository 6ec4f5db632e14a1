import type { DateReading } from '../domain/date-words.ts'
import { localWords } from './words.ts'

/** Why words are no due date, in plain text; null where they are one. `zone` is the reader's. */
export function dateFault(reading: DateReading, zone: string): string | null {
  switch (reading.kind) {
    case 'understood':
      return null
    case 'past':
      return `“${reading.words}” is in the past (${localWords(reading.at, zone)} in your time zone). Name a date that is still to come.`
    case 'not-understood':
      return reading.near
        ? `“${reading.words}” could not be read as a date. Did you mean “${reading.near}”? You can also write “fri 5pm”, “in 3 days” or 2026-03-06.`
        : `“${reading.words}” could not be read as a date. Try “fri 5pm”, “tomorrow”, “in 3 days” or 2026-03-06.`
  }
}

export const estimateFault = (words: string): string =>
  `“${words}” could not be read as an estimate. Try 3h, 90m, 1.5d or 2 days (a day has eight hours).`

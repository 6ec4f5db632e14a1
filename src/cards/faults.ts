import type { DateReading } from '../domain/date-words.ts'
import { clip } from '../block-kit/limits.ts'
import { CHECKLIST_LIMITS } from '../domain/checklist.ts'
import type { ChecklistFault } from '../domain/checklist.ts'
import { FIELD_LIMITS } from '../domain/custom-fields.ts'
import type { DefinitionFault, FieldDefinition, FieldFault } from '../domain/custom-fields.ts'
import { NUMBER_LIMITS } from '../domain/numbers.ts'
import { localWords } from './words.ts'

/** Words that were typed, in the sentence about them. */
const quoted = (words: string): string => `“${clip(words, 150)}”`

/** Two ways to say a date, neither of them the one that was offered already. */
const otherThan = (near: string): string =>
  ['fri 5pm', 'in 3 days', 'tomorrow']
    .filter((example) => example !== near)
    .slice(0, 2)
    .map((example) => `“${example}”`)
    .join(', ')

/** Why words are no due date, in plain text; null where they are one. `zone` and `locale` are the reader's. */
export function dateFault(reading: DateReading, zone: string, locale?: string): string | null {
  switch (reading.kind) {
    case 'understood':
      return null
    case 'past':
      return `${quoted(reading.words)} is in the past (${localWords(reading.at, zone, locale)} in your time zone). Name a date that is still to come.`
    case 'not-understood':
      return reading.near
        ? `${quoted(reading.words)} could not be read as a date. Did you mean “${reading.near}”? You can also write ${otherThan(reading.near)} or 2026-03-06.`
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

/** Why words do not fit a project's own field, in plain text. */
export function fieldFault(fault: FieldFault, { name, choices }: FieldDefinition, words: string): string {
  switch (fault.kind) {
    case 'too-long':
      return `${name} has room for ${FIELD_LIMITS.text} characters. Shorten it; the rest can go into the description.`
    case 'no-number':
      return `${quoted(words)} could not be read as a number for ${name}. Try 1200, 1,200.50 or -3.`
    case 'too-many-digits':
      return `${name} takes numbers of ${NUMBER_LIMITS.digits} digits at most, ${NUMBER_LIMITS.decimals} of them behind the decimal sign.`
    case 'no-such-choice':
      return `${quoted(words)} is not one of the choices for ${name}. They are: ${choices.join(', ')}.`
    case 'no-date': {
      const near = fault.near === null ? '' : ` Did you mean “${fault.near}”?`
      return `${quoted(words)} could not be read as a date for ${name}.${near} Try “fri”, “20 april” or 2026-03-06.`
    }
    case 'not-a-day':
      return `${name} is a day without a time. Leave the time out of ${quoted(words)}.`
  }
}

/** Why a project does not get a field, in plain text. */
export const DEFINITION_FAULTS: Readonly<Record<DefinitionFault, string>> = {
  'too-many': `A project has at most ${FIELD_LIMITS.fields} fields of its own. Remove one that nobody needs.`,
  'no-name': 'A field needs a name, such as Budget.',
  'name-too-long': `The name of a field has at most ${FIELD_LIMITS.name} characters.`,
  'name-taken': 'Tasks have a field of that name already. Choose another name.',
  'few-choices': 'A field to choose from needs two choices at least, separated by commas.',
  'too-many-choices': `A field has at most ${FIELD_LIMITS.choices} choices.`,
  'choice-too-long': `A choice has at most ${FIELD_LIMITS.choice} characters.`,
  'choice-twice': 'The same choice is named twice. Name each once.',
}

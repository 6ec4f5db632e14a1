import { readDate } from './date-words.ts'
import type { DateReading } from './date-words.ts'
import { numberWords, readNumber } from './numbers.ts'
import type { NumberFault } from './numbers.ts'
import type { SpeechContext } from './speech.ts'
import { knownZone, localDate } from './time.ts'

/** What a project's own field holds. */
export const FIELD_TYPES = ['text', 'number', 'choice', 'date'] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** A field that a project adds to its tasks. */
export interface FieldDefinition {
  readonly id: string
  /** As people read and type it; unique in its project, whatever its case. */
  readonly name: string
  readonly type: FieldType
  /** Only of a choice: what can be chosen, two at least. */
  readonly choices: readonly string[]
}

/** What a task says in one of its project's fields. */
export interface FieldValue {
  readonly fieldId: string
  /** A text, a choice as it is called, a number, or a date as `YYYY-MM-DD`: a day of the calendar, the same in every zone. */
  readonly value: string | number
}

export const FIELD_LIMITS = { fields: 10, name: 40, choices: 20, choice: 60, text: 500 } as const

/** What the inputs of a task's form are called: a field of that name could not be told from them. */
const TAKEN_NAMES: ReadonlySet<string> = new Set(
  'title,owner,due,priority,estimate,project,labels,description,status,phase,time left,checklist,after,accountable,consulted,informed,watchers,repeats,links,files'.split(
    ',',
  ),
)

export type FieldFault =
  | { readonly kind: 'too-long' }
  | { readonly kind: NumberFault }
  | { readonly kind: 'no-such-choice' }
  /** `near`: words that would have been understood. */
  | { readonly kind: 'no-date'; readonly near: string | null }
  | { readonly kind: 'not-a-day' }

/** What somebody typed for a field; the value is null where they typed nothing. */
export type FieldReading = { readonly value: FieldValue['value'] | null } | { readonly fault: FieldFault }

const spaced = (words: string): string => words.trim().replaceAll(/\s+/g, ' ')
const fold = (words: string): string => spaced(words).toLowerCase()

/** Those of some names that are meant: the one that is called so, else all that begin so. */
function called<T>(items: readonly T[], nameOf: (item: T) => string, words: string): readonly T[] {
  const wanted = fold(words)
  const exact = items.filter((item) => fold(nameOf(item)) === wanted)
  if (exact.length > 0 || wanted === '') return exact
  return items.filter((item) => fold(nameOf(item)).startsWith(wanted))
}

/** The field that is called so, whatever the case, or the only one that begins so; null where there is none, or several. */
export function findField(fields: readonly FieldDefinition[], name: string): FieldDefinition | null {
  const [field, ...others] = called(fields, (each) => each.name, name)
  return field && others.length === 0 ? field : null
}

/**
 * Parts `Launch budget: 1.200` into the field that it begins with and what is said of it; of two such fields it is the
 * one with the longer name. Null where it begins with no field's whole name.
 */
export function splitField(
  fields: readonly FieldDefinition[],
  text: string,
): { readonly field: FieldDefinition; readonly words: string } | null {
  const said = spaced(text).split(' ')
  const begins = ({ name }: FieldDefinition): boolean =>
    fold(said.slice(0, countOf(name)).join(' ')).replace(/[:=]$/, '') === fold(name).replace(/[:=]$/, '')
  const [field] = fields.filter(begins).toSorted((a, b) => countOf(b.name) - countOf(a.name))
  return field
    ? {
        field,
        words: said
          .slice(countOf(field.name))
          .join(' ')
          .replace(/^[:=] ?/, ''),
      }
    : null
}

const countOf = (name: string): number => spaced(name).split(' ').length

/** Reads what a person typed for a field; a number by the speaker's locale, a date in all words that a due date may have. */
export function readField(field: FieldDefinition, words: string, context: SpeechContext): FieldReading {
  const typed = words.trim()
  if (typed === '') return { value: null }
  switch (field.type) {
    case 'text':
      return typed.length > FIELD_LIMITS.text ? { fault: { kind: 'too-long' } } : { value: typed }
    case 'number': {
      const read = readNumber(typed, context.locale)
      return 'fault' in read ? { fault: { kind: read.fault } } : read
    }
    case 'choice': {
      const [choice, ...others] = called(field.choices, (each) => each, typed)
      return choice !== undefined && others.length === 0 ? { value: choice } : { fault: { kind: 'no-such-choice' } }
    }
    case 'date':
      return readDay(readDate(typed, context), context)
  }
}

/** The same where words alone can say that a field is to be empty: `none`, unless that is one of its choices. */
export function readFieldOrNone(field: FieldDefinition, words: string, context: SpeechContext): FieldReading {
  const read = readField(field, words, context)
  const isChoice = field.type === 'choice' && !('fault' in read)
  return fold(words) === 'none' && !isChoice ? { value: null } : read
}

/** The day of a date; unlike what is due, it may have passed. */
function readDay(date: DateReading, { zone }: SpeechContext): FieldReading {
  switch (date.kind) {
    case 'understood':
      return date.precision === 'day' ? { value: localDate(date.at, date.zone) } : { fault: { kind: 'not-a-day' } }
    case 'past':
      return { value: localDate(date.at, knownZone(zone)) }
    case 'not-understood':
      return { fault: { kind: 'no-date', near: date.near ?? null } }
  }
}

/** What stands in a field's input: words that read back as the value, a number as it is written where the reader lives. */
export const fieldWords = (value: FieldValue['value'] | null, locale: string): string =>
  typeof value === 'number' ? numberWords(value, locale) : (value ?? '')

/** Puts a value into a task's fields, or takes it out where it is null; those of other projects stay behind the others. */
export function withField(
  values: readonly FieldValue[],
  fields: readonly FieldDefinition[],
  fieldId: string,
  value: FieldValue['value'] | null,
): readonly FieldValue[] {
  const others = values.filter((each) => each.fieldId !== fieldId)
  const all = value === null ? others : [...others, { fieldId, value }]
  const place = ({ fieldId: id }: FieldValue): number => {
    const at = fields.findIndex((field) => field.id === id)
    return at < 0 ? fields.length : at
  }
  return all.toSorted((a, b) => place(a) - place(b))
}

export type DefinitionFault =
  | 'too-many'
  | 'no-name'
  | 'name-too-long'
  | 'name-taken'
  | 'few-choices'
  | 'too-many-choices'
  | 'choice-too-long'
  | 'choice-twice'

/** What somebody says of a field that a project is to have. */
export interface NewField {
  readonly name: string
  readonly type: FieldType
  /** Passed over where the type is no choice. */
  readonly choices: readonly string[]
}

function choicesFault(choices: readonly string[]): DefinitionFault | null {
  if (choices.length < 2) return 'few-choices'
  if (choices.length > FIELD_LIMITS.choices) return 'too-many-choices'
  if (choices.some((choice) => choice.length > FIELD_LIMITS.choice)) return 'choice-too-long'
  return new Set(choices.map(fold)).size < choices.length ? 'choice-twice' : null
}

function nameFault(fields: readonly FieldDefinition[], name: string): DefinitionFault | null {
  if (name === '') return 'no-name'
  if (name.length > FIELD_LIMITS.name) return 'name-too-long'
  const taken = TAKEN_NAMES.has(fold(name)) || fields.some((field) => fold(field.name) === fold(name))
  return taken ? 'name-taken' : null
}

/** Adds a field to a project's, or says why not. */
export function addField(
  fields: readonly FieldDefinition[],
  field: NewField,
  newId: () => string,
): { readonly fields: readonly FieldDefinition[] } | { readonly fault: DefinitionFault } {
  const name = spaced(field.name)
  const choices = field.type === 'choice' ? field.choices.map(spaced).filter((choice) => choice !== '') : []
  if (fields.length >= FIELD_LIMITS.fields) return { fault: 'too-many' }
  const fault = nameFault(fields, name) ?? (field.type === 'choice' ? choicesFault(choices) : null)
  return fault ? { fault } : { fields: [...fields, { id: newId(), name, type: field.type, choices }] }
}

/** Takes a field from a project's; what tasks say in it is kept with them, and shown no more. Null where none is called so. */
export function removeField(fields: readonly FieldDefinition[], name: string): readonly FieldDefinition[] | null {
  const gone = findField(fields, name)
  return gone && fields.filter(({ id }) => id !== gone.id)
}

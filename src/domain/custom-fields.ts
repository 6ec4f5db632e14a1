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

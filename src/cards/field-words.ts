import { line } from '../block-kit/mrkdwn.ts'
import { FIELD_LIMITS } from '../domain/custom-fields.ts'
import type { FieldDefinition, FieldValue } from '../domain/custom-fields.ts'

const numberFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** Thousands apart by a narrow space: a comma there is a decimal sign to half of those who read a card. */
const numberWords = (value: number): string => numberFormat.format(value).replaceAll(',', '\u202F')

/** What a field says, in mrkdwn: `1 200.5`, `Fri, 6 Mar 2026`, or the text on one line. */
export function fieldValueWords({ type }: Pick<FieldDefinition, 'type'>, value: FieldValue['value']): string {
  if (type === 'number') return numberWords(Number(value))
  if (type === 'date') return dayFormat.format(new Date(`${value}T00:00:00Z`))
  return line(String(value), FIELD_LIMITS.text)
}

/** The fields that have a value, as `[name, value]`, in the project's order; those that the project gave up are left out. */
export function fieldFacts(
  fields: readonly FieldDefinition[],
  values: readonly FieldValue[],
): readonly (readonly [name: string, value: string])[] {
  return fields.flatMap((field) => {
    const found = values.find(({ fieldId }) => fieldId === field.id)
    return found ? [[line(field.name, FIELD_LIMITS.name), fieldValueWords(field, found.value)] as const] : []
  })
}

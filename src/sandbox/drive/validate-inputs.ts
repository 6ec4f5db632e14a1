import { word } from '../json.ts'
import { isRecord, lengthOf } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import type { ViewRecord } from '../world/records.ts'
import { isEmpty } from '../world/view-state.ts'

/** What Slack's client finds wrong with a modal's inputs before it sends anything: by block_id. */
export function inputErrors(view: ViewRecord): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of view.blocks) {
    const { element } = block
    if (block.type !== 'input' || !isRecord(element)) continue
    const state = view.values[block.block_id ?? '']?.[word(element['action_id'])]
    if (isEmpty(state)) {
      if (block['optional'] !== true) errors[block.block_id ?? ''] = 'Please complete this required field.'
      continue
    }
    const fault = wrong(element, state ?? {})
    if (fault !== undefined) errors[block.block_id ?? ''] = fault
  }
  return errors
}

function wrong(element: SlackObject, state: SlackObject): string | undefined {
  const value = typeof state['value'] === 'string' ? state['value'] : ''
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(value, element)
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.'
    case 'url_text_input':
      return /^https?:\/\/\S+\.\S+|^https?:\/\/localhost\S*/.test(value) ? undefined : 'Please enter a valid URL.'
    case 'number_input':
      return wrongNumber(value, element)
    default:
      return undefined
  }
}

function wrongLength(value: string, element: SlackObject): string | undefined {
  const length = lengthOf(value)
  const [min, max] = [Number(element['min_length'] ?? 0), Number(element['max_length'] ?? 3000)]
  if (length < min) return `Please enter at least ${min} characters.`
  return length > max ? `Please enter no more than ${max} characters.` : undefined
}

function wrongNumber(value: string, element: SlackObject): string | undefined {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return 'Please enter a number.'
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Please enter a whole number.'
  const [min, max] = [element['min_value'], element['max_value']]
  if (min !== undefined && number < Number(min)) return `Please enter a number of at least ${word(min)}.`
  if (max !== undefined && number > Number(max)) return `Please enter a number of at most ${word(max)}.`
  return undefined
}

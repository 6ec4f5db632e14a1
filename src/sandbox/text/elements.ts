import { word } from '../json.ts'
import type { SlackObject } from '../protocol.ts'
import { formatDate } from './dates.ts'
import { readMrkdwn, showEmoji } from './viewer.ts'
import type { Viewer } from './viewer.ts'

export const isObject = (value: unknown): value is SlackObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objects = (value: unknown): SlackObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

export const field = (object: SlackObject | undefined, name: string): SlackObject | undefined => {
  const value = object?.[name]
  return isObject(value) ? value : undefined
}

/** What a person reads of a text object. */
export function readText(text: unknown, viewer: Viewer): string {
  if (typeof text === 'string') return showEmoji(text)
  if (!isObject(text)) return ''
  const source = word(text['text'])
  if (text.type === 'mrkdwn') return readMrkdwn(source, viewer)
  return text['emoji'] === false ? source : showEmoji(source)
}

/** All options of a select, out of their groups. */
export const optionsOf = (element: SlackObject): SlackObject[] => [
  ...objects(element['options']),
  ...objects(element['option_groups']).flatMap((group) => objects(group['options'])),
]

/** What is chosen or typed in an element, as text; empty when nothing is. */
export function chosenText(element: SlackObject, state: SlackObject | undefined, viewer: Viewer): string {
  const held = state ?? {}
  const texts = [...objects(held['selected_options']), ...objects([held['selected_option']])].map((o) =>
    readText(o['text'], viewer),
  )
  if (texts.length > 0) return texts.join(', ')
  const names = [...namesChosen(held, viewer), ...objects(held['files']).map((file) => word(file['title']))]
  if (names.length > 0) return names.join(', ')
  if (isObject(held['rich_text_value'])) return ''
  const value = held['value'] ?? held['selected_date'] ?? held['selected_time']
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  const unix = held['selected_date_time']
  return typeof unix === 'number' ? (formatDate(unix, '{date_num} {time}', viewer.tz, viewer.now) ?? '') : ''
}

function namesChosen(held: SlackObject, viewer: Viewer): string[] {
  const ids = (many: string, one: string): string[] => {
    const list = held[many]
    if (Array.isArray(list)) return list.map(String)
    return typeof held[one] === 'string' ? [held[one]] : []
  }
  return [
    ...ids('selected_users', 'selected_user').map((id) => viewer.user(id)),
    ...ids('selected_channels', 'selected_channel').map((id) => `#${viewer.channel(id)}`),
    ...ids('selected_conversations', 'selected_conversation').map((id) =>
      /^[UW]/.test(id) ? viewer.user(id) : `#${viewer.channel(id)}`,
    ),
  ]
}

/** An element as a person reads it in one line: `[Done]`, `[Choose ▾]`, an image's alt text. */
export function readElement(element: SlackObject, state: SlackObject | undefined, viewer: Viewer): string {
  switch (element.type) {
    case 'mrkdwn':
    case 'plain_text':
      return readText(element, viewer)
    case 'image':
      return word(element['alt_text'])
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return `[${readText(element['text'], viewer)}]`
    case 'feedback_buttons':
      return ['positive_button', 'negative_button']
        .map((name) => `[${readText(field(element, name)?.['text'], viewer)}]`)
        .join(' ')
    case 'overflow':
      return '[⋯]'
    case 'checkboxes':
    case 'radio_buttons':
      return readChoices(element, state, viewer)
    default:
      return readHeld(element, state, viewer)
  }
}

/** What is chosen or typed, else the placeholder. */
function readHeld(element: SlackObject, state: SlackObject | undefined, viewer: Viewer): string {
  const type = element.type ?? ''
  const shown = chosenText(element, state, viewer) || readText(element['placeholder'], viewer)
  if (type.endsWith('select')) return `[${shown} ▾]`
  if (type.endsWith('picker')) return `[${shown || 'Pick'} ▾]`
  return shown
}

function readChoices(element: SlackObject, state: SlackObject | undefined, viewer: Viewer): string {
  const picked = new Set(
    [...objects(state?.['selected_options']), ...objects([state?.['selected_option']])].map((o) => o['value']),
  )
  const [on, off] = element.type === 'checkboxes' ? ['[x]', '[ ]'] : ['(x)', '( )']
  return objects(element['options'])
    .map((option) => {
      const more = readText(option['description'], viewer)
      return `${picked.has(option['value']) ? on : off} ${readText(option['text'], viewer)}${more ? ` ${more}` : ''}`
    })
    .join(' ')
}

import { LIMITS } from '../../src/block-kit/limits.ts'

/** About what Slack takes of blocks in one message, in characters; it documents no figure. */
const MESSAGE_CHARACTERS = 13_000

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const MOST_ITEMS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  section: { fields: LIMITS.fields },
  context: { elements: LIMITS.contextElements },
  actions: { elements: LIMITS.actionsElements },
  static_select: { options: LIMITS.options },
}

const MOST_CHARACTERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  section: { text: LIMITS.sectionText },
  header: { text: LIMITS.headerText },
  button: { text: LIMITS.buttonText, value: LIMITS.buttonValue },
  input: { label: 2000, hint: 2000 },
  plain_text_input: { placeholder: 150, initial_value: 3000 },
  users_select: { placeholder: 150 },
  static_select: { placeholder: 150 },
  modal: { title: LIMITS.viewTitle, submit: LIMITS.viewTitle, close: LIMITS.viewTitle, private_metadata: 3000 },
}

const lengthOf = (value: unknown): number | null => {
  if (typeof value === 'string') return value.length
  return isRecord(value) && typeof value['text'] === 'string' ? value['text'].length : null
}

/** All that Slack would refuse in a view or block for its size, each as `type.field: size`. */
function faultsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(faultsIn)
  if (!isRecord(value)) return []
  const type = typeof value['type'] === 'string' ? value['type'] : ''
  const own = [
    ...Object.entries(MOST_ITEMS[type] ?? {}).flatMap(([field, most]) => {
      const items = value[field]
      return Array.isArray(items) && (items.length > most || items.length === 0)
        ? [`${type}.${field}: ${items.length}`]
        : []
    }),
    ...Object.entries(MOST_CHARACTERS[type] ?? {}).flatMap(([field, most]) => {
      const length = lengthOf(value[field])
      return length !== null && length > most ? [`${type}.${field}: ${length}`] : []
    }),
    ...choiceFaults(type, value),
    ...(type === 'actions' ? idFaults(value['elements']) : []),
    ...(type === 'mrkdwn' && value['verbatim'] !== true ? ['mrkdwn without verbatim'] : []),
    ...((type === 'mrkdwn' || type === 'plain_text') && value['text'] === '' ? [`${type} without text`] : []),
  ]
  return [...own, ...Object.values(value).flatMap(faultsIn)]
}

/** Ids that two elements of a block have. */
function idFaults(elements: unknown): readonly string[] {
  const ids = Array.isArray(elements) ? elements.filter(isRecord).map((element) => element['action_id']) : []
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice in a block: ${String(id)}`)
}

/** What stands in an input is longer than may be typed; options are too long, or the chosen one is none of them. */
function choiceFaults(type: string, select: Record<string, unknown>): readonly string[] {
  if (type === 'plain_text_input' && (lengthOf(select['initial_value']) ?? 0) > Number(select['max_length'] ?? 3000))
    return [`${type}.initial_value: longer than may be typed`]
  if (type !== 'static_select') return []
  const options = Array.isArray(select['options']) ? select['options'].filter(isRecord) : []
  const long = options.filter(
    ({ text, value }) => (lengthOf(text) ?? 0) > LIMITS.optionText || (lengthOf(value) ?? 0) > LIMITS.optionValue,
  )
  const initial = select['initial_option']
  const isAbsent = initial !== undefined && !options.some((each) => JSON.stringify(each) === JSON.stringify(initial))
  return [
    ...long.map(({ value }) => `option too long: ${String(value)}`),
    ...(isAbsent ? ['chosen option absent'] : []),
  ]
}

/** All that Slack would refuse in a message. */
export function messageFaults({
  text,
  blocks,
}: {
  readonly text: string
  readonly blocks: readonly object[]
}): readonly string[] {
  return [
    ...(text === '' || text.length > LIMITS.messageText ? [`text: ${text.length}`] : []),
    ...(blocks.length > LIMITS.messageBlocks ? [`blocks: ${blocks.length}`] : []),
    ...(JSON.stringify(blocks).length > MESSAGE_CHARACTERS ? [`characters: ${JSON.stringify(blocks).length}`] : []),
    ...faultsIn(blocks),
  ]
}

/** All that Slack would refuse in a modal or a Home tab. */
export function viewFaults(view: { readonly blocks?: readonly object[] }): readonly string[] {
  const count = view.blocks?.length ?? 0
  return [...(count === 0 || count > LIMITS.viewBlocks ? [`blocks: ${count}`] : []), ...faultsIn(view)]
}

/** Every text in blocks or a view, one a line: what people read, with Slack's marks. */
export function textsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textsIn).filter(Boolean).join('\n')
  if (!isRecord(value)) return ''
  if (typeof value['text'] === 'string') return value['text']
  return Object.values(value).map(textsIn).filter(Boolean).join('\n')
}

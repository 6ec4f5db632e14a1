/** What a person put into a modal's inputs, by block id: the typed text, the chosen value or id, or null. */
export type FormState = Readonly<Record<string, string | null>>

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function chosen(element: Record<string, unknown>): string | null {
  const option = element['selected_option']
  const candidates = [
    element['value'],
    isRecord(option) ? option['value'] : undefined,
    element['selected_user'],
    element['selected_conversation'],
    element['selected_channel'],
    element['selected_date'],
  ]
  const text = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  if (typeof text === 'string') return text
  return typeof element['selected_date_time'] === 'number' ? String(element['selected_date_time']) : null
}

/** The one element of each block. */
const elementsOf = (values: unknown): readonly (readonly [string, Record<string, unknown> | null])[] =>
  Object.entries(isRecord(values) ? values : {}).map(([blockId, elements]) => {
    const element = isRecord(elements) ? Object.values(elements)[0] : undefined
    return [blockId, isRecord(element) ? element : null]
  })

/** Flattens Slack's `view.state.values`; every input block here holds one element, so its block id names it. */
export const readState = (values: unknown): FormState =>
  Object.fromEntries(elementsOf(values).map(([blockId, element]) => [blockId, element ? chosen(element) : null]))

const isText = (value: unknown): value is string => typeof value === 'string'

/** What was chosen in inputs that take several things, by block id: people's ids, or the values of options. */
export const readLists = (values: unknown): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    elementsOf(values).flatMap(([blockId, element]) => {
      const [users, options] = [element?.['selected_users'], element?.['selected_options']]
      if (Array.isArray(users)) return [[blockId, users.filter(isText)]]
      if (!Array.isArray(options)) return []
      return [
        [
          blockId,
          options.flatMap((option: unknown) => (isRecord(option) && isText(option['value']) ? [option['value']] : [])),
        ],
      ]
    }),
  )

/** The ids of the files that were given, by block id. */
export const readFiles = (values: unknown): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    elementsOf(values).flatMap(([blockId, element]) => {
      const files: unknown = element?.['files']
      if (!Array.isArray(files)) return []
      return [[blockId, files.flatMap((file: unknown) => (isRecord(file) && isText(file['id']) ? [file['id']] : []))]]
    }),
  )

/** A block of a modal as Slack tells of it: as it was sent, with the ids that Slack gave. */
export interface ShownBlock {
  readonly type: string
  readonly block_id?: string | undefined
}

/** A modal as somebody has it before them, sent with what they do in it. */
export interface ShownModal {
  readonly id: string
  /** Tells whether it was changed since. */
  readonly hash: string
  readonly callbackId: string
  readonly title: string
  readonly close: string | null
  readonly submit: string | null
  /** What it remembers. */
  readonly metadata: string
  readonly blocks: readonly ShownBlock[]
}

/** Slack writes these three as entities in all text that it sends, in plain text too, where they would be read as they stand. */
const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The same JSON with its plain texts as they were before Slack escaped them. */
function asSent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSent)
  if (!isRecord(value)) return value
  const sent = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asSent(each)]))
  const { type, text } = sent
  return type === 'plain_text' && typeof text === 'string' ? { ...sent, text: unescape(text) } : sent
}

const textOf = (value: unknown): string | null =>
  isRecord(value) && typeof value['text'] === 'string' ? unescape(value['text']) : null

const word = (value: unknown): string => (typeof value === 'string' ? value : '')

const isBlock = (value: unknown): value is ShownBlock => isRecord(value) && typeof value['type'] === 'string'

/** Reads the `view` of a request of Slack; what is missing there is empty. */
export function readShown(view: unknown): ShownModal {
  const { id, hash, callback_id, title, close, submit, private_metadata, blocks } = isRecord(view) ? view : {}
  return {
    id: word(id),
    hash: word(hash),
    callbackId: word(callback_id),
    title: textOf(title) ?? '',
    close: textOf(close),
    submit: textOf(submit),
    metadata: word(private_metadata),
    blocks: Array.isArray(blocks) ? blocks.map(asSent).filter(isBlock) : [],
  }
}

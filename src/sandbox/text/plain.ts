import { word } from '../json.ts'
import type { SlackObject } from '../protocol.ts'
import type { InputValuesByBlock } from '../world/records.ts'
import { field, isObject, objects, readElement, readText } from './elements.ts'
import { readRichText } from './rich-text.ts'
import { readMrkdwn } from './viewer.ts'
import type { Viewer } from './viewer.ts'

type Reader = (block: SlackObject, viewer: Viewer, values: InputValuesByBlock) => string[]

/** What a person reads in blocks, top to bottom, a line a block or field, without formatting marks. */
export const readBlocks = (blocks: readonly SlackObject[], viewer: Viewer, values: InputValuesByBlock = {}): string[] =>
  blocks.flatMap((block) => READERS[block.type ?? '']?.(block, viewer, values) ?? []).filter((line) => line !== '')

const stateOf = (block: SlackObject, element: SlackObject, values: InputValuesByBlock): SlackObject | undefined =>
  values[String(block['block_id'])]?.[word(element['action_id'])]

const readElements: Reader = (block, viewer, values) => [
  objects(block['elements'])
    .map((element) => readElement(element, stateOf(block, element, values), viewer))
    .join(' '),
]

const readSection: Reader = (block, viewer, values) => {
  const accessory = field(block, 'accessory')
  const shown = accessory ? readElement(accessory, stateOf(block, accessory, values), viewer) : ''
  const fields = objects(block['fields']).map((text) => readText(text, viewer))
  const text = readText(block['text'], viewer)
  return text ? [shown ? `${text} ${shown}` : text, ...fields] : [...fields, shown]
}

const readInput: Reader = (block, viewer, values) => {
  const element = field(block, 'element')
  const label = readText(block['label'], viewer) + (block['optional'] === true ? ' (optional)' : '')
  const state = element ? stateOf(block, element, values) : undefined
  const rich = field(state, 'rich_text_value')
  const shown = rich ? readRichText(rich, viewer).join('\n') : element ? readElement(element, state, viewer) : ''
  return [shown ? `${label}: ${shown}` : label, readText(block['hint'], viewer)]
}

const readTable: Reader = (block, viewer) => [
  word(block['caption']),
  ...(Array.isArray(block['rows']) ? block['rows'] : []).map((row) =>
    objects(row)
      .map((cell) =>
        cell.type === 'rich_text' ? readRichText(cell, viewer).join(' ') : word(cell['text'] ?? cell['value']),
      )
      .join(' | '),
  ),
]

const readMarkdown: Reader = (block, viewer) => [
  readMrkdwn(
    word(block['text'])
      .replaceAll(/^#{1,6}\s+/gm, '')
      .replaceAll(/\*\*([^*\n]+)\*\*/g, '$1')
      .replaceAll(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1'),
    viewer,
  ),
]

const readCard: Reader = (block, viewer, values) => [
  ...['title', 'subtitle', 'body', 'subtext'].map((name) => readText(block[name], viewer)),
  objects(block['actions'])
    .map((element) => readElement(element, stateOf(block, element, values), viewer))
    .join(' '),
]

const readTask: Reader = (block, viewer) => [
  readText(block['title'], viewer),
  ...['details', 'output'].flatMap((name) => {
    const rich = field(block, name)
    return rich ? readRichText(rich, viewer) : []
  }),
]

const readChart: Reader = (block) => {
  const chart = field(block, 'chart') ?? {}
  const point = (p: SlackObject): string => `${word(p['label'])}: ${word(p['value'])}`
  return [
    word(block['title']),
    ...objects(chart['segments']).map(point),
    ...objects(chart['series']).map((s) => `${word(s['name'])}: ${objects(s['data']).map(point).join(', ')}`),
  ]
}

const READERS: Readonly<Record<string, Reader>> = {
  section: readSection,
  header: (block, viewer) => [readText(block['text'], viewer)],
  divider: () => [],
  actions: readElements,
  context: readElements,
  context_actions: readElements,
  input: readInput,
  image: (block, viewer) => [readText(block['title'], viewer), word(block['alt_text'])],
  video: (block, viewer) => [readText(block['title'], viewer), readText(block['description'], viewer)],
  file: (block) => [word(block['external_id'])],
  rich_text: (block, viewer) => readRichText(block, viewer),
  markdown: readMarkdown,
  table: readTable,
  data_table: readTable,
  alert: (block, viewer) => [readText(block['text'], viewer)],
  card: readCard,
  carousel: (block, viewer, values) => objects(block['elements']).flatMap((card) => readCard(card, viewer, values)),
  container: (block, viewer, values) => [
    readText(block['title'], viewer),
    readText(block['subtitle'], viewer),
    ...readBlocks(objects(block['child_blocks']), viewer, values),
  ],
  task_card: readTask,
  plan: (block, viewer, values) => [
    readText(block['title'], viewer),
    ...objects(block['tasks']).flatMap((task) => readTask(task, viewer, values)),
  ],
  data_visualization: readChart,
}

/** What a person reads of a legacy attachment. */
export function readAttachment(attachment: SlackObject, viewer: Viewer, values: InputValuesByBlock = {}): string[] {
  const line = (name: string): string => {
    const value = attachment[name]
    return typeof value === 'string' ? readMrkdwn(value, viewer) : ''
  }
  const blocks = objects(attachment['blocks'])
  if (blocks.length > 0) return [line('pretext'), ...readBlocks(blocks, viewer, values)].filter((text) => text !== '')
  const lines = [
    ...['pretext', 'author_name', 'title', 'text'].map(line),
    ...objects(attachment['fields']).map((f) => `${word(f['title'])} ${readMrkdwn(word(f['value']), viewer)}`.trim()),
    line('footer'),
  ].filter((text) => text !== '')
  return lines.length > 0 ? lines : [line('fallback')].filter((text) => text !== '')
}

interface ShownMessage {
  readonly text: string
  readonly blocks?: readonly SlackObject[]
  readonly attachments?: readonly SlackObject[]
}

/** All that a person reads in a message: the blocks where there are any, else the text; then attachments and files. */
export function readMessage(
  message: ShownMessage,
  fileNames: readonly string[],
  viewer: Viewer,
  values: InputValuesByBlock = {},
): string {
  const body = message.blocks?.length ? readBlocks(message.blocks, viewer, values) : [readMrkdwn(message.text, viewer)]
  const more = (message.attachments ?? []).flatMap((attachment) => readAttachment(attachment, viewer, values))
  return [...body, ...more, ...fileNames].filter((line) => line !== '').join('\n')
}

/** All that a person reads in a modal or on App Home; a modal's buttons come last. */
export function readView(
  view: { readonly fields: SlackObject; readonly blocks: readonly SlackObject[]; readonly type: string },
  viewer: Viewer,
  values: InputValuesByBlock,
): string {
  const button = (name: string, otherwise: string): string => {
    const text = view.fields[name]
    return isObject(text) ? `[${readText(text, viewer)}]` : otherwise
  }
  const modal = view.type === 'modal'
  return [
    modal ? readText(view.fields['title'], viewer) : '',
    ...readBlocks(view.blocks, viewer, values),
    modal ? [button('submit', ''), button('close', '[Cancel]')].filter((text) => text !== '').join(' ') : '',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

import { word } from '../json.ts'
import { CHART } from './chart.ts'
import { ACCESSORIES, ACTION_ELEMENTS, CONTEXT_ELEMENTS, ELEMENTS, elements, INPUT_ELEMENTS } from './elements.ts'
import { imageFields, imageSource, plain, text, type } from './objects.ts'
import { richText } from './rich-text.ts'
import { anything, arr, bool, both, byType, int, isRecord, lengthOf, obj, oneOf, rule, str } from './schema.ts'
import type { Check, Fields } from './schema.ts'

const block = (name: string, required: Fields = {}, optional: Fields = {}): Check =>
  obj({ type: type(name), ...required }, { block_id: str(255), ...optional })

const only = (...names: readonly string[]): Check => byType(() => elements(names))

const rows = (value: { readonly [name: string]: unknown }): unknown[][] =>
  Array.isArray(value['rows']) ? value['rows'].filter((row) => Array.isArray(row)) : []

const evenRows = rule(
  (value) => new Set(rows(value).map((row) => row.length)).size <= 1,
  'rows must have the same number of columns',
)

const rawText = obj({ type: type('raw_text'), text: str(Number.POSITIVE_INFINITY, 1) })
const rawNumber = obj({ type: type('raw_number'), value: anything, text: str(Number.POSITIVE_INFINITY, 1) })
const cell = byType(() => ({ raw_text: rawText, raw_number: rawNumber, rich_text: richText }))

const tableSettings = rule((value) => {
  const settings = value['column_settings']
  return !Array.isArray(settings) || rows(value).every((row) => row.length === settings.length)
}, 'column_settings must have an entry for each column')

const tableText = rule((value) => {
  const texts = rows(value).flat().filter(isRecord)
  return texts.reduce((sum, one) => sum + lengthOf(word(one['text'])), 0) <= 20_000
}, 'the text of all cells must be less than 20001 characters')

const card = block(
  'card',
  {},
  {
    hero_image: ELEMENTS['image'] ?? anything,
    icon: ELEMENTS['image'] ?? anything,
    slack_icon: obj({ type: type('icon'), name: str(255, 1) }),
    title: text(150),
    subtitle: text(150),
    body: text(200),
    subtext: text(200),
    actions: arr(only('button'), 3, 1),
  },
)

const taskFields: Fields = {
  details: richText,
  output: richText,
  sources: arr(only('url')),
}
const taskStatus = oneOf('pending', 'in_progress', 'complete', 'error')

/** Every block by its type. */
export const BLOCKS: Readonly<Record<string, Check>> = {
  section: both(
    block(
      'section',
      {},
      {
        text: text(3000),
        fields: arr(text(2000), 10, 1),
        accessory: byType(() => elements(ACCESSORIES)),
        expand: bool,
      },
    ),
    rule((value) => value['text'] !== undefined || value['fields'] !== undefined, 'must provide text or fields'),
  ),
  header: block('header', { text: plain(150) }, { level: int(1, 4) }),
  divider: block('divider'),
  actions: block('actions', {
    elements: arr(
      byType(() => elements(ACTION_ELEMENTS)),
      25,
      1,
    ),
  }),
  context: block('context', {
    elements: arr(
      byType(() => elements(CONTEXT_ELEMENTS)),
      10,
      1,
    ),
  }),
  context_actions: block('context_actions', { elements: arr(only('feedback_buttons', 'icon_button'), 5, 1) }),
  input: block(
    'input',
    { label: plain(2000), element: byType(() => elements(INPUT_ELEMENTS)) },
    { hint: plain(2000), optional: bool, dispatch_action: bool },
  ),
  image: both(block('image', { alt_text: str(2000) }, { ...imageFields, title: plain(2000) }), imageSource),
  video: block(
    'video',
    { alt_text: str(200, 1), thumbnail_url: str(3000, 1), title: plain(200), video_url: str(3000, 1) },
    {
      author_name: str(50),
      description: plain(200),
      provider_icon_url: str(3000),
      provider_name: str(50),
      title_url: str(3000),
    },
  ),
  file: block('file', { external_id: str(255, 1), source: oneOf('remote') }),
  rich_text: richText,
  markdown: block('markdown', { text: str(12_000, 1) }),
  table: both(
    both(
      block(
        'table',
        { rows: arr(arr(cell, 20, 1), 100, 1) },
        { column_settings: arr(obj({}, { align: oneOf('left', 'center', 'right'), is_wrapped: bool }), 20) },
      ),
      evenRows,
    ),
    tableSettings,
  ),
  data_table: both(
    both(
      block(
        'data_table',
        { rows: arr(arr(cell, 20, 1), 201, 2), caption: str(Number.POSITIVE_INFINITY, 1) },
        { page_size: int(1, 100), row_header_column_index: int(0, 19) },
      ),
      evenRows,
    ),
    tableText,
  ),
  alert: block('alert', { text: text(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  card,
  carousel: block('carousel', {
    elements: arr(
      byType(() => ({ card })),
      10,
      1,
    ),
  }),
  container: block(
    'container',
    {
      child_blocks: arr(
        byType(() => CHILDREN()),
        10,
        1,
      ),
    },
    {
      title: plain(150),
      rich_text_title: richText,
      subtitle: text(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: ELEMENTS['image'] ?? anything,
      is_collapsible: bool,
      default_collapsed: bool,
      has_header_divider: bool,
    },
  ),
  task_card: block('task_card', { task_id: str(255, 1), title: str(255, 1), status: taskStatus }, taskFields),
  plan: block(
    'plan',
    { title: str(255, 1) },
    {
      tasks: arr(
        obj(
          { task_id: str(255, 1), title: str(255, 1) },
          { type: type('task_card'), block_id: str(255), status: taskStatus, ...taskFields },
        ),
      ),
    },
  ),
  data_visualization: block('data_visualization', { title: str(50, 1), chart: CHART }),
}

const CHILDREN = (): Readonly<Record<string, Check>> =>
  Object.fromEntries(
    ['actions', 'context', 'divider', 'file', 'header', 'image', 'input', 'rich_text', 'section', 'table', 'video']
      .map((name) => [name, BLOCKS[name]] as const)
      .filter((entry): entry is [string, Check] => entry[1] !== undefined),
  )

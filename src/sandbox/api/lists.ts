import { isRecord } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import { newId } from '../world/ids.ts'
import type { MetaRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, integer, json, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { page } from './paging.ts'

/** A Slack List: its columns, and its items with a field a column. */
interface ListRecord {
  readonly id: string
  readonly teamId: string
  readonly columns: readonly SlackObject[]
  readonly items: readonly SlackObject[]
}

const key = (id: string): string => `list:${id}`

function save(call: Call, list: ListRecord): void {
  call.s.world.meta.put({ key: key(list.id), value: list } satisfies MetaRecord)
}

function listArg(call: Call): ListRecord {
  const found = call.s.world.meta.get(key(text(call, 'list_id') ?? ''))?.value as ListRecord | undefined // written by save()
  if (!found || found.teamId !== call.teamId) throw new SlackError('list_not_found')
  return found
}

const COLUMN_TYPES = new Set(
  'text rich_text message number select multi_select date user attachment checkbox email phone channel rating created_by last_edited_by created_time last_edited_time vote canvas reference link todo_completed todo_assignee todo_due_date'.split(
    ' ',
  ),
)
const MAX_COLUMNS = 50
const MAX_FIELDS = 100

function create(call: Call): SlackObject {
  const name = text(call, 'name') ?? ''
  if (Array.from(name).length > 255) throw new SlackError('over_title_length_maximum')
  if (call.args['schema'] !== undefined && text(call, 'copy_from_list_id'))
    throw new SlackError('invalid_copy_and_schema_args')
  const asked = call.args['schema'] ?? [{ key: 'name', name: 'Name', type: 'text', is_primary_column: true }]
  if (!Array.isArray(asked) || asked.length === 0) throw new SlackError('invalid_schema')
  if (asked.length > MAX_COLUMNS) throw new SlackError('over_column_maximum')
  const columns = asked.map((column) => {
    if (!isRecord(column) || typeof column['key'] !== 'string') throw new SlackError('invalid_schema')
    if (!COLUMN_TYPES.has(column.type ?? '')) throw new SlackError('invalid_column_type')
    return { is_primary_column: false, ...column, id: newId('Col') }
  })
  if (columns.filter((column) => column.is_primary_column).length !== 1) throw new SlackError('invalid_primary_column')
  const id = newId('F')
  save(call, { id, teamId: call.teamId, columns, items: [] })
  return { list_id: id, list_metadata: { schema: columns, subtask_schema: columns } }
}

function cellFields(list: ListRecord, cells: unknown): SlackObject[] {
  if (cells === undefined) return []
  if (!Array.isArray(cells)) throw new SlackError('invalid_args')
  if (cells.length > MAX_FIELDS) throw new SlackError('over_cell_fields_limit')
  return cells.map((cell) => {
    if (!isRecord(cell)) throw new SlackError('invalid_args')
    const column = list.columns.find((c) => c['id'] === cell['column_id'])
    if (!column) throw new SlackError('invalid_column_id')
    const { row_id: _row, row_id_to_create: _create, ...field } = cell
    return { key: column['key'], ...field }
  })
}

function newItem(call: Call, list: ListRecord, fields: readonly SlackObject[]): SlackObject {
  const now = Math.floor(call.s.world.clock.ms() / 1000)
  return {
    id: newId('Rec'),
    list_id: list.id,
    date_created: now,
    created_by: call.userId,
    updated_by: call.userId,
    fields,
    updated_timestamp: String(now),
  }
}

function createItem(call: Call): SlackObject {
  const list = listArg(call)
  const item = newItem(call, list, cellFields(list, call.args['initial_fields']))
  save(call, { ...list, items: [...list.items, item] })
  return { item }
}

function updateItems(call: Call): SlackObject {
  const list = listArg(call)
  const cells = Array.isArray(call.args['cells']) ? call.args['cells'].filter(isRecord) : []
  if (cells.length === 0) throw new SlackError('invalid_args')
  const items = cells.reduce<SlackObject[]>((rows, cell) => applyCell(call, list, rows, cell), [...list.items])
  save(call, { ...list, items })
  return {}
}

/** Writes one cell: into its row, or into a new one. */
function applyCell(call: Call, list: ListRecord, rows: SlackObject[], cell: SlackObject): SlackObject[] {
  if (cell['row_id'] === undefined && cell['row_id_to_create'] !== true) throw new SlackError('row_id_not_provided')
  if (cell['column_id'] === undefined) throw new SlackError('column_id_not_provided')
  const fields = cellFields(list, [cell])
  const row = rows.findIndex((item) => item['id'] === cell['row_id'])
  if (cell['row_id'] === undefined) rows.push(newItem(call, list, fields))
  else if (row < 0) throw new SlackError('row_not_found')
  else rows[row] = withField(call, rows[row] ?? {}, fields)
  return rows
}

function withField(call: Call, item: SlackObject, fields: readonly SlackObject[]): SlackObject {
  const kept = (Array.isArray(item['fields']) ? item['fields'] : []).filter(
    (f) => !isRecord(f) || !fields.some((n) => n['column_id'] === f['column_id']),
  )
  const now = String(Math.floor(call.s.world.clock.ms() / 1000))
  return { ...item, fields: [...kept, ...fields], updated_by: call.userId, updated_timestamp: now }
}

function items(call: Call): SlackObject {
  const list = listArg(call)
  const { items: shown, next } = page(call, list.items, (item) => String(item['id']), { byDefault: 100, max: 1000 })
  return { items: shown, ...next }
}

const WRITE = ['lists:write']

export const LISTS: MethodTable = {
  'slackLists.create': {
    tier: 2,
    scopes: WRITE,
    json: false,
    args: {
      name: string('required'),
      description_blocks: json(),
      schema: json(),
      copy_from_list_id: string(),
      include_copied_list_records: boolean(),
      todo_mode: boolean(),
    },
    run: create,
  },
  'slackLists.items.create': {
    tier: 3,
    scopes: WRITE,
    json: false,
    args: {
      list_id: string('required'),
      duplicated_item_id: string(),
      parent_item_id: string(),
      initial_fields: json(),
    },
    run: createItem,
  },
  'slackLists.items.update': {
    tier: 3,
    scopes: WRITE,
    json: false,
    args: { list_id: string('required'), cells: json('required') },
    run: updateItems,
  },
  'slackLists.items.list': {
    tier: 2,
    scopes: ['lists:read'],
    json: false,
    args: { list_id: string('required'), limit: integer(), cursor: string(), archived: boolean() },
    run: items,
  },
}

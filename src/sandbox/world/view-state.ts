import { word } from '../json.ts'
import type { Block, SlackObject } from '../protocol.ts'
import type { InputValuesByBlock } from './records.ts'

type State = SlackObject & { readonly type: string }

/** The values with the open conversation chosen wherever a select is to begin with it and has nothing else. */
export function inConversation(
  values: InputValuesByBlock,
  blocks: readonly Block[],
  conversation: string | undefined,
): InputValuesByBlock {
  if (conversation === undefined) return values
  const all: Record<string, Record<string, State>> = {}
  for (const [blockId, block] of Object.entries(values)) all[blockId] = { ...block }
  for (const { blockId, actionId, element } of inputsOf(blocks)) {
    const block = all[blockId]
    if (element['default_to_current_conversation'] !== true || !block || !isEmpty(block[actionId])) continue
    const several = element.type === 'multi_conversations_select'
    block[actionId] = {
      type: element.type ?? '',
      ...(several ? { selected_conversations: [conversation] } : { selected_conversation: conversation }),
    }
  }
  return all
}

const isObject = (value: unknown): value is SlackObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An element that holds a value, with the block it is in. */
export interface Input {
  readonly block: Block
  readonly element: SlackObject
  readonly blockId: string
  readonly actionId: string
}

/** The blocks of a legacy attachment or an unfurl: checked when it came. */
export const blocksIn = (attachment: SlackObject): readonly Block[] =>
  Array.isArray(attachment['blocks']) ? (attachment['blocks'] as Block[]) : []

const HOLDS = /(_select|picker|_input|^checkboxes|^radio_buttons)$/

/** Every element of these blocks that holds a value, top to bottom. */
export function inputsOf(blocks: readonly Block[]): Input[] {
  return elementsOf(blocks).filter(({ element }) => HOLDS.test(element.type ?? ''))
}

/** Every element that a person can use, top to bottom. */
export function elementsOf(blocks: readonly Block[]): Input[] {
  return blocks.flatMap((block) => {
    const nested = ['child_blocks', 'elements'].flatMap((name) => {
      const list = block[name]
      return Array.isArray(list) ? list.filter((b): b is Block => isObject(b) && isContainer(b)) : []
    })
    if (nested.length > 0 && (block.type === 'container' || block.type === 'carousel')) return elementsOf(nested)
    return directElements(block).map((element) => ({
      block,
      element,
      blockId: block.block_id ?? '',
      actionId: word(element['action_id']),
    }))
  })
}

const isContainer = (block: SlackObject): boolean => typeof block.type === 'string'

function directElements(block: Block): SlackObject[] {
  return ['element', 'accessory', 'elements', 'actions']
    .flatMap((name) => {
      const value = block[name]
      return Array.isArray(value) ? value : [value]
    })
    .filter(isObject)
    .filter((element) => element['action_id'] !== undefined)
}

/** The values of a view's inputs: what is typed already where ids and type stay, else the initial values. */
export function initialValues(
  blocks: readonly Block[],
  typed: InputValuesByBlock,
  before: readonly Block[],
): InputValuesByBlock {
  const values: Record<string, Record<string, State>> = {}
  const known = new Map(inputsOf(before).map((input) => [`${input.blockId}/${input.actionId}`, input.element.type]))
  for (const { blockId, actionId, element } of inputsOf(blocks)) {
    const kept = typed[blockId]?.[actionId]
    const same = kept !== undefined && known.get(`${blockId}/${actionId}`) === element.type
    const block = (values[blockId] ??= {})
    block[actionId] = same ? kept : initialState(element)
  }
  return values
}

type Seed = (element: SlackObject) => SlackObject

const one =
  (to: string, from: string): Seed =>
  (element) => ({ [to]: element[from] ?? null })
const many =
  (to: string, from: string): Seed =>
  (element) => ({ [to]: element[from] ?? [] })
const value: Seed = (element) => ({ value: element['initial_value'] ?? null })

const SEEDS: Readonly<Record<string, Seed>> = {
  plain_text_input: value,
  email_text_input: value,
  url_text_input: value,
  number_input: (element) => ({
    value: element['initial_value'] === undefined ? null : word(element['initial_value']),
  }),
  rich_text_input: (element) =>
    element['initial_value'] === undefined ? {} : { rich_text_value: element['initial_value'] },
  file_input: () => ({ files: [] }),
  static_select: one('selected_option', 'initial_option'),
  external_select: one('selected_option', 'initial_option'),
  radio_buttons: one('selected_option', 'initial_option'),
  users_select: one('selected_user', 'initial_user'),
  channels_select: one('selected_channel', 'initial_channel'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: one('selected_date_time', 'initial_date_time'),
  multi_static_select: many('selected_options', 'initial_options'),
  multi_external_select: many('selected_options', 'initial_options'),
  checkboxes: many('selected_options', 'initial_options'),
  multi_users_select: many('selected_users', 'initial_users'),
  multi_channels_select: many('selected_channels', 'initial_channels'),
  multi_conversations_select: many('selected_conversations', 'initial_conversations'),
}

export const initialState = (element: SlackObject): State => ({
  type: element.type ?? '',
  ...SEEDS[element.type ?? '']?.(element),
})

/** True when nothing was typed or chosen. */
export function isEmpty(state: State | undefined): boolean {
  if (!state) return true
  const { type: _type, ...held } = state
  return Object.values(held).every(
    (v) => v === null || v === undefined || v === '' || (Array.isArray(v) && v.length === 0),
  )
}

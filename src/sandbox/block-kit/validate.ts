import { BLOCKS } from './blocks.ts'
import { plain, type } from './objects.ts'
import { arr, bool, byType, isRecord, lengthOf, obj, oneOf, str } from './schema.ts'
import type { Check, Issue } from './schema.ts'

/** `any`: blocks whose surface is not known, as `blocks.validate` gets them. */
export type Surface = 'message' | 'modal' | 'home' | 'any'

/** Blocks that Slack does not take there, though it knows them. */
const NOT_ON: Readonly<Record<Surface, readonly string[]>> = {
  message: ['alert', 'file'],
  modal: [
    'card',
    'carousel',
    'context_actions',
    'data_visualization',
    'file',
    'markdown',
    'plan',
    'table',
    'task_card',
  ],
  any: [],
  home: ['alert', 'context_actions', 'data_visualization', 'file', 'markdown', 'plan', 'table', 'task_card'],
}

const MAX_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100, any: 100 }

const allowed = new Map<Surface, Readonly<Record<string, Check>>>()

function blocksOn(surface: Surface): Readonly<Record<string, Check>> {
  let table = allowed.get(surface)
  if (!table) {
    table = Object.fromEntries(Object.entries(BLOCKS).filter(([name]) => !NOT_ON[surface].includes(name)))
    allowed.set(surface, table)
  }
  return table
}

/** All that Slack would find wrong with blocks on this surface; `at` is the JSON pointer they hang on. */
export function checkBlocks(blocks: unknown, surface: Surface, at = '/blocks'): Issue[] {
  const issues: Issue[] = []
  arr(
    byType(() => blocksOn(surface)),
    MAX_BLOCKS[surface],
  )(blocks, at, issues)
  if (issues.length === 0 && Array.isArray(blocks)) checkTogether(blocks.filter(isRecord), surface, at, issues)
  return issues
}

/** Rules across the blocks of one payload. */
function checkTogether(
  blocks: readonly { readonly [name: string]: unknown }[],
  surface: Surface,
  at: string,
  issues: Issue[],
): void {
  const add = (message: string, pointer = at): void => {
    issues.push({ pointer, message, constraint: { type: 'rule', expected: message } })
  }
  const seen = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const id = block['block_id']
    if (typeof id === 'string' && id !== '' && seen.has(id))
      add(`block_id must be unique: ${id}`, `${at}/${index}/block_id`)
    if (typeof id === 'string') seen.add(id)
    const ids = actionIds(block)
    if (new Set(ids).size < ids.length) add('action_id must be unique within a block', `${at}/${index}/elements`)
    if (
      surface !== 'modal' &&
      surface !== 'any' &&
      isRecord(block['element']) &&
      block['element'].type === 'file_input'
    ) {
      add('unsupported type: file_input', `${at}/${index}/element/type`)
    }
  }
  const count = (type: string): number => blocks.filter((block) => block['type'] === type).length
  if (count('table') > 1) add('only one table is allowed')
  if (count('data_visualization') > 2) add('no more than 2 data_visualization blocks allowed')
  const markdown = blocks.filter((block) => block['type'] === 'markdown')
  if (markdown.reduce((sum, block) => sum + lengthOf(String(block['text'])), 0) > 12_000) {
    add('the text of all markdown blocks must be less than 12001 characters')
  }
}

function actionIds(block: { readonly [name: string]: unknown }): string[] {
  const elements = Array.isArray(block['elements']) ? block['elements'] : []
  return elements.flatMap((element) =>
    isRecord(element) && typeof element['action_id'] === 'string' && element['action_id'] !== ''
      ? [element['action_id']]
      : [],
  )
}

const viewFields = {
  blocks: (): void => undefined,
  callback_id: str(255),
  private_metadata: str(3000),
  external_id: str(255),
}

const MODAL = obj(
  { type: type('modal'), title: plain(24), blocks: (): void => undefined },
  {
    ...viewFields,
    close: plain(24),
    submit: plain(24),
    clear_on_close: bool,
    notify_on_close: bool,
    submit_disabled: bool,
  },
)
const HOME = obj(
  { type: type('home'), blocks: (): void => undefined },
  { ...viewFields, clear_on_close: bool, notify_on_close: bool },
)

/** All that Slack would find wrong with a view. `surface` says which kind the method takes. */
export function checkView(view: unknown, surfaces: readonly ('modal' | 'home')[], at = '/view'): Issue[] {
  const issues: Issue[] = []
  const kind = isRecord(view) ? view.type : undefined
  if (!isRecord(view) || !surfaces.some((surface) => surface === kind)) {
    oneOf(...surfaces)(kind, `${at}/type`, issues)
    return issues
  }
  const surface = kind === 'home' ? 'home' : 'modal'
  ;(surface === 'home' ? HOME : MODAL)(view, at, issues)
  arr(() => undefined, 100, 1)(view['blocks'], `${at}/blocks`, issues)
  issues.push(
    ...checkBlocks(view['blocks'], surface, `${at}/blocks`).filter(
      (issue) => issue.pointer !== `${at}/blocks` || issue.constraint.type === 'rule',
    ),
  )
  const inputs =
    Array.isArray(view['blocks']) && view['blocks'].some((block) => isRecord(block) && block.type === 'input')
  if (surface === 'modal' && inputs && !isRecord(view['submit'])) {
    issues.push({
      pointer: at,
      message: 'a `submit` is required when an input block is present',
      constraint: { type: 'required', expected: 'submit' },
    })
  }
  return issues
}

/** As Slack writes an issue into `errors` and `response_metadata.messages`. */
export const issueText = (issue: Issue): string => `${issue.message} [json-pointer:${issue.pointer}]`

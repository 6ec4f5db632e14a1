import { randomBytes } from 'node:crypto'
import type { Block, SlackObject } from '../protocol.ts'
import { isRecord } from './schema.ts'

/** What happens to the text of a mrkdwn object that is not verbatim: names and addresses become links. */
export type TextRule = (text: string, verbatim: boolean) => string

/** Blocks as Slack keeps and returns them: every block and element has its id, every text its flags. */
export function normaliseBlocks(blocks: readonly Block[], textRule: TextRule): Block[] {
  return blocks.map((block) => {
    const id = typeof block.block_id === 'string' && block.block_id !== '' ? block.block_id : shortId()
    const walked = walk(block, textRule)
    return { ...walked, type: block.type, block_id: id }
  })
}

const shortId = (): string => randomBytes(6).toString('base64url').slice(0, 5)

/** These carry an action_id, and get one when the app gave none. */
const ACTIVE = /(_select|picker|_input|^button|^workflow_button|^checkboxes|^radio_buttons|^overflow|_buttons?)$/

function walk(node: SlackObject, textRule: TextRule): SlackObject {
  if (node.type === 'mrkdwn' && typeof node['text'] === 'string') {
    const verbatim = node['verbatim'] === true
    return { ...node, text: textRule(node['text'], verbatim), verbatim }
  }
  if (node.type === 'plain_text') return { emoji: true, ...node }
  if (node.type === 'rich_text') return node
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(node)) {
    if (value === null) continue
    if (name === 'child_blocks' && Array.isArray(value)) out[name] = normaliseBlocks(value.filter(isBlock), textRule)
    else
      out[name] = Array.isArray(value)
        ? value.map((item) => (isRecord(item) ? walk(item, textRule) : item))
        : isRecord(value)
          ? walk(value, textRule)
          : value
  }
  const { type } = node
  if (type !== undefined && ACTIVE.test(type) && type !== 'input' && !out['action_id']) out['action_id'] = shortId()
  return out
}

const isBlock = (value: unknown): value is Block => isRecord(value) && typeof value.type === 'string'

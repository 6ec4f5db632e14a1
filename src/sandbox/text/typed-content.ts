import { randomBytes } from 'node:crypto'
import type { Block } from '../protocol.ts'
import type { World } from '../world/world.ts'
import { richOfText } from './rich-typed.ts'
import { typedMessage } from './typed.ts'

export interface TypedContent {
  readonly text: string
  readonly blocks?: readonly Block[]
}

/** A message as Slack's client sends what a person typed: the text, and the same as one `rich_text` block. */
export function typedContent(world: World, teamId: string, typed: string): TypedContent {
  const text = typedMessage(world, teamId, typed)
  return text.trim() === '' ? { text } : { text, blocks: [richBlock(text)] }
}

/** Slack's text as a `rich_text` block with an id of its own. */
export const richBlock = (text: string): Block => ({
  ...richOfText(text),
  type: 'rich_text',
  block_id: randomBytes(6).toString('base64url').slice(0, 5),
})

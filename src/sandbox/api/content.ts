import { checkBlocks } from '../block-kit/validate.ts'
import { normaliseBlocks } from '../block-kit/normalise.ts'
import { isRecord, lengthOf } from '../block-kit/schema.ts'
import type { Block, SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { appText, blockText } from '../text/app-text.ts'
import { invalidBlocks, SlackError } from './errors.ts'

/** What an app wants a message to say, as it came: over a method or a response_url. */
export interface RawContent {
  readonly text: string | undefined
  readonly blocks: unknown
  readonly attachments: unknown
  readonly markdownText?: string | undefined
  readonly metadata?: unknown
  readonly parse?: string | undefined
  readonly linkNames?: boolean
  readonly mrkdwn?: boolean
}

export interface Content {
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly attachments?: readonly SlackObject[]
  readonly metadata?: SlackObject
  readonly truncated: boolean
}

/** Characters after which Slack cuts a text off. */
const MAX_TEXT = 40_000
/** Undocumented, measured by others: all blocks of a message together, as JSON. */
const MAX_BLOCKS_JSON = 13_200
const MAX_ATTACHMENTS = 100
const MAX_METADATA = 16_000

/** Checks what a message is to say and puts it as Slack keeps it; `no_text` when it says nothing. */
export function readContent(s: Services, teamId: string, raw: RawContent): Content {
  const metadata = readMetadata(raw.metadata)
  if (raw.markdownText !== undefined && raw.markdownText !== '') return markdown(s, teamId, raw, metadata)
  const blocks = readList(raw.blocks, 'invalid_blocks_format') ?? []
  const attachments = readList(raw.attachments, 'invalid_attachments') ?? []
  const text = raw.text ?? ''
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new SlackError('no_text')
  const truncated = lengthOf(text) > MAX_TEXT
  const kept = truncated ? Array.from(text).slice(0, MAX_TEXT).join('') : text
  return {
    text: appText(s.world, teamId, kept, parsing(raw)),
    ...(blocks.length > 0 ? { blocks: readBlocks(s, teamId, blocks) } : {}),
    ...(attachments.length > 0 ? { attachments: readAttachments(s, teamId, attachments) } : {}),
    ...(metadata === undefined ? {} : { metadata }),
    truncated,
  }
}

const parsing = (raw: RawContent): { readonly parse?: string; readonly linkNames: boolean } => ({
  ...(raw.parse === undefined ? {} : { parse: raw.parse }),
  linkNames: raw.linkNames ?? false,
})

function markdown(s: Services, teamId: string, raw: RawContent, metadata: SlackObject | undefined): Content {
  const text = raw.markdownText ?? ''
  if (raw.text || raw.blocks) throw new SlackError('markdown_text_conflict')
  if (lengthOf(text) > 12_000) throw new SlackError('msg_too_long')
  return {
    text: appText(s.world, teamId, text, {}),
    blocks: readBlocks(s, teamId, [{ type: 'markdown', text }]),
    ...(metadata === undefined ? {} : { metadata }),
    truncated: false,
  }
}

function readList(value: unknown, error: string): unknown[] | undefined {
  if (value === undefined || value === null || value === '' || value === false) return undefined
  if (typeof value !== 'string') {
    if (Array.isArray(value)) return value
    throw new SlackError(error)
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    throw new SlackError(error)
  }
  if (parsed === null) return undefined
  if (!Array.isArray(parsed)) throw new SlackError(error)
  return parsed
}

function readBlocks(s: Services, teamId: string, blocks: unknown[]): Block[] {
  const issues = checkBlocks(blocks, 'message')
  if (issues.length > 0) throw invalidBlocks(issues)
  if (JSON.stringify(blocks).length > MAX_BLOCKS_JSON) throw new SlackError('msg_blocks_too_long')
  return normaliseBlocks(blocks as Block[], blockText(s.world, teamId)) // checked above
}

function readAttachments(s: Services, teamId: string, attachments: unknown[]): SlackObject[] {
  if (attachments.length > MAX_ATTACHMENTS) throw new SlackError('too_many_attachments')
  return attachments.map((attachment, index) => {
    if (!isRecord(attachment)) throw new SlackError('invalid_attachments')
    const blocks = attachment['blocks']
    if (blocks === undefined) return { id: index + 1, ...attachment }
    const issues = checkBlocks(blocks, 'message', `/attachments/${index}/blocks`)
    if (issues.length > 0) throw invalidBlocks(issues)
    return {
      id: index + 1,
      fallback: '[no preview available]',
      ...attachment,
      blocks: normaliseBlocks(blocks as Block[], blockText(s.world, teamId)), // checked above
    }
  })
}

function readMetadata(value: unknown): SlackObject | undefined {
  if (value === undefined || value === null || value === '') return undefined
  let metadata: unknown = value
  if (typeof value === 'string') {
    try {
      metadata = JSON.parse(value)
    } catch {
      throw new SlackError('invalid_metadata_format')
    }
  }
  if (metadata === null) return undefined
  if (!isRecord(metadata)) throw new SlackError('invalid_metadata_format')
  if (Array.isArray(metadata['entities']) && metadata['event_type'] === undefined) return metadata
  if (typeof metadata['event_type'] !== 'string' || !isRecord(metadata['event_payload'])) {
    throw new SlackError('invalid_metadata_schema')
  }
  if (JSON.stringify(metadata).length > MAX_METADATA) throw new SlackError('metadata_too_large')
  return metadata
}

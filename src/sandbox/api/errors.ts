import type { SlackObject } from '../protocol.ts'
import type { Issue } from '../block-kit/schema.ts'
import { issueText } from '../block-kit/validate.ts'

/** A refusal that Slack answers with status 200: `{"ok": false, "error": code}` and what else belongs to it. */
export class SlackError extends Error {
  readonly code: string
  readonly more: SlackObject

  constructor(code: string, more: SlackObject = {}) {
    super(code)
    this.name = 'SlackError'
    this.code = code
    this.more = more
  }
}

export const invalidArguments = (...messages: readonly string[]): SlackError =>
  new SlackError('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  })

/** `invalid_blocks` with every issue and its pointer, as chat methods answer. */
export const invalidBlocks = (issues: readonly Issue[]): SlackError =>
  new SlackError('invalid_blocks', {
    errors: issues.map(issueText),
    response_metadata: { messages: issues.map((issue) => `[ERROR] ${issueText(issue)}`) },
  })

/** `invalid_arguments` with every issue and its pointer, as views methods answer. */
export const invalidView = (issues: readonly Issue[]): SlackError => invalidArguments(...issues.map(issueText))

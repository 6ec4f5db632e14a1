import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  View,
} from '@slack/types'
import { clip, clipMarked, LIMITS } from './limits.ts'

export type { Button, KnownBlock, View }

/** mrkdwn as Slack takes it, without its linking of bare names and addresses: only written tokens become mentions. */
export const mrkdwn = (text: string, limit: number = LIMITS.sectionText): MrkdwnElement => ({
  type: 'mrkdwn',
  text: clipMarked(text, limit),
  verbatim: true,
})
export const plain = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, limit),
  emoji: true,
})

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, LIMITS.headerText) })
export const divider = (): DividerBlock => ({ type: 'divider' })

export function section(text: string, accessory?: Button): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory ? { accessory } : {}) }
}

/** Facts in two columns, ten to a block: an even number, so that the columns go on below. */
export const fields = (texts: readonly string[]): readonly SectionBlock[] =>
  Array.from({ length: Math.ceil(texts.length / LIMITS.fields) }, (_, index) => ({
    type: 'section',
    fields: texts
      .slice(index * LIMITS.fields, (index + 1) * LIMITS.fields)
      .map((text) => mrkdwn(text, LIMITS.fieldText)),
  }))

export const context = (...texts: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, LIMITS.contextElements).map((text) => mrkdwn(text)),
})

export const actions = (...elements: ActionsBlock['elements']): ActionsBlock => ({ type: 'actions', elements })

/** Room in a message beside lines: for buttons, and for what stands above and below. */
const LINES_ROOM = 9_000

/**
 * Lines of mrkdwn, as many as fit into one message, in as few sections as hold them; the last one says how many more
 * there are.
 */
export function lineSections(lines: readonly string[], more: (hidden: number) => string): readonly SectionBlock[] {
  const texts: string[] = []
  let room = LINES_ROOM
  let shown = 0
  for (const each of lines.map((text) => clipMarked(text, LIMITS.sectionText))) {
    room -= JSON.stringify(each).length
    if (room < 0) break
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + each.length <= LIMITS.sectionText)
      texts[texts.length - 1] = `${last}\n${each}`
    else texts.push(each)
    shown += 1
  }
  return [...texts, ...(shown < lines.length ? [more(lines.length - shown)] : [])].map((text) => section(text))
}

/** A message's text for notifications and screen readers, which may stand for many blocks. */
export const summary = (...sentences: readonly string[]): string => clipMarked(sentences.join(' '), LIMITS.messageText)

export interface ButtonOptions {
  readonly style?: 'primary' | 'danger'
  readonly confirm?: ConfirmationDialog
}

/** `value` comes back with the press; at most 2,000 characters, or it throws: a cut value would be a wrong one. */
export function button(text: string, actionId: string, value: string, options: ButtonOptions = {}): Button {
  if (value.length > LIMITS.buttonValue)
    throw new RangeError(`The value of button ${actionId} has ${value.length} characters.`)
  return { type: 'button', text: plain(text, LIMITS.buttonText), action_id: actionId, value, ...options }
}

export const option = (text: string, value: string): PlainTextOption => ({
  text: plain(text, LIMITS.optionText),
  value,
})

export interface ModalOptions {
  readonly callbackId: string
  readonly title: string
  readonly submit?: string
  readonly close?: string
  /** What the submission needs again and the person need not see: what `remember` makes. */
  readonly metadata?: string
  readonly blocks: readonly KnownBlock[]
}

export function modal({ callbackId, title, submit, close = 'Cancel', metadata = '', blocks }: ModalOptions): View {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, LIMITS.viewTitle),
    close: plain(close, LIMITS.viewTitle),
    ...(submit ? { submit: plain(submit, LIMITS.viewTitle) } : {}),
    private_metadata: metadata,
    blocks: [...blocks],
  }
}

/** Where a modal was opened, as far as all that modals remember has in common. */
export interface Origin {
  readonly responseUrl: string | null
}

/** How much JSON a modal remembers besides the response URL that it may do without. */
export const REMEMBERED_LIMIT = LIMITS.privateMetadata

/**
 * What a modal remembers, as its `private_metadata`. Slack takes 3,000 characters: a response URL that is too long for
 * that is left out, and the answer goes to the person by another way.
 */
export function remember(origin: Origin): string {
  const whole = JSON.stringify(origin)
  return whole.length <= LIMITS.privateMetadata ? whole : JSON.stringify({ ...origin, responseUrl: null })
}

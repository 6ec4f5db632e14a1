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
import { clip, LIMITS } from './limits.ts'

export type { Button, KnownBlock, View }

/** mrkdwn as Slack takes it, without its linking of bare names and addresses: only written tokens become mentions. */
export const mrkdwn = (text: string, limit: number = LIMITS.sectionText): MrkdwnElement => ({
  type: 'mrkdwn',
  text: clip(text, limit),
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

/** Facts in two columns; at most ten. */
export const fields = (texts: readonly string[]): SectionBlock => ({
  type: 'section',
  fields: texts.slice(0, LIMITS.fields).map((text) => mrkdwn(text, LIMITS.fieldText)),
})

export const context = (...texts: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, LIMITS.contextElements).map((text) => mrkdwn(text)),
})

export const actions = (...elements: ActionsBlock['elements']): ActionsBlock => ({ type: 'actions', elements })

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
  /** What the submission needs again and the person need not see; at most 3,000 characters. */
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

import type { InputBlock, PlainTextOption } from '@slack/types'
import { plain } from './blocks.ts'
import { clip, LIMITS } from './limits.ts'

export interface InputOptions {
  readonly blockId: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
}

/** The action id of every input: a block has one element, so the block's id tells inputs apart. */
export const INPUT_ACTION = 'value'

const input = (
  { blockId, label, hint, optional = true }: InputOptions,
  element: InputBlock['element'],
): InputBlock => ({
  type: 'input',
  block_id: blockId,
  label: plain(label, 2000),
  optional,
  element,
  ...(hint ? { hint: plain(hint, 2000) } : {}),
})

export function textInput(
  options: InputOptions & {
    readonly value?: string
    readonly placeholder?: string
    readonly multiline?: boolean
    readonly maxLength?: number
  },
): InputBlock {
  const { value, placeholder, multiline = false, maxLength = LIMITS.inputText } = options
  return input(options, {
    type: 'plain_text_input',
    action_id: INPUT_ACTION,
    multiline,
    ...(value ? { initial_value: clip(value, maxLength) } : {}),
    max_length: maxLength,
    ...(placeholder ? { placeholder: plain(placeholder, LIMITS.placeholder) } : {}),
  })
}

export function personInput(
  options: InputOptions & { readonly memberId?: string | null; readonly placeholder?: string },
): InputBlock {
  const { memberId, placeholder } = options
  return input(options, {
    type: 'users_select',
    action_id: INPUT_ACTION,
    ...(memberId ? { initial_user: memberId } : {}),
    ...(placeholder ? { placeholder: plain(placeholder, LIMITS.placeholder) } : {}),
  })
}

export function channelInput(options: InputOptions & { readonly channelId?: string | null }): InputBlock {
  return input(options, {
    type: 'conversations_select',
    action_id: INPUT_ACTION,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(options.channelId ? { initial_conversation: options.channelId } : {}),
  })
}

export function choiceInput(
  options: InputOptions & {
    readonly choices: readonly PlainTextOption[]
    readonly value?: string | null
    readonly placeholder?: string
  },
): InputBlock {
  const { choices, value, placeholder } = options
  const initial = choices.find((choice) => choice.value === value)
  return input(options, {
    type: 'static_select',
    action_id: INPUT_ACTION,
    options: [...choices],
    ...(initial ? { initial_option: initial } : {}),
    ...(placeholder ? { placeholder: plain(placeholder, LIMITS.placeholder) } : {}),
  })
}

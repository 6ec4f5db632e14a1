import type { Checkboxes, InputBlock, PlainTextOption } from '@slack/types'
import { plain } from './blocks.ts'
import { clip, LIMITS } from './limits.ts'

export interface InputOptions {
  readonly blockId: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  /** Tells Runsheet at once of what was chosen, or typed and confirmed by Enter, under this action id. */
  readonly tells?: string | undefined
}

/** The action id of every input that tells nothing: a block has one element, so the block's id tells inputs apart. */
export const INPUT_ACTION = 'value'

const input = (
  { blockId, label, hint, tells, optional = true }: InputOptions,
  element: InputBlock['element'],
): InputBlock => ({
  type: 'input',
  block_id: blockId,
  label: plain(label, 2000),
  optional,
  element,
  ...(hint ? { hint: plain(hint, 2000) } : {}),
  ...(tells === undefined ? {} : { dispatch_action: true }),
})

const action = ({ tells }: InputOptions) => ({ action_id: tells ?? INPUT_ACTION })

const hinted = (placeholder: string | undefined) =>
  placeholder ? { placeholder: plain(placeholder, LIMITS.placeholder) } : {}

export function textInput(
  options: InputOptions & {
    readonly value?: string
    readonly placeholder?: string
    readonly multiline?: boolean
    readonly maxLength?: number
  },
): InputBlock {
  const { value, placeholder, multiline = false, maxLength = LIMITS.inputText, tells } = options
  return input(options, {
    type: 'plain_text_input',
    ...action(options),
    multiline,
    ...(value ? { initial_value: clip(value, maxLength) } : {}),
    max_length: maxLength,
    ...hinted(placeholder),
    // Each letter would be a request, and its answer a call of a method that Slack limits for the whole workspace.
    ...(tells === undefined ? {} : { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }),
  })
}

export function personInput(
  options: InputOptions & { readonly memberId?: string | null; readonly placeholder?: string },
): InputBlock {
  const { memberId, placeholder } = options
  return input(options, {
    type: 'users_select',
    ...action(options),
    ...(memberId ? { initial_user: memberId } : {}),
    ...hinted(placeholder),
  })
}

export function peopleInput(
  options: InputOptions & { readonly memberIds?: readonly string[]; readonly placeholder?: string },
): InputBlock {
  const { memberIds = [], placeholder } = options
  return input(options, {
    type: 'multi_users_select',
    ...action(options),
    ...(memberIds.length > 0 ? { initial_users: [...memberIds] } : {}),
    ...hinted(placeholder),
  })
}

export function channelInput(options: InputOptions & { readonly channelId?: string | null }): InputBlock {
  return input(options, {
    type: 'conversations_select',
    ...action(options),
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
    ...action(options),
    options: [...choices],
    ...(initial ? { initial_option: initial } : {}),
    ...hinted(placeholder),
  })
}

/** A choice among what is searched for while somebody types: Runsheet is asked under the action id `asks`. */
export function searchInput(
  options: InputOptions & { readonly asks: string; readonly placeholder?: string },
): InputBlock {
  return input(options, {
    type: 'external_select',
    action_id: options.asks,
    // What is likely is offered before a letter is typed.
    min_query_length: 0,
    ...hinted(options.placeholder),
  })
}

/** One file, of the person's own or uploaded now. */
export const fileInput = (options: InputOptions & { readonly filetypes: readonly string[] }): InputBlock =>
  input(options, { type: 'file_input', ...action(options), filetypes: [...options.filetypes], max_files: 1 })

/** Boxes to tick, as many as Slack puts into one input; `values` are those that are ticked at first. */
export function tickInput(
  options: InputOptions & { readonly choices: readonly PlainTextOption[]; readonly values: readonly string[] },
): InputBlock {
  const choices = options.choices.slice(0, LIMITS.checkboxes)
  const ticked = choices.filter(({ value }) => value !== undefined && options.values.includes(value))
  const element: Checkboxes = { type: 'checkboxes', ...action(options), options: choices }
  return input(options, ticked.length > 0 ? { ...element, initial_options: ticked } : element)
}

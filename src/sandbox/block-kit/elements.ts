import {
  anyOption,
  ACTION_ID,
  confirm,
  DATE,
  dispatchConfig,
  filter,
  imageFields,
  imageSource,
  mrkdwn,
  optionGroup,
  overflowOption,
  plain,
  plainOption,
  style,
  TIME,
  trigger,
  type,
} from './objects.ts'
import { anything, arr, bool, both, int, isRecord, obj, rule, str } from './schema.ts'
import type { Check, Fields } from './schema.ts'

const action: Fields = { action_id: ACTION_ID }
const confirmable: Fields = { ...action, confirm }
const input: Fields = { ...action, focus_on_load: bool, placeholder: plain(150) }
const typed: Fields = { ...input, dispatch_action_config: dispatchConfig }
const select: Fields = { ...confirmable, focus_on_load: bool, placeholder: plain(150) }
const multi: Fields = { ...select, max_selected_items: int(1) }

const choices: Fields = { options: arr(plainOption, 100, 1), option_groups: arr(optionGroup, 100, 1) }
const oneSource = rule(
  (value) => (value['options'] === undefined) !== (value['option_groups'] === undefined),
  'must provide exactly one of options or option_groups',
)

const initialKnown = (name: string): Check =>
  rule((value) => {
    const wanted = value[name]
    if (wanted === undefined || wanted === null) return true
    const groups = Array.isArray(value['option_groups']) ? value['option_groups'].filter(isRecord) : []
    const options = [value['options'], ...groups.map((g) => g['options'])].flat().filter(isRecord)
    const known = new Set(options.map((o) => o['value']))
    return (Array.isArray(wanted) ? wanted : [wanted]).every((o) => isRecord(o) && known.has(o['value']))
  }, `${name} must be among the options`)

const range = rule((value) => {
  const [min, max] = [Number(value['min_value'] ?? Number.NaN), Number(value['max_value'] ?? Number.NaN)]
  return !(min > max)
}, 'min_value must be less than or equal to max_value')

const lengths = rule(
  (value) => !(Number(value['min_length'] ?? 0) > Number(value['max_length'] ?? 3000)),
  'min_length must be less than or equal to max_length',
)

const feedback = obj({ text: plain(75), value: str(2000) }, { accessibility_label: str(75) })

/** Every element by its type. */
export const ELEMENTS: Readonly<Record<string, Check>> = {
  button: obj(
    { type: type('button'), text: plain(75) },
    { ...confirmable, value: str(2000), url: str(3000), style, accessibility_label: str(75) },
  ),
  workflow_button: obj(
    { type: type('workflow_button'), text: plain(75), workflow: obj({ trigger }) },
    { ...confirmable, style, accessibility_label: str(75) },
  ),
  checkboxes: both(
    obj(
      { type: type('checkboxes'), options: arr(anyOption, 10, 1) },
      { ...confirmable, focus_on_load: bool, initial_options: arr(anyOption, 10, 1) },
    ),
    initialKnown('initial_options'),
  ),
  radio_buttons: both(
    obj(
      { type: type('radio_buttons'), options: arr(anyOption, 10, 1) },
      { ...confirmable, focus_on_load: bool, initial_option: anyOption },
    ),
    initialKnown('initial_option'),
  ),
  overflow: obj({ type: type('overflow'), options: arr(overflowOption, 5, 1) }, confirmable),
  datepicker: obj({ type: type('datepicker') }, { ...select, initial_date: DATE }),
  timepicker: obj({ type: type('timepicker') }, { ...select, initial_time: TIME, timezone: str(255) }),
  datetimepicker: obj({ type: type('datetimepicker') }, { ...select, initial_date_time: int(0, 9_999_999_999) }),
  static_select: both(
    both(obj({ type: type('static_select') }, { ...select, ...choices, initial_option: plainOption }), oneSource),
    initialKnown('initial_option'),
  ),
  multi_static_select: both(
    both(
      obj({ type: type('multi_static_select') }, { ...multi, ...choices, initial_options: arr(plainOption, 100, 1) }),
      oneSource,
    ),
    initialKnown('initial_options'),
  ),
  external_select: obj(
    { type: type('external_select') },
    { ...select, min_query_length: int(0), initial_option: plainOption },
  ),
  multi_external_select: obj(
    { type: type('multi_external_select') },
    { ...multi, min_query_length: int(0), initial_options: arr(plainOption, 100, 1) },
  ),
  users_select: obj({ type: type('users_select') }, { ...select, initial_user: str(255) }),
  multi_users_select: obj({ type: type('multi_users_select') }, { ...multi, initial_users: arr(str(255)) }),
  channels_select: obj(
    { type: type('channels_select') },
    { ...select, initial_channel: str(255), response_url_enabled: bool },
  ),
  multi_channels_select: obj({ type: type('multi_channels_select') }, { ...multi, initial_channels: arr(str(255)) }),
  conversations_select: obj(
    { type: type('conversations_select') },
    {
      ...select,
      initial_conversation: str(255),
      default_to_current_conversation: bool,
      response_url_enabled: bool,
      filter,
    },
  ),
  multi_conversations_select: obj(
    { type: type('multi_conversations_select') },
    { ...multi, initial_conversations: arr(str(255)), default_to_current_conversation: bool, filter },
  ),
  plain_text_input: both(
    obj(
      { type: type('plain_text_input') },
      { ...typed, initial_value: str(3000), multiline: bool, min_length: int(0, 3000), max_length: int(1, 3000) },
    ),
    lengths,
  ),
  number_input: both(
    obj(
      { type: type('number_input'), is_decimal_allowed: bool },
      { ...typed, initial_value: anything, min_value: anything, max_value: anything },
    ),
    range,
  ),
  email_text_input: obj({ type: type('email_text_input') }, { ...typed, initial_value: str(3000) }),
  url_text_input: obj({ type: type('url_text_input') }, { ...typed, initial_value: str(3000) }),
  rich_text_input: obj(
    { type: type('rich_text_input') },
    { ...typed, initial_value: anything, min_lines: int(1), max_lines: int(1) },
  ),
  file_input: obj({ type: type('file_input') }, { ...action, filetypes: arr(str(255, 1)), max_files: int(1, 10) }),
  image: both(obj({ type: type('image'), alt_text: str(2000, 1) }, imageFields), imageSource),
  feedback_buttons: obj(
    { type: type('feedback_buttons'), positive_button: feedback, negative_button: feedback },
    action,
  ),
  icon_button: obj(
    { type: type('icon_button'), icon: str(255, 1), text: plain(75) },
    { ...confirmable, accessibility_label: str(75), value: str(2000), visible_to_user_ids: arr(str(255), 10) },
  ),
  plain_text: plain(3000),
  mrkdwn: mrkdwn(3000),
  url: obj({ type: type('url'), url: str(3000, 1), text: str(3000, 1) }),
}

const SELECTS = ['static_select', 'external_select', 'users_select', 'channels_select', 'conversations_select']
const MULTIS = SELECTS.map((name) => `multi_${name}`)
const COMMON = ['button', 'checkboxes', 'datepicker', 'overflow', 'radio_buttons', 'timepicker', 'workflow_button']

export const ACTION_ELEMENTS = [...COMMON, 'datetimepicker', 'rich_text_input', ...SELECTS, ...MULTIS]
export const ACCESSORIES = [...COMMON, 'image', ...SELECTS, ...MULTIS]
export const CONTEXT_ELEMENTS = ['image', 'plain_text', 'mrkdwn']
export const INPUT_ELEMENTS = [
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'file_input',
  'number_input',
  'plain_text_input',
  'radio_buttons',
  'rich_text_input',
  'timepicker',
  'url_text_input',
  ...SELECTS,
  ...MULTIS,
]

/** The table narrowed to these types. */
export const elements = (names: readonly string[]): Readonly<Record<string, Check>> =>
  Object.fromEntries(Object.entries(ELEMENTS).filter(([name]) => names.includes(name)))

import { arr, bool, both, byType, obj, oneOf, pattern, rule, str } from './schema.ts'
import type { Check, Fields } from './schema.ts'

/** Composition objects: texts, options, confirmations, filters. */

export const type = (name: string): Check => oneOf(name)

export const plain = (max: number, min = 1): Check =>
  obj({ type: type('plain_text'), text: str(max, min) }, { emoji: bool })

export const mrkdwn = (max: number, min = 1): Check =>
  obj({ type: type('mrkdwn'), text: str(max, min) }, { verbatim: bool })

/** Either kind of text; 3,000 characters where nothing else is said. */
export const text = (max = 3000, min = 1): Check =>
  byType(() => ({ plain_text: plain(max, min), mrkdwn: mrkdwn(max, min) }))

export const ACTION_ID = str(255)

export const style = oneOf('primary', 'danger')

export const confirm = obj({ text: text(300) }, { title: plain(100), confirm: plain(30), deny: plain(30), style })

const optionFields = (label: Check): Check =>
  obj({ text: label, value: str(150) }, { description: text(75), url: str(3000) })

export const plainOption = optionFields(plain(75))
export const anyOption = optionFields(text(75))
/** Only an overflow's options may lead somewhere. */
export const overflowOption = optionFields(plain(75))

export const optionGroup = obj({ label: plain(75), options: arr(plainOption, 100, 1) })

export const filter = both(
  obj(
    {},
    {
      include: arr(oneOf('im', 'mpim', 'private', 'public'), 4, 1),
      exclude_external_shared_channels: bool,
      exclude_bot_users: bool,
    },
  ),
  rule((value) => Object.keys(value).length > 0, 'must provide at least one field'),
)

export const dispatchConfig = obj(
  {},
  { trigger_actions_on: arr(oneOf('on_enter_pressed', 'on_character_entered'), 2, 1) },
)

export const trigger = obj(
  { url: str(3000, 1) },
  { customizable_input_parameters: arr(obj({ name: str(255, 1), value: str(3000) })) },
)

const slackFile = both(
  obj({}, { id: str(255, 1), url: str(3000, 1) }),
  rule(
    (value) => (value['id'] === undefined) !== (value['url'] === undefined),
    'must provide exactly one of id or url',
  ),
)

export const imageFields: Fields = {
  image_url: str(3000, 1),
  slack_file: slackFile,
  // Slack adds these to what it gives back, and takes them again.
  fallback: str(),
  image_width: () => undefined,
  image_height: () => undefined,
  image_bytes: () => undefined,
}

export const imageSource = rule(
  (value) => (value['image_url'] === undefined) !== (value['slack_file'] === undefined),
  'must provide exactly one of image_url or slack_file',
)

export const DATE = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date in the form YYYY-MM-DD')
export const TIME = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in the form HH:mm')

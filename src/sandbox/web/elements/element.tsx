import type { JSX } from 'preact'
import { TextView } from '../text/text-view.tsx'
import type { TextObject } from '../../protocol.ts'
import { Button } from './button.tsx'
import { Choices } from './choices.tsx'
import { ExternalSelect } from './external-select.tsx'
import { FileInput } from './file-input.tsx'
import { Overflow } from './overflow.tsx'
import { ChannelsSelect, ConversationsSelect, UsersSelect } from './people-select.tsx'
import { DatePicker, DateTimePicker, TimePicker } from './pickers.tsx'
import { Picture } from './picture.tsx'
import { RichTextInput } from './rich-text-input.tsx'
import { StaticSelect } from './select.tsx'
import { FeedbackButtons, IconButton } from './small-buttons.tsx'
import { TextInput } from './text-input.tsx'
import type { ElementObject } from './types.ts'

type Drawn = (props: { readonly element: ElementObject }) => JSX.Element | null

const DRAWN: Readonly<Record<string, Drawn>> = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  icon_button: IconButton,
  feedback_buttons: FeedbackButtons,
  static_select: StaticSelect,
  multi_static_select: StaticSelect,
  external_select: ExternalSelect,
  multi_external_select: ExternalSelect,
  users_select: UsersSelect,
  multi_users_select: UsersSelect,
  channels_select: ChannelsSelect,
  multi_channels_select: ChannelsSelect,
  conversations_select: ConversationsSelect,
  multi_conversations_select: ConversationsSelect,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
  checkboxes: Choices,
  radio_buttons: Choices,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  rich_text_input: RichTextInput,
  file_input: FileInput,
  image: ({ element }) => <Picture picture={element} class="thumb" />,
}

/** Any element of Block Kit; text among elements (in a context block) is drawn as text. */
export function Element({ element }: { readonly element: ElementObject }) {
  const View = DRAWN[element.type]
  if (View) return <View key={element.action_id} element={element} />
  if (element.type === 'mrkdwn' || element.type === 'plain_text') {
    // These two types are Slack's text objects.
    return <TextView text={element as unknown as TextObject} />
  }
  return <span class="unknown">{`(${element.type} cannot be shown)`}</span>
}

import type { OptionGroup, OptionObject, SlackObject, TextObject } from '../../protocol.ts'
import type { ConfirmObject } from '../parts/confirm.tsx'

/** The picture of an image block or element: a web address or a file of the workspace. */
export interface Pictured {
  readonly image_url?: string
  readonly slack_file?: { readonly id?: string; readonly url?: string }
  readonly alt_text?: string
}

export interface FeedbackButton {
  readonly text: TextObject
  readonly value: string
  readonly accessibility_label?: string
}

/** The fields of Block Kit's elements that are drawn; each type has some of them. */
export interface ElementObject extends SlackObject, Pictured {
  readonly type: string
  readonly action_id?: string
  readonly text?: TextObject
  readonly value?: string
  readonly url?: string
  readonly style?: 'primary' | 'danger'
  readonly confirm?: ConfirmObject
  readonly accessibility_label?: string
  readonly placeholder?: TextObject
  readonly options?: readonly OptionObject[]
  readonly option_groups?: readonly OptionGroup[]
  readonly initial_option?: OptionObject
  readonly initial_options?: readonly OptionObject[]
  readonly initial_user?: string
  readonly initial_users?: readonly string[]
  readonly initial_channel?: string
  readonly initial_channels?: readonly string[]
  readonly initial_conversation?: string
  readonly initial_conversations?: readonly string[]
  readonly default_to_current_conversation?: boolean
  readonly filter?: {
    readonly include?: readonly string[]
    readonly exclude_bot_users?: boolean
    readonly exclude_external_shared_channels?: boolean
  }
  readonly initial_date?: string
  readonly initial_time?: string
  readonly initial_date_time?: number
  readonly timezone?: string
  readonly initial_value?: string | SlackObject
  readonly multiline?: boolean
  readonly min_length?: number
  readonly max_length?: number
  readonly min_value?: string
  readonly max_value?: string
  readonly is_decimal_allowed?: boolean
  readonly min_query_length?: number
  readonly max_selected_items?: number
  readonly filetypes?: readonly string[]
  readonly max_files?: number
  readonly focus_on_load?: boolean
  readonly dispatch_action_config?: { readonly trigger_actions_on?: readonly string[] }
  readonly icon?: string
  readonly visible_to_user_ids?: readonly string[]
  readonly positive_button?: FeedbackButton
  readonly negative_button?: FeedbackButton
}

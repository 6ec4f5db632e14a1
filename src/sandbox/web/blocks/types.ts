import type { Block, SlackObject, TextObject } from '../../protocol.ts'
import type { ElementObject, Pictured } from '../elements/types.ts'

/** A cell of a table: bare text, a number, or rich text. */
export interface Cell extends SlackObject {
  readonly type: string
  readonly text?: string
  readonly value?: number
}

export interface Point {
  readonly label: string
  readonly value: number
}

export interface Chart {
  readonly type: 'bar' | 'line' | 'area' | 'pie'
  readonly segments?: readonly Point[]
  readonly series?: readonly { readonly name: string; readonly data: readonly Point[] }[]
  readonly axis_config?: {
    readonly categories?: readonly string[]
    readonly x_label?: string
    readonly y_label?: string
  }
}

export interface Task {
  readonly task_id?: string
  readonly title?: string
  readonly status?: string
  readonly details?: SlackObject
  readonly output?: SlackObject
  readonly sources?: readonly { readonly url: string; readonly text: string }[]
}

/** The fields of Block Kit's blocks that are drawn; each type has some of them. */
export interface BlockObject extends Omit<Block, 'text' | 'title'>, Pictured, Task {
  readonly type: string
  readonly block_id?: string
  readonly fields?: readonly TextObject[]
  readonly accessory?: ElementObject
  readonly elements?: readonly (ElementObject & BlockObject)[]
  readonly element?: ElementObject
  readonly label?: TextObject
  readonly hint?: TextObject
  readonly optional?: boolean
  readonly dispatch_action?: boolean
  readonly expand?: boolean
  readonly level?: string
  readonly rows?: readonly (readonly Cell[])[]
  readonly column_settings?: readonly ({
    readonly align?: 'left' | 'center' | 'right'
    readonly is_wrapped?: boolean
  } | null)[]
  readonly page_size?: number
  readonly caption?: string
  readonly row_header_column_index?: number
  readonly chart?: Chart
  readonly tasks?: readonly Task[]
  readonly hero_image?: Pictured
  readonly icon?: Pictured
  readonly slack_icon?: { readonly name?: string }
  readonly subtitle?: TextObject
  readonly body?: TextObject
  readonly subtext?: TextObject
  readonly actions?: readonly ElementObject[]
  readonly child_blocks?: readonly Block[]
  readonly width?: string
  readonly is_collapsible?: boolean
  readonly default_collapsed?: boolean
  readonly has_header_divider?: boolean
  readonly thumbnail_url?: string
  readonly video_url?: string
  readonly title_url?: string
  readonly author_name?: string
  readonly provider_name?: string
  readonly description?: TextObject
  readonly external_id?: string
  readonly file?: { readonly name?: string; readonly title?: string }
}

/** A field that is a text object in some blocks and a bare text in others. */
export const textIn = (block: BlockObject, field: 'text' | 'title'): TextObject | undefined => {
  const held: unknown = block[field]
  if (typeof held === 'string') return { type: 'plain_text', text: held }
  // Where it is no text it is Slack's text object: the server let it through.
  return typeof held === 'object' && held !== null ? (held as TextObject) : undefined
}

export interface BlockProps {
  readonly block: BlockObject
}

import { type } from './objects.ts'
import { arr, bool, byType, int, obj, oneOf, str } from './schema.ts'
import type { Check, Fields } from './schema.ts'

const styled: Fields = {
  style: obj(
    {},
    {
      bold: bool,
      italic: bool,
      strike: bool,
      code: bool,
      underline: bool,
      highlight: bool,
      client_highlight: bool,
      unlink: bool,
    },
  ),
}

const leaf = (name: string, required: Fields, optional: Fields = {}): Check =>
  obj({ type: type(name), ...required }, { ...styled, ...optional })

const LEAVES: Readonly<Record<string, Check>> = {
  text: leaf('text', { text: str(Number.POSITIVE_INFINITY, 1) }),
  emoji: leaf('emoji', { name: str(255, 1) }, { unicode: str(), url: str(), skin_tone: int(1, 6) }),
  link: leaf('link', { url: str(Number.POSITIVE_INFINITY, 1) }, { text: str(), unsafe: bool }),
  user: leaf('user', { user_id: str(255, 1) }),
  usergroup: leaf('usergroup', { usergroup_id: str(255, 1) }),
  channel: leaf('channel', { channel_id: str(255, 1) }),
  team: leaf('team', { team_id: str(255, 1) }),
  broadcast: leaf('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: leaf('color', { value: str(255, 1) }),
  date: leaf('date', { timestamp: int(), format: str(255, 1) }, { url: str(), fallback: str() }),
}

const leaves = arr(byType(() => LEAVES))
const bordered: Fields = { border: int(0), indent: int(0), offset: int(0) }
const section = obj({ type: type('rich_text_section'), elements: leaves })

export const PARTS: Readonly<Record<string, Check>> = {
  rich_text_section: section,
  rich_text_quote: obj({ type: type('rich_text_quote'), elements: leaves }, bordered),
  rich_text_preformatted: obj(
    { type: type('rich_text_preformatted'), elements: leaves },
    { ...bordered, language: str(255) },
  ),
  rich_text_list: obj(
    { type: type('rich_text_list'), elements: arr(byType(() => PARTS)), style: oneOf('bullet', 'ordered') },
    bordered,
  ),
}

export const richText: Check = obj(
  { type: type('rich_text'), elements: arr(byType(() => PARTS)) },
  { block_id: str(255) },
)

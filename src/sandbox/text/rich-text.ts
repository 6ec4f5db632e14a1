import { word } from '../json.ts'
import type { SlackObject } from '../protocol.ts'
import { formatDate } from './dates.ts'
import { showEmoji } from './viewer.ts'
import type { Viewer } from './viewer.ts'

const objects = (value: unknown): SlackObject[] =>
  Array.isArray(value) ? value.filter((item): item is SlackObject => typeof item === 'object' && item !== null) : []

/** What a person reads of a `rich_text` block: an entry a paragraph or list item, its own line breaks kept. */
export const readRichText = (block: SlackObject, viewer: Viewer): string[] =>
  objects(block['elements']).flatMap((element) => readPart(element, viewer))

function readPart(element: SlackObject, viewer: Viewer): string[] {
  switch (element.type) {
    case 'rich_text_list':
      return objects(element['elements']).flatMap((item, index) => {
        const lines = readPart(item, viewer)
        const mark = element['style'] === 'ordered' ? `${index + 1 + Number(element['offset'] ?? 0)}. ` : '• '
        return lines.map((line, row) => (row === 0 ? mark + line : line))
      })
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      return [
        objects(element['elements'])
          .map((leaf) => readLeaf(leaf, viewer))
          .join('')
          .replace(/\n$/, ''),
      ]
    default:
      return [readLeaf(element, viewer)]
  }
}

const LEAVES: Readonly<Record<string, (leaf: SlackObject, viewer: Viewer) => string>> = {
  text: (leaf) => word(leaf['text']),
  emoji: (leaf) => showEmoji(`:${word(leaf['name'])}:`),
  link: (leaf) => word(leaf['text'] ?? leaf['url']),
  user: (leaf, viewer) => `@${viewer.user(word(leaf['user_id']))}`,
  channel: (leaf, viewer) => `#${viewer.channel(word(leaf['channel_id']))}`,
  usergroup: (leaf, viewer) => `@${viewer.group(word(leaf['usergroup_id']))}`,
  broadcast: (leaf) => `@${word(leaf['range'])}`,
  color: (leaf) => word(leaf['value']),
  date: (leaf, viewer) =>
    formatDate(Number(leaf['timestamp']), word(leaf['format']) || '{date}', viewer.tz, viewer.now) ??
    word(leaf['fallback']),
}

const readLeaf = (leaf: SlackObject, viewer: Viewer): string => LEAVES[leaf.type ?? '']?.(leaf, viewer) ?? ''

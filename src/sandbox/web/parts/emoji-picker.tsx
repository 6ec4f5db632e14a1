import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { emojiOf, loadEmoji, searchEmoji } from '../data/emoji.ts'
import { Popover } from './popover.tsx'

interface Props {
  readonly anchor: RefObject<HTMLElement | null>
  readonly onPick: (name: string) => void
  readonly onClose: () => void
}

const OFTEN = ['+1', 'white_check_mark', 'eyes', 'tada', 'heart', 'memo', 'rocket', 'pray', 'wave', 'joy', 'fire', 'x']
const SHOWN = 160

/** Every emoji, found by name; first those that one often wants. */
export function EmojiPicker({ anchor, onPick, onClose }: Props) {
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => {
    void loadEmoji()
    const before = document.activeElement
    search.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const often = OFTEN.map((name) => ({ name, emoji: emojiOf(name) ?? '' }))
  const found = searchEmoji(query, SHOWN).map((one) => ({ name: one.names[0] ?? '', emoji: one.emoji }))
  const pick = (name: string): void => {
    onClose()
    onPick(name)
  }
  return (
    <Popover anchor={anchor} onClose={onClose} class="emoji-picker" align="end">
      <input
        ref={search}
        class="picker-search"
        type="text"
        placeholder="Search emoji"
        aria-label="Search emoji"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = query === '' ? undefined : found[0]
          if (event.key === 'Enter' && first) pick(first.name)
        }}
      />
      <div class="emoji-scroll">
        {query === '' ? <EmojiGrid title="Often used" list={often} onPick={pick} /> : null}
        <EmojiGrid title={query === '' ? 'All' : 'Found'} list={found} onPick={pick} />
        {query !== '' && found.length === 0 ? <p class="picker-note">Nothing found</p> : null}
      </div>
    </Popover>
  )
}

interface GridProps {
  readonly title: string
  readonly list: readonly { readonly name: string; readonly emoji: string }[]
  readonly onPick: (name: string) => void
}

const EmojiGrid = ({ title, list, onPick }: GridProps) => (
  <div role="group" aria-label={title}>
    <div class="menu-title" aria-hidden="true">
      {title}
    </div>
    <div class="emoji-grid">
      {list.map((one) => (
        <button
          key={one.name}
          type="button"
          aria-label={one.name.replaceAll('_', ' ')}
          title={`:${one.name}:`}
          onClick={() => onPick(one.name)}
        >
          {one.emoji}
        </button>
      ))}
    </div>
  </div>
)

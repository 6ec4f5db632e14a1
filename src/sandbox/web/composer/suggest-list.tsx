import { useEffect } from 'preact/hooks'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Suggestion } from './suggest.ts'

interface Props {
  readonly id: string
  readonly list: readonly Suggestion[]
  readonly active: number
  readonly onPick: (suggestion: Suggestion) => void
}

/** The suggestions above the composer; the text area keeps the focus. */
export function SuggestList({ id, list, active, onPick }: Props) {
  useEffect(() => document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    <div id={id} role="listbox" aria-label="Suggestions" class="suggest">
      {list.map((one, index) => (
        <div
          key={one.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          class={`option ${index === active ? 'option-active' : ''}`}
          onPointerDown={(event) => {
            // The text area must not lose the focus.
            event.preventDefault()
            onPick(one)
          }}
        >
          <Lead one={one} />
          <span class={`option-text ${one.kind === 'command' ? 'option-command' : ''}`}>
            <span class="option-title">{one.title}</span>
            {one.usage ? <span class="option-usage"> {one.usage}</span> : null}
            {one.hint ? <small>{one.hint}</small> : null}
          </span>
        </div>
      ))}
    </div>
  )
}

function Lead({ one }: { readonly one: Suggestion }) {
  switch (one.kind) {
    case 'channel':
      return <Icon name="hash" size={16} />
    case 'emoji':
      return <span class="emoji">{one.face}</span>
    case 'ping':
      return <Icon name="people" size={16} />
    case 'command':
    case 'app':
      return <Avatar name={one.face ?? one.title} size="small" app />
    case 'person':
      return <Avatar name={one.face ?? one.title} size="small" />
    default:
      return null
  }
}

import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.tsx'
import { Problem, Usage } from './remarks.tsx'
import { SuggestList } from './suggest-list.tsx'
import { ComposerTools } from './tools.tsx'
import { useDraft } from './use-draft.ts'
import { useSuggestions } from './use-suggestions.ts'
import { WritingBox } from './writing-box.tsx'

interface Props {
  readonly channel: string
  readonly thread?: string
  readonly label: string
  readonly onEditLast?: () => void
}

/** Where one writes: Enter sends, Shift+Enter makes a new line; commands, people, channels and emoji are suggested. */
export function Composer({ channel, thread, label, onEditLast }: Props) {
  const draft = useDraft(channel, thread)
  const id = `${useId()}-list`
  const box = useRef<HTMLTextAreaElement>(null)
  const suggestions = useSuggestions(box, draft.text, draft.set)
  useEffect(() => {
    // On a phone the focus would bring up the keyboard.
    if (matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [draft.key])
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void draft.submit()
      }}
    >
      {suggestions.open ? (
        <SuggestList id={id} list={suggestions.list} active={suggestions.active} onPick={suggestions.pick} />
      ) : null}
      <Problem text={draft.problem} onClose={draft.forgive} />
      <Usage text={draft.text} />
      <div class="composer-box">
        <WritingBox
          box={box}
          draft={draft}
          suggestions={suggestions}
          listId={id}
          label={label}
          onEditLast={onEditLast}
        />
        <ComposerTools box={box} draft={draft} channel={channel} inThread={thread !== undefined} />
        <button
          type="submit"
          class="send"
          aria-label="Send"
          title="Send (Enter)"
          aria-busy={draft.busy}
          disabled={draft.empty}
        >
          <Icon name="send" size={18} />
        </button>
      </div>
      {thread === undefined ? null : (
        <label class="choice broadcast">
          <input
            type="checkbox"
            checked={draft.broadcast}
            onChange={(event) => draft.setBroadcast(event.currentTarget.checked)}
          />
          <span>Also send to the conversation</span>
        </label>
      )}
    </form>
  )
}

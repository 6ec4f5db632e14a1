import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { DraftState } from './use-draft.ts'
import type { SuggestState } from './use-suggestions.ts'

interface Props {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly draft: DraftState
  readonly suggestions: SuggestState
  readonly listId: string
  readonly label: string
  readonly onEditLast: (() => void) | undefined
}

/** The text area of a composer. The arrow up in an empty one edits one's last message. */
export function WritingBox({ box, draft, suggestions, listId, label, onEditLast }: Props) {
  useGrow(box, draft.text)
  const keys = (event: KeyboardEvent): void => {
    if (suggestions.onKey(event)) return
    if (event.key === 'ArrowUp' && draft.text === '') onEditLast?.()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void draft.submit()
  }
  return (
    <textarea
      ref={box}
      rows={1}
      value={draft.text}
      placeholder={label}
      aria-label={label}
      aria-autocomplete="list"
      aria-controls={suggestions.open ? listId : undefined}
      aria-activedescendant={suggestions.open ? `${listId}-${suggestions.active}` : undefined}
      onInput={(event) => {
        draft.set(event.currentTarget.value)
        suggestions.refresh()
      }}
      onClick={suggestions.refresh}
      onBlur={suggestions.close}
      onKeyDown={keys}
    />
  )
}

/** The text area is as high as its text, up to a third of the window. */
function useGrow(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, innerHeight / 3)}px`
  }, [text])
}

import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { suggest } from './suggest.ts'
import type { Suggestion, Suggestions } from './suggest.ts'

export interface SuggestState {
  readonly open: boolean
  readonly list: readonly Suggestion[]
  readonly active: number
  readonly refresh: () => void
  readonly close: () => void
  readonly pick: (one: Suggestion) => void
  /** Takes the keys of an open list; true where the key is spent. */
  readonly onKey: (event: KeyboardEvent) => boolean
}

/** Suggestions for the word at the caret of a text area. */
export function useSuggestions(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
  onText: (text: string) => void,
): SuggestState {
  const [found, setFound] = useState<Suggestions>()
  const [active, setActive] = useState(0)
  const list = found?.list ?? []
  const refresh = (): void => {
    const area = box.current
    setFound(area ? suggest(area.value, area.selectionStart) : undefined)
    setActive(0)
  }
  const close = (): void => setFound(undefined)
  const pick = (one: Suggestion): void => {
    const area = box.current
    if (!area || !found) return
    const at = found.from + one.insert.length
    onText(text.slice(0, found.from) + one.insert + text.slice(area.selectionStart))
    close()
    requestAnimationFrame(() => {
      area.focus()
      area.setSelectionRange(at, at)
    })
  }
  const onKey = (event: KeyboardEvent): boolean => {
    const one = list[active]
    if (!one || event.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setActive((active + step + list.length) % list.length)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !isWhole(text, one))) pick(one)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { open: list.length > 0, list, active, refresh, close, pick, onKey }
}

/** A command that is typed out is sent by Enter, not completed once more. */
const isWhole = (text: string, one: Suggestion): boolean => one.kind === 'command' && text.trim() === one.insert.trim()

import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { PickGroup, PickItem, PickerProps } from './picker.tsx'

interface Props {
  readonly props: PickerProps
  readonly onPick: (value: string) => void
  readonly onDone: () => void
}

/** The open part of a picker: the search field keeps the focus, the list follows its arrows. */
export function PickerList({ props, onPick, onDone }: Props) {
  const id = useId()
  const search = useSearch(props, id)
  const keys = (event: KeyboardEvent): void => {
    if (search.move(event)) event.preventDefault()
    if (event.key === 'Tab') onDone()
    if (event.key !== 'Enter') return
    event.preventDefault()
    const item = search.items[search.active]
    if (item) onPick(item.value)
  }
  const found = search.items.length > 0
  return (
    <div class="picker-box" onKeyDown={keys}>
      <input
        ref={search.input}
        class="picker-search"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found ? `${id}-${search.active}` : undefined}
        aria-autocomplete="list"
        aria-label={`Search ${props.name}`}
        placeholder={props.placeholder}
        value={search.query}
        onInput={(event) => search.type(event.currentTarget.value)}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={props.name}
        aria-multiselectable={props.multi ?? false}
        class="picker-list"
      >
        <Options id={id} groups={search.groups} active={search.active} props={props} onPick={onPick} />
      </div>
      <Note text={found ? props.note : (props.note ?? (props.busy ? 'Looking…' : 'Nothing found'))} />
    </div>
  )
}

/** What is typed, what fits it, and which row the arrows are on. */
function useSearch(props: PickerProps, id: string) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const groups = useMemo(
    () => (props.onQuery ? props.groups : filterGroups(props.groups, query)),
    [props.groups, query],
  )
  const items = groups.flatMap((group) => group.items)
  const active = Math.min(at, items.length - 1)
  useEffect(() => {
    input.current?.focus()
    props.onQuery?.('')
  }, [])
  useEffect(() => document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' }), [active])
  const type = (text: string): void => {
    setQuery(text)
    setAt(0)
    props.onQuery?.(text)
  }
  const move = (event: KeyboardEvent): boolean => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key]
    if (to === undefined || items.length === 0) return false
    setAt((to + items.length) % items.length)
    return true
  }
  return { query, groups, items, active, input, type, move }
}

const Note = ({ text }: { readonly text: string | undefined }) => (
  <p class="picker-note" role="status">
    {text}
  </p>
)

function filterGroups(groups: readonly PickGroup[], query: string): readonly PickGroup[] {
  const key = query.trim().toLowerCase()
  if (key === '') return groups
  const fits = (item: PickItem): boolean => `${item.text} ${item.description ?? ''}`.toLowerCase().includes(key)
  return groups
    .map((group) => ({ ...group, items: group.items.filter(fits) }))
    .filter((group) => group.items.length > 0)
}

interface OptionsProps {
  readonly id: string
  readonly groups: readonly PickGroup[]
  readonly active: number
  readonly props: PickerProps
  readonly onPick: (value: string) => void
}

function Options({ id, groups, active, props, onPick }: OptionsProps) {
  let index = -1
  const chosen = new Set(props.chosen.map((item) => item.value))
  return (
    <>
      {groups.map((group, at) => (
        <div key={at} role="group" aria-label={group.label ?? props.name}>
          {group.label ? (
            <div class="menu-title" aria-hidden="true">
              {group.label}
            </div>
          ) : null}
          {group.items.map((item) => {
            index += 1
            return (
              <OptionRow
                key={item.value}
                id={`${id}-${index}`}
                item={item}
                active={index === active}
                chosen={chosen.has(item.value)}
                onPick={onPick}
              />
            )
          })}
        </div>
      ))}
    </>
  )
}

interface RowProps {
  readonly id: string
  readonly item: PickItem
  readonly active: boolean
  readonly chosen: boolean
  readonly onPick: (value: string) => void
}

function OptionRow({ id, item, active, chosen, onPick }: RowProps) {
  return (
    // The search field has the focus and the keys; the row only takes the pointer.
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      class={`option ${active ? 'option-active' : ''}`}
      onClick={() => onPick(item.value)}
    >
      {item.lead}
      <span class="option-text">
        {item.text}
        {item.description ? <small>{item.description}</small> : null}
      </span>
      {chosen ? <Icon name="check" size={16} /> : null}
    </div>
  )
}

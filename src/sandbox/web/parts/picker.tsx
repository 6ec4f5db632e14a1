import type { ComponentChildren, RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { PickerList } from './picker-list.tsx'
import { Popover } from './popover.tsx'

export interface PickItem {
  readonly value: string
  readonly text: string
  readonly description?: string | undefined
  readonly lead?: ComponentChildren
}

export interface PickGroup {
  readonly label?: string
  readonly items: readonly PickItem[]
}

export interface PickerProps {
  /** What the control is called, where no label element names it. */
  readonly name: string
  readonly labelId?: string | undefined
  readonly describedBy?: string | undefined
  readonly invalid?: boolean | undefined
  readonly placeholder: string
  readonly groups: readonly PickGroup[]
  readonly chosen: readonly PickItem[]
  readonly multi?: boolean
  readonly max?: number | undefined
  /** An outside search: called with what is typed; without it the items are filtered here. */
  readonly onQuery?: (query: string) => void
  readonly note?: string | undefined
  readonly busy?: boolean
  readonly onChoose: (values: readonly string[]) => void
  readonly onClose?: () => void
}

/** A select with a search field, for one or several values. */
export function Picker(props: PickerProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const show = (value: boolean): void => {
    setOpen(value)
    if (value) return
    anchor.current?.focus()
    props.onClose?.()
  }
  const choose = (value: string): void => {
    props.onChoose(nextValues(props, value))
    if (!props.multi) show(false)
  }
  return (
    <div class={`picker ${props.multi ? 'picker-multi' : ''}`}>
      <PickerButton props={props} open={open} anchor={anchor} onToggle={() => show(!open)} />
      {props.multi ? (
        <Chips items={props.chosen} onRemove={(value) => props.onChoose(nextValues(props, value))} />
      ) : null}
      {open ? (
        <Popover anchor={anchor} onClose={() => show(false)} class="picker-panel" stretch>
          <PickerList props={props} onPick={choose} onDone={() => show(false)} />
        </Popover>
      ) : null}
    </div>
  )
}

function nextValues(props: PickerProps, value: string): readonly string[] {
  const had = props.chosen.map((item) => item.value)
  if (!props.multi) return [value]
  if (had.includes(value)) return had.filter((one) => one !== value)
  return props.max !== undefined && had.length >= props.max ? had : [...had, value]
}

interface ButtonProps {
  readonly props: PickerProps
  readonly open: boolean
  readonly anchor: RefObject<HTMLButtonElement | null>
  readonly onToggle: () => void
}

function PickerButton({ props, open, anchor, onToggle }: ButtonProps) {
  const one = props.multi ? undefined : props.chosen[0]
  const count = props.multi && props.chosen.length > 0 ? `${props.chosen.length} chosen` : undefined
  const shown = one?.text ?? count ?? props.placeholder
  return (
    <button
      ref={anchor}
      type="button"
      class="picker-button"
      aria-haspopup="listbox"
      aria-expanded={open}
      aria-label={props.labelId ? undefined : `${props.name}: ${shown}`}
      aria-labelledby={props.labelId ? `${props.labelId} ${props.labelId}-value` : undefined}
      aria-describedby={props.describedBy}
      data-invalid={props.invalid ? 'true' : undefined}
      onClick={onToggle}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' || open) return
        event.preventDefault()
        onToggle()
      }}
    >
      {one?.lead}
      <span
        id={props.labelId ? `${props.labelId}-value` : undefined}
        class={one || count ? 'picker-value' : 'picker-value placeholder'}
      >
        {shown}
      </span>
      <Icon name="down" size={16} />
    </button>
  )
}

function Chips({
  items,
  onRemove,
}: {
  readonly items: readonly PickItem[]
  readonly onRemove: (value: string) => void
}) {
  if (items.length === 0) return null
  return (
    <ul class="chips" aria-label="Chosen">
      {items.map((item) => (
        <li key={item.value} class="chip">
          {item.lead}
          <span>{item.text}</span>
          <button type="button" aria-label={`Remove ${item.text}`} onClick={() => onRemove(item.value)}>
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
}

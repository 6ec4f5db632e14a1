import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Popover } from './popover.tsx'

export interface MenuItem {
  readonly label: string
  readonly hint?: string | undefined
  readonly icon?: ComponentChildren
  readonly danger?: boolean
  readonly checked?: boolean
  readonly onChoose: () => void
}

export interface MenuGroup {
  readonly title?: string
  readonly items: readonly MenuItem[]
}

interface Props {
  readonly label: string
  readonly groups: readonly MenuGroup[]
  readonly children: ComponentChildren
  readonly class?: string
  readonly align?: 'start' | 'end'
  readonly prefer?: 'below' | 'above'
  readonly title?: string
  readonly onOpen?: (open: boolean) => void
}

/** A button that opens a menu; arrows, Home and End move in it, and the focus comes back to the button. */
export function MenuButton({ label, groups, children, align, prefer, onOpen, title, ...rest }: Props) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const show = (value: boolean): void => {
    setOpen(value)
    onOpen?.(value)
    if (!value) anchor.current?.focus()
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={rest.class}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        title={title ?? label}
        onClick={() => show(!open)}
      >
        {children}
      </button>
      {open ? (
        <Popover
          anchor={anchor}
          onClose={() => show(false)}
          class="menu"
          align={align ?? 'start'}
          prefer={prefer ?? 'below'}
        >
          <MenuList label={label} groups={groups} onDone={() => show(false)} />
        </Popover>
      ) : null}
    </>
  )
}

function MenuList({
  label,
  groups,
  onDone,
}: {
  readonly label: string
  readonly groups: readonly MenuGroup[]
  readonly onDone: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => itemsOf(list.current)[0]?.focus(), [])
  return (
    <div ref={list} role="menu" aria-label={label} onKeyDown={(event) => moveFocus(event, list.current)}>
      {groups
        .filter((group) => group.items.length > 0)
        .map((group, at) => (
          <div key={at} role="group" aria-label={group.title ?? label} class="menu-group">
            {group.title ? (
              <div class="menu-title" aria-hidden="true">
                {group.title}
              </div>
            ) : null}
            {group.items.map((item, index) => (
              <MenuRow key={index} item={item} onDone={onDone} />
            ))}
          </div>
        ))}
    </div>
  )
}

function MenuRow({ item, onDone }: { readonly item: MenuItem; readonly onDone: () => void }) {
  const choose = (): void => {
    onDone()
    item.onChoose()
  }
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
      tabIndex={-1}
      class={`menu-item ${item.danger ? 'menu-danger' : ''}`}
      onClick={choose}
    >
      {item.icon ? <span class="menu-icon">{item.icon}</span> : null}
      <span class="menu-label">{item.label}</span>
      {item.hint ? <span class="menu-hint">{item.hint}</span> : null}
    </button>
  )
}

const itemsOf = (list: HTMLElement | null): HTMLElement[] =>
  list ? [...list.querySelectorAll<HTMLElement>('[role^=menuitem]')] : []

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const items = itemsOf(list)
  const at = items.findIndex((item) => item === document.activeElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  items[(next + items.length) % items.length]?.focus()
}

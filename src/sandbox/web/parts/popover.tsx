import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly children: ComponentChildren
  readonly class?: string
  readonly align?: 'start' | 'end'
  /** At least as wide as what it hangs on. */
  readonly stretch?: boolean
  readonly prefer?: 'below' | 'above'
}

const GAP = 6
const EDGE = 8

/** A floating panel in the browser's top layer, so that no pane or dialog cuts it off. Escape and a press outside close it. */
export function Popover({
  anchor,
  onClose,
  children,
  align = 'start',
  stretch = false,
  prefer = 'below',
  ...rest
}: Props) {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = panel.current
    if (!box) return undefined
    box.showPopover()
    const put = (): void => place(box, anchor.current, { align, stretch, prefer })
    put()
    const watch = new ResizeObserver(put)
    watch.observe(box)
    window.addEventListener('resize', put)
    window.addEventListener('scroll', put, true)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', put)
      window.removeEventListener('scroll', put, true)
    }
  }, [])
  useDismiss(panel, anchor, onClose)
  return (
    <div ref={panel} popover="manual" class={`popover ${rest.class ?? ''}`}>
      {children}
    </div>
  )
}

function place(
  box: HTMLElement,
  anchor: HTMLElement | null,
  how: Required<Pick<Props, 'align' | 'stretch' | 'prefer'>>,
): void {
  const at = anchor?.getBoundingClientRect()
  if (!at) return
  if (how.stretch) box.style.minWidth = `${at.width}px`
  const { offsetWidth: width, offsetHeight: height } = box
  const start = how.align === 'start' ? at.left : at.right - width
  const below = at.bottom + GAP
  const above = at.top - GAP - height
  const fitsBelow = below + height <= innerHeight - EDGE
  const fitsAbove = above >= EDGE
  const goBelow = how.prefer === 'below' ? fitsBelow || !fitsAbove : !fitsAbove
  const top = goBelow ? Math.min(below, innerHeight - EDGE - height) : above
  box.style.left = `${Math.max(EDGE, Math.min(start, innerWidth - EDGE - width))}px`
  box.style.top = `${Math.max(EDGE, top)}px`
}

function useDismiss(
  panel: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  onClose: () => void,
): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const inside = (target: EventTarget | null): boolean =>
      target instanceof Node && Boolean(panel.current?.contains(target) || anchor.current?.contains(target))
    const press = (event: PointerEvent): void => {
      if (!inside(event.target)) close.current()
    }
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      // Without this the dialog around the panel would close as well.
      event.preventDefault()
      event.stopPropagation()
      close.current()
    }
    document.addEventListener('pointerdown', press, true)
    document.addEventListener('keydown', key, true)
    return () => {
      document.removeEventListener('pointerdown', press, true)
      document.removeEventListener('keydown', key, true)
    }
  }, [])
}

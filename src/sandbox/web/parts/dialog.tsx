import type { ComponentChildren } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
  readonly footer?: ComponentChildren
  readonly class?: string
  readonly lead?: ComponentChildren
}

/** A modal dialog: the browser keeps the focus in it, Escape closes it, and the focus goes back where it was. */
export function Dialog({ title, onClose, children, footer, lead, ...rest }: Props) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  const close = useRef(onClose)
  close.current = onClose
  useLayoutEffect(() => {
    const before = document.activeElement
    const node = box.current
    node?.showModal()
    return () => {
      // Until it is closed nothing outside it takes the focus.
      node?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useEffect(() => {
    const node = box.current
    const cancel = (event: Event): void => {
      // Whoever opened it decides when it is gone.
      event.preventDefault()
      close.current()
    }
    node?.addEventListener('cancel', cancel)
    return () => node?.removeEventListener('cancel', cancel)
  }, [])
  return (
    <dialog ref={box} class={`dialog ${rest.class ?? ''}`} aria-labelledby={id}>
      <header class="dialog-head">
        {lead}
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" title="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="dialog-body" tabIndex={-1}>
        {children}
      </div>
      {footer ? <footer class="dialog-foot">{footer}</footer> : null}
    </dialog>
  )
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { View } from '../../protocol.ts'
import { BlockList } from '../blocks/block.tsx'
import { act, problemText, tryAct } from '../data/act.ts'
import { forget, unsentOn, typingSent } from '../data/fields.ts'
import { notify } from '../data/notices.ts'
import { SurfaceContext } from '../data/surface.ts'
import { appOf, modal } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { plainOf } from '../text/text-view.tsx'

/** The topmost modal that an app opened for the acting member, if any. */
export function ModalHost() {
  const { modal: view, depth } = modal.value
  const root = view?.root_view_id
  // One dialog for a whole stack: a view that is pushed or updated does not close and open it.
  return view ? <ModalView key={root || view.id} view={view} depth={depth} /> : null
}

function ModalView({ view, depth }: { readonly view: View; readonly depth: number }) {
  const body = useRef<HTMLDivElement>(null)
  const app = appOf(view.app_id)
  const errors = JSON.stringify(view.block_errors ?? {})
  const { busy, tries, submit } = useSubmit(view, errors)
  useEffect(() => () => forget(view.id), [view.id])
  useFocusFirst(body, view)
  useFocusError(body, `${tries} ${errors}`)
  const close = (): void => void typingSent().then(() => act({ do: 'close' }))
  return (
    <Dialog
      title={plainOf(view.title)}
      class="app-modal"
      lead={<Avatar name={app?.name ?? '?'} size="small" app />}
      onClose={close}
      footer={<Footer view={view} depth={depth} busy={busy} onClose={close} onSubmit={() => void submit()} />}
    >
      <div
        ref={body}
        onKeyDown={(event) => {
          if (!sends(event)) return
          event.preventDefault()
          if (event.target instanceof HTMLElement) event.target.blur()
          void submit()
        }}
      >
        <SurfaceContext.Provider value={{ in: 'modal', view }}>
          <BlockList blocks={view.blocks} />
        </SurfaceContext.Provider>
      </div>
    </Dialog>
  )
}

/** Submits a modal once at a time; `tries` counts the answers. */
function useSubmit(view: View, errors: string) {
  const [busy, setBusy] = useState(false)
  const [tries, setTries] = useState(0)
  // Refused: what is wrong may arrive before the answer to the submission does.
  useEffect(() => setBusy(false), [errors])
  const submit = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    await typingSent()
    const answer = await tryAct({ do: 'submit', in: 'modal', values: unsentOn(view) })
    setBusy(false)
    setTries((count) => count + 1)
    if (!answer.ok && !answer.modal?.block_errors) notify(problemText(answer), 'problem')
  }
  return { busy, tries, submit }
}

interface FooterProps {
  readonly view: View
  readonly depth: number
  readonly busy: boolean
  readonly onClose: () => void
  readonly onSubmit: () => void
}

function Footer({ view, depth, busy, onClose, onSubmit }: FooterProps) {
  const submits = Boolean(view.submit) || view.blocks.some((block) => block.type === 'input')
  return (
    <>
      {depth > 1 ? <span class="muted small stack-note">Step {depth}</span> : null}
      <button type="button" class="button" onClick={onClose}>
        {plainOf(view.close ?? undefined) || (submits ? 'Cancel' : 'Close')}
      </button>
      {submits ? (
        <button
          type="button"
          class="button button-primary"
          aria-busy={busy}
          disabled={view.submit_disabled ?? false}
          onClick={onSubmit}
        >
          {plainOf(view.submit ?? undefined) || 'Submit'}
        </button>
      ) : null}
    </>
  )
}

/** Enter in a one-line text field sends the modal, as does Ctrl or Cmd+Enter anywhere. */
function sends(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return false
  if (event.ctrlKey || event.metaKey) return true
  return (
    event.target instanceof HTMLInputElement &&
    event.target.type === 'text' &&
    event.target.getAttribute('role') !== 'combobox'
  )
}

const FOCUSABLE = 'input:not([type=file]), textarea, select, button, a[href]'

/** A new view starts at its first field, unless a field asked for the focus itself. */
function useFocusFirst(body: { readonly current: HTMLElement | null }, view: View): void {
  useLayoutEffect(() => {
    const node = body.current
    if (node && !node.contains(document.activeElement)) node.querySelector<HTMLElement>(FOCUSABLE)?.focus()
  }, [view.id])
}

/** After a refused submission the first wrong field gets the focus, unless the person is already in another field. */
function useFocusError(body: { readonly current: HTMLElement | null }, when: string): void {
  useEffect(() => {
    const first = body.current?.querySelector<HTMLElement>('.has-error')
    if (!first || isTyping(body.current)) return
    first.scrollIntoView({ block: 'nearest' })
    first.querySelector<HTMLElement>(FOCUSABLE)?.focus()
  }, [when])
}

function isTyping(body: HTMLElement | null): boolean {
  const at = document.activeElement
  return at !== null && at !== body && Boolean(body?.contains(at)) && at.matches('input, textarea')
}

import { drawerOpen } from './data/go.ts'
import { thread, world } from './data/store.ts'
import { ModalHost } from './modal/modal.tsx'
import { Conversation } from './panes/conversation.tsx'
import { Inspector } from './panes/inspector.tsx'
import { Sidebar } from './panes/sidebar.tsx'
import { Switcher } from './panes/switcher.tsx'
import { ThreadPane } from './panes/thread.tsx'
import { Toasts } from './panes/toasts.tsx'
import { TopBar } from './panes/top-bar.tsx'
import { ConfirmHost } from './parts/confirm.tsx'

/** The whole page. */
export function App() {
  const starting = world.value !== undefined && !world.value.ready
  return (
    <div class={`page ${drawerOpen.value ? 'drawer-open' : ''} ${thread.value ? 'thread-open' : ''}`}>
      <a class="skip-link" href="#main">
        Skip to the conversation
      </a>
      <Sidebar />
      <button
        type="button"
        class="drawer-shade"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => (drawerOpen.value = false)}
      />
      <div class="stage">
        <TopBar />
        {starting ? (
          <p class="starting" role="status">
            The app is connecting…
          </p>
        ) : null}
        <div class="panes">
          <Conversation />
          <ThreadPane />
        </div>
        <Inspector />
      </div>
      <Switcher />
      <ModalHost />
      <ConfirmHost />
      <Toasts />
    </div>
  )
}

import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app.tsx'
import { startTicking } from './data/clock.ts'
import { loadEmoji } from './data/emoji.ts'
import { start } from './data/go.ts'
import { loadWorld } from './data/live.ts'
import { followRoute } from './data/route.ts'
import { unread, workspace, world } from './data/store.ts'
import { followTheme } from './data/theme.ts'

const root = document.querySelector('#app')

followTheme()
startTicking()

/** The title says where one is and how much waits. */
function followTitle(): void {
  effect(() => {
    const waiting = unread.value.reduce((sum, one) => sum + one.mentions, 0)
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${workspace.value?.name ?? 'Sandbox'}`
  })
}

const RETRY_MS = 500

/** The page may be open before the server serves: it tries until there is a world to show. */
async function begin(): Promise<void> {
  await loadWorld()
  if (!world.value || !root) {
    setTimeout(() => void begin(), RETRY_MS)
    return
  }
  start()
  followRoute()
  followTitle()
  render(<App />, root)
  requestIdleCallback(() => void loadEmoji())
}

await begin()

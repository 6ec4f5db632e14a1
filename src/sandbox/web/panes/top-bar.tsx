import { loadLog, logOpen } from '../data/log.ts'
import { drawerOpen } from '../data/go.ts'
import { personName } from '../data/people.ts'
import { actor } from '../data/store.ts'
import { isDark, theme } from '../data/theme.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { ClockBar } from './clock-bar.tsx'

/** The sandbox's own controls, apart from the conversation: time, traffic, light. */
export function TopBar() {
  return (
    <header class="top-bar">
      <ClockBar />
      <div class="top-tools">
        <button
          type="button"
          class="icon-button"
          aria-label="Traffic inspector"
          title="Traffic inspector"
          aria-pressed={logOpen.value}
          onClick={() => {
            logOpen.value = !logOpen.value
            void loadLog()
          }}
        >
          <Icon name="pulse" />
        </button>
        <ThemeButton />
        <WhoButton />
      </div>
    </header>
  )
}

/** On a narrow screen, where the list of conversations is hidden: who one is, and the way to change it. */
function WhoButton() {
  const me = actor.value
  if (!me) return null
  const name = personName(me.id)
  return (
    <button
      type="button"
      class="icon-button only-narrow"
      aria-label={`Acting as ${name}. Conversations`}
      title={`Acting as ${name}`}
      onClick={() => (drawerOpen.value = true)}
    >
      <Avatar name={name} size="small" />
    </button>
  )
}

function ThemeButton() {
  // Read so that the button follows the choice.
  const chosen = theme.value
  const dark = chosen === 'dark' || (chosen === 'system' && isDark())
  const words = dark ? 'Light mode' : 'Dark mode'
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={words}
      title={words}
      onClick={() => (theme.value = dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  )
}

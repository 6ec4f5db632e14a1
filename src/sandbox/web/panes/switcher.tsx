import { useEffect, useState } from 'preact/hooks'
import { go } from '../data/go.ts'
import { personName } from '../data/people.ts'
import { actorId, channels, people, teamApps } from '../data/store.ts'
import type { Route } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Icon } from '../parts/icon.tsx'
import { PickerList } from '../parts/picker-list.tsx'
import type { PickItem } from '../parts/picker.tsx'

/** Ctrl or Cmd and K: any conversation by a few letters of its name. */
export function Switcher() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [])
  if (!open) return null
  const close = (): void => setOpen(false)
  const pick = (value: string): void => {
    close()
    const to = routeOf(value)
    if (to) go(to)
  }
  return (
    <Dialog title="Go to" class="switcher" onClose={close}>
      <PickerList
        props={{
          name: 'conversations',
          placeholder: 'Channel, person or app',
          groups: [{ items: places() }],
          chosen: [],
          onChoose: ([value]) => pick(value ?? ''),
        }}
        onPick={pick}
        onDone={close}
      />
    </Dialog>
  )
}

function places(): readonly PickItem[] {
  const mine = channels.value.filter((one) => !one.archived && (!one.private || one.members.includes(actorId.value)))
  return [
    ...mine.map((one) => ({
      value: `channel ${one.id}`,
      text: one.name,
      lead: <Icon name={one.private ? 'lock' : 'hash'} size={16} />,
    })),
    ...teamApps.value.map((one) => ({
      value: `app ${one.id}`,
      text: one.name,
      description: 'App',
      lead: <Avatar name={one.name} size="small" app />,
    })),
    ...people.value
      .filter((one) => one.id !== actorId.value)
      .map((one) => ({
        value: `dm ${one.id}`,
        text: personName(one.id),
        description: `@${one.name}`,
        lead: <Avatar name={personName(one.id)} size="small" />,
      })),
  ]
}

function routeOf(value: string): Route | undefined {
  const [kind, id = ''] = value.split(' ')
  if (kind === 'channel') return { kind, id }
  if (kind === 'dm') return { kind, user: id }
  return kind === 'app' ? { kind, app: id, tab: 'messages' } : undefined
}

import { useState } from 'preact/hooks'
import { act } from '../data/act.ts'
import { go } from '../data/go.ts'
import { mentionName, personName } from '../data/people.ts'
import { actorId, appOf, channelOf, members } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Icon } from '../parts/icon.tsx'
import { Picker } from '../parts/picker.tsx'
import { memberItem } from '../elements/people-select.tsx'

/** How many are in a channel; a press shows who, and lets one invite others. */
export function MembersButton({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false)
  const channel = channelOf(id)
  if (!channel) return null
  return (
    <>
      <button
        type="button"
        class="button button-quiet"
        aria-label={`${channel.members.length} members`}
        onClick={() => setOpen(true)}
      >
        <Icon name="people" size={18} />
        <span>{channel.members.length}</span>
      </button>
      {open ? <MembersDialog id={id} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function MembersDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const channel = channelOf(id)
  if (!channel) return null
  const outside = members.value.filter((one) => !one.deleted && !channel.members.includes(one.id))
  const talk = (user: string): void => {
    onClose()
    const app = appOf(user)
    go(app ? { kind: 'app', app: app.id, tab: 'messages' } : { kind: 'dm', user })
  }
  return (
    <Dialog title={`Members of #${channel.name}`} onClose={onClose}>
      {outside.length > 0 && channel.members.includes(actorId.value) ? (
        <Picker
          name="Invite"
          placeholder="Invite somebody…"
          groups={[{ items: outside.map(memberItem) }]}
          chosen={[]}
          onChoose={([user]) => void (user ? act({ do: 'invite', channel: id, user }) : undefined)}
        />
      ) : null}
      <ul class="channel-list member-list">
        {channel.members.map((user) => (
          <li key={user}>
            <button type="button" class="channel-line" disabled={user === actorId.value} onClick={() => talk(user)}>
              <Avatar name={personName(user)} size="small" app={Boolean(appOf(user))} />
              <span>
                {personName(user)}
                <small class="muted">
                  {appOf(user) ? 'App' : `@${mentionName(user)}`}
                  {user === actorId.value ? ' · you' : ''}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

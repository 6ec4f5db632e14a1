import { useState } from 'preact/hooks'
import { act } from '../data/act.ts'
import { go } from '../data/go.ts'
import { actorId, channels } from '../data/store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Icon } from '../parts/icon.tsx'

/** All public channels, to look into, join and leave. */
export function ChannelBrowser() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        class="icon-button small"
        aria-label="Browse channels"
        title="Browse channels"
        onClick={() => setOpen(true)}
      >
        <Icon name="plus" size={16} />
      </button>
      {open ? <Browser onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function Browser({ onClose }: { readonly onClose: () => void }) {
  const shown = channels.value.filter((one) => !one.archived && (!one.private || one.members.includes(actorId.value)))
  const look = (id: string): void => {
    onClose()
    go({ kind: 'channel', id })
  }
  return (
    <Dialog title="Channels" onClose={onClose}>
      <NewChannel onMade={onClose} />
      <ul class="channel-list">
        {shown.map((one) => {
          const inside = one.members.includes(actorId.value)
          return (
            <li key={one.id}>
              <button type="button" class="channel-line" onClick={() => look(one.id)}>
                <Icon name={one.private ? 'lock' : 'hash'} size={16} />
                <span>
                  {one.name}
                  <small class="muted">
                    {one.members.length === 1 ? '1 member' : `${one.members.length} members`}
                    {one.topic ? ` · ${one.topic}` : ''}
                  </small>
                </span>
              </button>
              <button
                type="button"
                class="button button-small"
                aria-label={`${inside ? 'Leave' : 'Join'} ${one.name}`}
                onClick={() => void act({ do: inside ? 'leave' : 'join', channel: one.id })}
              >
                {inside ? 'Leave' : 'Join'}
              </button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}

/** Makes a channel of a name as Slack takes it: lower case, no spaces. */
function NewChannel({ onMade }: { readonly onMade: () => void }) {
  const [name, setName] = useState('')
  const make = async (): Promise<void> => {
    if (name !== '' && (await act({ do: 'create_channel', channel: name }))) onMade()
  }
  return (
    <form
      class="new-channel"
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <input
        class="field"
        type="text"
        aria-label="Name of a new channel"
        placeholder="new-channel"
        maxLength={80}
        value={name}
        onInput={(event) => setName(event.currentTarget.value.toLowerCase().replaceAll(/[\s.]+/gu, '-'))}
      />
      <button type="submit" class="button" disabled={name === ''}>
        Create
      </button>
    </form>
  )
}

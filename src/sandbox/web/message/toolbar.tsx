import { useRef, useState } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { act } from '../data/act.ts'
import { openThread } from '../data/go.ts'
import { actorId, teamApps } from '../data/store.ts'
import { confirmWords } from '../parts/confirm.tsx'
import { EmojiPicker } from '../parts/emoji-picker.tsx'
import { Icon } from '../parts/icon.tsx'
import { MenuButton } from '../parts/menu.tsx'
import type { MenuGroup } from '../parts/menu.tsx'
import { editing } from './edit-box.tsx'
import { toggleReaction } from './reactions.tsx'

interface Props {
  readonly message: Message
  readonly channel: string
  readonly inThread: boolean
}

/** What one can do with a message; it appears when the pointer or the focus is on the message. */
export function Toolbar({ message, channel, inThread }: Props) {
  const [picking, setPicking] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  const react = (name: string): void => void toggleReaction(message, channel, name)
  return (
    <div ref={bar} class={`toolbar ${picking ? 'toolbar-held' : ''}`} role="group" aria-label="Message actions">
      <button
        type="button"
        class="icon-button"
        aria-label="Add reaction"
        title="Add reaction"
        onClick={() => setPicking(!picking)}
      >
        <Icon name="smile" size={18} />
      </button>
      {inThread ? null : (
        <button
          type="button"
          class="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => openThread(channel, message.thread_ts ?? message.ts)}
        >
          <Icon name="reply" size={18} />
        </button>
      )}
      <MenuButton
        label="More actions"
        class="icon-button"
        align="end"
        groups={menuOf(message, channel, () => setPicking(true))}
      >
        <Icon name="more" size={18} />
      </MenuButton>
      {picking ? <EmojiPicker anchor={bar} onPick={react} onClose={() => setPicking(false)} /> : null}
    </div>
  )
}

function menuOf(message: Message, channel: string, onReact: () => void): readonly MenuGroup[] {
  const shortcuts = teamApps.value.map((app) => ({
    title: app.name,
    items: app.shortcuts
      .filter((one) => one.type === 'message')
      .map((one) => ({
        label: one.name,
        icon: <Icon name="bolt" size={16} />,
        onChoose: () => void act({ do: 'message_shortcut', channel, ts: message.ts, name: one.callback_id }),
      })),
  }))
  const general = [
    { label: 'Add reaction…', icon: <Icon name="smile" size={16} />, onChoose: onReact },
    {
      label: 'Reply in thread',
      icon: <Icon name="reply" size={16} />,
      onChoose: () => openThread(channel, message.thread_ts ?? message.ts),
    },
  ]
  return [...shortcuts, { items: general }, ...ownActions(message, channel)]
}

function ownActions(message: Message, channel: string): readonly MenuGroup[] {
  if (message.user !== actorId.value || message.bot_id) return []
  return [
    {
      items: [
        { label: 'Edit message', icon: <Icon name="edit" size={16} />, onChoose: () => (editing.value = message.ts) },
        {
          label: 'Delete message…',
          icon: <Icon name="trash" size={16} />,
          danger: true,
          onChoose: () => void remove(message, channel),
        },
      ],
    },
  ]
}

async function remove(message: Message, channel: string): Promise<void> {
  const yes = await confirmWords('Delete message', 'Delete this message? It cannot be brought back.', 'Delete')
  if (yes) await act({ do: 'delete', channel, ts: message.ts }, 0)
}

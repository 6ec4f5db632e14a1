import { useState } from 'preact/hooks'
import type { Member } from '../../protocol.ts'
import { act } from '../data/act.ts'
import { worldMinute } from '../data/clock.ts'
import { actAs } from '../data/go.ts'
import { personName } from '../data/people.ts'
import { actor, actorId, people } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { MenuButton } from '../parts/menu.tsx'
import type { MenuGroup } from '../parts/menu.tsx'
import { clockTime } from '../text/dates.ts'
import { cityOf } from '../text/city.ts'
import { StatusDialog } from './status-dialog.tsx'

const KINDS: Readonly<Record<string, string>> = { admin: 'Admin', guest: 'Guest', external: 'External' }

/** Who one is at the moment, what others see of that, and the way to be somebody else. */
export function ActAs() {
  const [asking, setAsking] = useState(false)
  const me = actor.value
  if (!me) return null
  const name = personName(me.id)
  return (
    <>
      <MenuButton
        label={`Acting as ${name}. Change`}
        title="Act as somebody else"
        class="act-as"
        groups={[{ title: 'Act as', items: others() }, ownSettings(me, () => setAsking(true))]}
      >
        <Avatar name={name} presence={me.presence ?? 'active'} />
        <span class="act-as-name">
          <small>Acting as</small>
          <strong>{name}</strong>
        </span>
        {me.dnd ? (
          <span title="Notifications are paused">
            <Icon name="moon" size={16} />
          </span>
        ) : null}
        <Icon name="down" size={16} />
      </MenuButton>
      {asking ? <StatusDialog member={me} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

const others = () =>
  people.value.map((one) => ({
    label: personName(one.id),
    hint: [KINDS[one.kind], `${cityOf(one.tz)} ${clockTime(worldMinute.value, one.tz)}`].filter(Boolean).join(' · '),
    icon: <Avatar name={personName(one.id)} size="small" presence={one.presence ?? 'active'} />,
    checked: one.id === actorId.value,
    onChoose: () => actAs(one.id),
  }))

function ownSettings(me: Member, onStatus: () => void): MenuGroup {
  const away = me.presence === 'away'
  return {
    title: personName(me.id),
    items: [
      {
        label: me.status_text ? `Status: ${me.status_text}` : 'Set a status…',
        icon: <Icon name="smile" size={16} />,
        onChoose: onStatus,
      },
      {
        label: away ? 'Set yourself active' : 'Set yourself away',
        icon: <Icon name="person" size={16} />,
        onChoose: () => void act({ do: 'presence', value: away ? 'active' : 'away' }, 0),
      },
      {
        label: me.dnd ? 'Resume notifications' : 'Pause notifications for 1 hour',
        icon: <Icon name="moon" size={16} />,
        onChoose: () => void act({ do: 'dnd', value: me.dnd ? 0 : 60 }, 0),
      },
    ],
  }
}

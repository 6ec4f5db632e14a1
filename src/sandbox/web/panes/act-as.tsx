import { actAs } from '../data/go.ts'
import { worldMinute } from '../data/clock.ts'
import { personName } from '../data/people.ts'
import { actor, actorId, people } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { clockTime } from '../text/dates.ts'

const KINDS: Readonly<Record<string, string>> = { admin: 'Admin', guest: 'Guest', external: 'External' }

/** `New York` of `America/New_York`. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** Who one is at the moment, and the way to be somebody else. */
export function ActAs() {
  const me = actor.value
  if (!me) return null
  const items = people.value.map((one) => ({
    label: personName(one.id),
    hint: [KINDS[one.kind], `${cityOf(one.tz)} ${clockTime(worldMinute.value, one.tz)}`].filter(Boolean).join(' · '),
    icon: <Avatar name={personName(one.id)} size="small" presence={one.presence ?? 'active'} />,
    checked: one.id === actorId.value,
    onChoose: () => actAs(one.id),
  }))
  return (
    <MenuButton
      label={`Acting as ${personName(me.id)}. Change`}
      title="Act as somebody else"
      class="act-as"
      groups={[{ title: 'Act as', items }]}
    >
      <Avatar name={personName(me.id)} presence={me.presence ?? 'active'} />
      <span class="act-as-name">
        <small>Acting as</small>
        <strong>{personName(me.id)}</strong>
      </span>
      <Icon name="down" size={16} />
    </MenuButton>
  )
}

import { hueOf, initials } from '../data/people.ts'
import { Icon } from './icon.tsx'

interface Props {
  readonly name: string
  readonly size?: 'small' | 'medium' | 'large'
  readonly app?: boolean
  /** Shows the dot of a present or absent person. */
  readonly presence?: 'active' | 'away' | undefined
}

/** Initials in the person's colour; apps get a square and a bolt's corner. */
export function Avatar({ name, size = 'medium', app = false, presence }: Props) {
  return (
    <span class={`avatar avatar-${size} hue-${hueOf(name)} ${app ? 'avatar-app' : ''}`} aria-hidden="true">
      {initials(name)}
      {presence ? <span class={`presence presence-${presence}`} /> : null}
      {app && size === 'large' ? (
        <span class="avatar-bolt">
          <Icon name="bolt" size={12} />
        </span>
      ) : null}
    </span>
  )
}

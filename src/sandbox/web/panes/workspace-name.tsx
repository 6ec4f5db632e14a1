import { switchWorkspace } from '../data/go.ts'
import { hueOf, initials } from '../data/people.ts'
import { workspace, world } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'
import { MenuButton } from '../parts/menu.tsx'

/** The workspace, and the way to another one where there are several. */
export function WorkspaceName() {
  const here = workspace.value
  const all = world.value?.workspaces ?? []
  const name = here?.name ?? ''
  const face = (
    <>
      <span class={`workspace-mark hue-${hueOf(name)}`} aria-hidden="true">
        {initials(name)}
      </span>
      <span class="workspace-name">
        <strong>{name}</strong>
        {here?.enterprise ? <small>{here.enterprise.name}</small> : null}
      </span>
    </>
  )
  if (all.length < 2) return <div class="workspace">{face}</div>
  const items = all.map((one) => ({
    label: one.name,
    checked: one.id === here?.id,
    onChoose: () => switchWorkspace(one.id),
  }))
  return (
    <MenuButton
      label={`Workspace ${name}`}
      class="workspace workspace-button"
      groups={[{ title: 'Workspaces', items }]}
    >
      {face}
      <Icon name="down" size={16} />
    </MenuButton>
  )
}

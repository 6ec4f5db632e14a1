import { Icon } from '../parts/icon.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { plainOf } from '../text/text-view.tsx'
import { usePress } from './button.tsx'
import type { ElementObject } from './types.ts'

/** A menu of further actions behind three dots. */
export function Overflow({ element }: { readonly element: ElementObject }) {
  const { press } = usePress(element)
  const items = (element.options ?? []).map((option) => ({
    label: plainOf(option.text),
    hint: option.description ? plainOf(option.description) : undefined,
    onChoose: () => {
      if (option.url) window.open(option.url, '_blank', 'noopener,noreferrer')
      void press(option.value)
    },
  }))
  return (
    <MenuButton label="More options" class="button button-icon" groups={[{ items }]} align="end">
      <Icon name="more" size={18} />
    </MenuButton>
  )
}

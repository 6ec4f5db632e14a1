import { useState } from 'preact/hooks'
import type { InputValue, OptionObject } from '../../protocol.ts'
import { asList, useField } from '../data/fields.ts'
import { useBlock } from '../data/surface.ts'
import { confirmed } from '../parts/confirm.tsx'
import { Picker } from '../parts/picker.tsx'
import type { PickGroup, PickItem } from '../parts/picker.tsx'
import { plainOf } from '../text/text-view.tsx'
import type { ElementObject } from './types.ts'

interface Props {
  readonly element: ElementObject
  readonly groups: readonly PickGroup[]
  /** What is chosen but not among the groups, such as a choice from an earlier search. */
  readonly itemOf?: (value: string) => PickItem | undefined
  readonly onQuery?: (query: string) => void
  readonly lastQuery?: string | undefined
  readonly note?: string | undefined
  readonly busy?: boolean
}

/** Any select menu: one value goes at once, several when the list is closed. */
export function Select({ element, groups, itemOf, onQuery, lastQuery, note, busy }: Props) {
  const field = useField(element)
  const block = useBlock()
  const [draft, setDraft] = useState<readonly string[]>()
  const multi = element.type.startsWith('multi_')
  const values = draft ?? asList(field.value)
  const all = groups.flatMap((group) => group.items)
  const find = (value: string): PickItem =>
    all.find((item) => item.value === value) ?? itemOf?.(value) ?? { value, text: value }
  const commit = async (next: InputValue): Promise<void> => {
    if (await confirmed(element.confirm)) await field.commit(next, { query: lastQuery })
    setDraft(undefined)
  }
  const placeholder = plainOf(element.placeholder) || (multi ? 'Choose…' : 'Choose one…')
  const choose = (next: readonly string[]): void => {
    if (multi && !block.input) setDraft(next)
    else void commit(multi ? next : (next[0] ?? null))
  }
  const close = (): void => {
    if (draft) void commit(draft)
  }
  return (
    <Picker
      name={placeholder}
      labelId={block.labelId}
      describedBy={block.describedBy}
      invalid={block.invalid}
      placeholder={placeholder}
      groups={groups}
      chosen={values.map(find)}
      multi={multi}
      max={element.max_selected_items}
      note={note}
      busy={busy ?? false}
      onChoose={choose}
      onClose={close}
      {...(onQuery ? { onQuery } : {})}
    />
  )
}

/** An option as a row of the list. */
export const itemOfOption = (option: OptionObject): PickItem => ({
  value: option.value,
  text: plainOf(option.text),
  description: option.description ? plainOf(option.description) : undefined,
})

/** Options, grouped or not, as the list wants them. */
export function groupsOf(
  options: readonly OptionObject[] | undefined,
  groups: ElementObject['option_groups'],
): readonly PickGroup[] {
  if (groups && groups.length > 0) {
    return groups.map((group) => ({ label: plainOf(group.label), items: group.options.map(itemOfOption) }))
  }
  return [{ items: (options ?? []).map(itemOfOption) }]
}

/** A select with the options that it was sent with. */
export function StaticSelect({ element }: { readonly element: ElementObject }) {
  return <Select element={element} groups={groupsOf(element.options, element.option_groups)} />
}

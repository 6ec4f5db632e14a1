import { useId } from 'preact/hooks'
import type { InputValue, OptionObject } from '../../protocol.ts'
import { asList, useField } from '../data/fields.ts'
import { useBlock } from '../data/surface.ts'
import { confirmed } from '../parts/confirm.tsx'
import { TextView } from '../text/text-view.tsx'
import type { ElementObject } from './types.ts'

/** Checkboxes and radio buttons: an option a line, with its description. */
export function Choices({ element }: { readonly element: ElementObject }) {
  const many = element.type === 'checkboxes'
  const field = useField(element)
  const block = useBlock()
  const chosen = asList(field.value)
  const name = useId()
  const choose = (option: OptionObject, on: boolean): void => {
    const rest = chosen.filter((value) => value !== option.value)
    const next = many ? (on ? [...rest, option.value] : rest) : option.value
    void give(next)
  }
  const give = async (next: InputValue): Promise<void> => {
    if (await confirmed(element.confirm)) await field.commit(next)
    else field.set(many ? [...chosen] : (chosen[0] ?? null))
  }
  return (
    <div
      class="choices"
      role={many ? 'group' : 'radiogroup'}
      aria-labelledby={block.labelId}
      aria-label={block.labelId ? undefined : 'Options'}
      aria-describedby={block.describedBy}
    >
      {(element.options ?? []).map((option) => (
        <label key={option.value} class="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => choose(option, event.currentTarget.checked)}
          />
          <span>
            <TextView text={option.text} />
            {option.description ? (
              <small class="muted">
                <TextView text={option.description} />
              </small>
            ) : null}
          </span>
        </label>
      ))}
    </div>
  )
}

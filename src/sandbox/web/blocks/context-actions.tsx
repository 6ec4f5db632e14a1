import { Element } from '../elements/element.tsx'
import type { BlockProps } from './types.ts'

/** Quiet buttons under an answer. */
export const ContextActions = ({ block }: BlockProps) => (
  <div class="context-actions">
    {block.elements?.map((element, index) => (
      <Element key={element.action_id ?? index} element={element} />
    ))}
  </div>
)

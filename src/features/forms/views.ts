import { remember, REMEMBERED_LIMIT } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { renewed } from '../../block-kit/renewal.ts'
import type { ShownModal } from '../../block-kit/state.ts'
import { withAside } from '../../cards/form-aside.ts'
import type { FormAside } from '../../domain/form-aside.ts'
import type { ProjectTexts } from '../../domain/form-fields.ts'

export { partFault } from '../../cards/form-faults.ts'

/** How much JSON of texts that are put aside a form can remember beside what it remembers already. */
export const roomIn = (origin: Origin): number => REMEMBERED_LIMIT - JSON.stringify({ ...origin, kept: {} }).length

interface Renewing {
  readonly aside: FormAside
  readonly origin: Origin & { readonly kept: ProjectTexts }
  readonly staying: readonly string[]
}

/** A task form with the lines and inputs that what stands in it calls for. */
export const renewedForm = (shown: ShownModal, { aside, origin, staying }: Renewing): View =>
  renewed(shown, { blocks: withAside(shown.blocks, aside, staying), metadata: remember(origin) })

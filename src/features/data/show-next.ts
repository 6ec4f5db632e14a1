import { importRefused } from './import-form-views.ts'
import type { View } from './import-form-views.ts'
import { UserError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** Puts what comes next into the modal that is open, or why nothing does: the modal is all that the person looks at by now. */
export async function showNext(
  { messenger }: Pick<Ports, 'messenger'>,
  { workspaceId, viewId }: { readonly workspaceId: string; readonly viewId: string },
  next: () => Promise<View>,
): Promise<void> {
  const view = await next().catch((error: unknown) => {
    if (error instanceof UserError) return importRefused(error.userText)
    throw error
  })
  await messenger.updateModal(workspaceId, { viewId }, view)
}

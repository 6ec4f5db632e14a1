import { describeForm } from './describe-form.ts'
import type { FormTouch } from './inputs.ts'
import { renewedForm, roomIn } from './views.ts'
import { namesOf, putAside, textsOfForm } from '../../domain/form-fields.ts'
import { formWords } from '../../domain/task-form.ts'
import type { Ports } from '../../ports.ts'

/**
 * Renews a task form after something was chosen in it: the lines below the inputs, and the inputs of the project. All that
 * was typed stays; what the project has no input for is put aside, and comes back with its project.
 */
export async function refreshForm(
  ports: Ports,
  { workspaceId, actorId, shown, remembered, state, lists }: FormTouch & { readonly workspaceId: string },
  isNewest: () => boolean,
): Promise<void> {
  const reader = await ports.directory.member(workspaceId, actorId)
  const words = formWords({ state, lists, kept: remembered.kept })
  const projects = await ports.sights.projects(await ports.sights.of(reader))
  const project = projects.find(({ id }) => id === words.projectId) ?? null
  const held = textsOfForm(state, remembered.kept)
  const { kept, staying } = putAside(held, project, roomIn(remembered))
  const aside = await describeForm(ports, {
    reader,
    words,
    held,
    taskId: remembered.taskId ?? null,
    aside: namesOf(kept, projects, project),
  })
  const view = renewedForm(shown, { aside, origin: { ...remembered, kept }, staying })
  const { id: viewId, hash } = shown
  if (await ports.messenger.updateModal(workspaceId, { viewId, hash }, view)) return
  // Another touch was answered between this one and its answer. If it was an earlier one, this one knows more.
  if (isNewest()) await ports.messenger.updateModal(workspaceId, { viewId }, view)
}

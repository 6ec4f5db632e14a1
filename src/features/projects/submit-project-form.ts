import { describeProject } from './describe-projects.ts'
import { startProject } from './start-project.ts'
import { formErrors, keyTakenText } from './form-views.ts'
import type { ProjectSheet } from './views.ts'
import { projectFormWords, readProjectForm } from '../../domain/project-form.ts'
import type { FormState } from '../../domain/form-texts.ts'
import type { Ports } from '../../ports.ts'

export interface ProjectFormAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly state: FormState
}

/** A project, or errors at the form's inputs by block id: then it stays open as it was filled. */
export type ProjectFormOutcome =
  | { readonly sheet: ProjectSheet }
  | { readonly errors: Readonly<Record<string, string>> }

/**
 * Starts a project from its form.
 *
 * @throws UserError as `startProject` does
 */
export async function submitProjectForm(
  ports: Ports,
  { workspaceId, actorId, state }: ProjectFormAnswer,
): Promise<ProjectFormOutcome> {
  const words = projectFormWords(state)
  const read = readProjectForm(words)
  if ('faults' in read) return { errors: formErrors(read.faults, words) }
  const other = await ports.projects.byKey(workspaceId, read.facts.key)
  if (other) return { errors: { key: keyTakenText(other) } }
  const project = await startProject(ports, { ...read.facts, workspaceId, actorId })
  return { sheet: await describeProject(ports, project) }
}

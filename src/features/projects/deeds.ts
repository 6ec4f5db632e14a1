import type { ProjectSpeech } from './answer-command.ts'

/** What `/project` has done by other features; `features.ts` says by which. */
export interface ProjectDeeds {
  /** Opens the form that takes a file of tasks for a project. */
  readonly openImport: (
    asked: Pick<ProjectSpeech, 'workspaceId' | 'actorId' | 'triggerId'> & { readonly projectId: string },
  ) => Promise<void>
}

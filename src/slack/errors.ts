import { UserError } from '../errors.ts'

/** A request from a workspace that has not installed the app, or has uninstalled it. */
export class UnknownWorkspace extends UserError {
  constructor(workspaceId: string | undefined) {
    super(
      'unknown-workspace',
      'Runsheet is not installed in this workspace. Ask whoever looks after its apps to add it.',
    )
    this.name = 'UnknownWorkspace'
    this.message = `The workspace ${workspaceId ?? '(none)'} has not installed the app`
  }
}

/** An event could not be kept, so it must not be acknowledged: Slack sends it again. */
export class EventNotRecorded extends Error {
  constructor(cause: unknown) {
    super('An event could not be recorded', { cause })
    this.name = 'EventNotRecorded'
  }
}

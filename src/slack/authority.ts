import type { Authorize } from '@slack/bolt'

/** Knows the tokens: of the one workspace, or of all that installed the app. */
export interface Authority {
  /** Bolt asks it for each request. @throws UnknownWorkspace */
  readonly authorize: Authorize<boolean>
  /** Also for work that no request began, such as a job's. @throws UnknownWorkspace */
  tokenOf(workspaceId: string): Promise<string>
  /** True when Slack has confirmed what is needed to serve. */
  ready(): Promise<boolean>
}

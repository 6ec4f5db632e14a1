/** Whose yes a task needs to change hands. */
export const ACCEPTANCES = ['handoffs', 'all', 'none'] as const

/** What an admin of the workspace decides for all of it. */
export interface WorkspaceSettings {
  /**
   * `handoffs`: who is handed a task by its owner is asked first, who is assigned one is told. `all`: both are asked.
   * `none`: nobody is.
   */
  readonly acceptance: (typeof ACCEPTANCES)[number]
  /** The reaction that completes the task on whose card it is put, by Slack's name without colons; null: none does. */
  readonly doneReaction: string | null
  /** The reaction that offers to make a task of a message; null: none does. */
  readonly proposeReaction: string | null
  /** Whether a reference or a link to a task in a message shows its card below. */
  readonly unfurls: boolean
}

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  acceptance: 'handoffs',
  doneReaction: 'white_check_mark',
  proposeReaction: 'memo',
  unfurls: true,
}

/** One Slack team (or Enterprise organisation) that installed Runsheet: the tenant. */
export interface Workspace {
  /** Slack's team id, or the organisation's id for an organisation-wide installation. */
  readonly id: string
  readonly name: string
  readonly enterprise: boolean
  readonly bot: { readonly userId: string; readonly botId: string; readonly scopes: readonly string[] }
  readonly settings: WorkspaceSettings
  /** Set when Slack says that the app was uninstalled or its tokens revoked: nothing is sent any more. */
  readonly uninstalledAt: Date | null
  readonly createdAt: Date
  readonly version: number
}

/** One Slack team (or Enterprise organisation) that installed Runsheet: the tenant. */
export interface Workspace {
  /** Slack's team id, or the organisation's id for an organisation-wide installation. */
  readonly id: string
  readonly name: string
  readonly enterprise: boolean
  readonly bot: { readonly userId: string; readonly botId: string; readonly scopes: readonly string[] }
  /** Set when Slack says that the app was uninstalled or its tokens revoked: nothing is sent any more. */
  readonly uninstalledAt: Date | null
  readonly createdAt: Date
  readonly version: number
}

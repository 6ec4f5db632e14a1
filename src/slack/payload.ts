import { z } from 'zod'

/**
 * What every kind of request from Slack may say of who, where and on which surface; each part may be missing or odd, for
 * nothing here may fail on a payload that Slack invents tomorrow.
 */
const Id = z.string().min(1).nullish().catch(undefined)
const Flag = z
  .union([z.boolean(), z.literal('true').transform(() => true)])
  .nullish()
  .catch(undefined)

const View = z
  .looseObject({
    id: Id,
    type: z.string().optional(),
    app_installed_team_id: Id,
    blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).catch([]),
    state: z
      .looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) })
      .optional()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined)

export const Payload = z.looseObject({
  type: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  event: z.looseObject({ type: z.string().optional() }).optional().catch(undefined),
  event_id: Id,
  authorizations: z
    .array(z.looseObject({ team_id: Id, enterprise_id: Id, is_enterprise_install: Flag }))
    .nullish()
    .catch(undefined),
  team_id: Id,
  enterprise_id: Id,
  is_enterprise_install: Flag,
  team: z.looseObject({ id: Id }).nullish().catch(undefined),
  enterprise: z.looseObject({ id: Id }).nullish().catch(undefined),
  user: z.looseObject({ id: Id, team_id: Id }).nullish().catch(undefined),
  user_id: Id,
  channel: z.looseObject({ id: Id }).nullish().catch(undefined),
  channel_id: Id,
  trigger_id: Id,
  response_url: Id,
  view: View,
})
export type Payload = z.infer<typeof Payload>

/**
 * The tenant that a request belongs to: the team that installed the app, or the organisation for an organisation-wide
 * installation. Undefined where the payload names none.
 */
export function tenantOf(payload: Payload): string | undefined {
  const authorization = payload.authorizations?.[0]
  if (authorization) {
    const { is_enterprise_install, enterprise_id, team_id } = authorization
    return (is_enterprise_install ? enterprise_id : team_id) ?? payload.team_id ?? undefined
  }
  const { enterprise, enterprise_id, view, team, team_id, user } = payload
  const ids = payload.is_enterprise_install
    ? [enterprise?.id, enterprise_id]
    : [view?.app_installed_team_id, team?.id, team_id, user?.team_id]
  return ids.find((id) => typeof id === 'string') ?? undefined
}

/** Where a person acted, which decides how they are answered. */
export type Surface =
  | 'command'
  | 'message'
  | 'modal'
  | 'home'
  | 'submission'
  | 'shortcut'
  | 'options'
  | 'event'
  | 'other'

export function surfaceOf(payload: Payload): Surface {
  if (payload.event) return 'event'
  if (payload.command !== undefined) return 'command'
  switch (payload.type) {
    case 'view_submission':
      return 'submission'
    case 'block_suggestion':
    case 'dialog_suggestion':
      return 'options'
    case 'shortcut':
      return 'shortcut'
    case 'message_action':
      return 'message'
    case 'block_actions':
      if (payload.view) return payload.view.type === 'home' ? 'home' : 'modal'
      return 'message'
    default:
      return payload.response_url ? 'message' : 'other'
  }
}

export const memberOf = (payload: Payload): string | undefined => payload.user?.id ?? payload.user_id ?? undefined

export const channelOf = (payload: Payload): string | null => payload.channel?.id ?? payload.channel_id ?? null

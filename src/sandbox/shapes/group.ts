import type { SlackObject } from '../protocol.ts'
import type { UserGroupRecord } from '../world/records.ts'

/** Slack's user group object. */
export function groupShape(group: UserGroupRecord, withUsers: boolean, withCount: boolean): SlackObject {
  const updated = group.updated ?? { at: group.created, by: group.creator }
  return {
    id: group.id,
    team_id: group.teamId,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: group.description,
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: updated.at,
    date_delete: group.enabled ? 0 : updated.at,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: group.creator,
    updated_by: updated.by,
    deleted_by: group.enabled ? null : updated.by,
    prefs: { channels: group.channels, groups: [] },
    ...(withUsers ? { users: group.users } : {}),
    ...(withUsers || withCount ? { user_count: group.users.length } : {}),
  }
}

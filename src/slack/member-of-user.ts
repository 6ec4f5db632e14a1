import { z } from 'zod'
import type { Member, MemberKind, WorkingHours } from '../domain/member.ts'

const text = z.string().optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)

/** What Runsheet reads of a Slack user. */
export const SlackUser = z.object({
  id: z.string(),
  team_id: text,
  name: text,
  real_name: text,
  deleted: flag,
  tz: text,
  locale: text,
  is_bot: flag,
  is_admin: flag,
  is_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  profile: z.object({ display_name: text, real_name: text }).optional().catch(undefined),
  enterprise_user: z.object({ enterprise_id: text }).optional().catch(undefined),
})
export type SlackUser = z.infer<typeof SlackUser>

/** Slack's own helper is a user without `is_bot`. */
const SLACKBOT = 'USLACKBOT'

/**
 * A member as Slack describes them. `known` is what the store has: Slack's events leave out the language, and working
 * hours are the person's own.
 */
export function memberOfUser(
  workspaceId: string,
  user: SlackUser,
  known: Member | undefined,
  hours: WorkingHours,
): Member {
  const kept = known ?? { zone: 'UTC', locale: 'en-US', workingHours: hours, version: 1 }
  return {
    workspaceId,
    id: user.id,
    name: user.name ?? user.id,
    realName: nameToRead(user),
    zone: knownZone(user.tz) ?? kept.zone,
    locale: user.locale ?? kept.locale,
    kind: kindOf(workspaceId, user),
    deleted: user.deleted ?? false,
    workingHours: kept.workingHours,
    version: kept.version,
  }
}

/** All names that somebody is known by, each once. */
export const namesOf = ({ profile, real_name, name }: SlackUser): readonly string[] => [
  ...new Set([name, profile?.display_name, profile?.real_name, real_name].flatMap((each) => each || [])),
]

/** Slack leaves a name empty that nobody set. */
const nameToRead = ({ profile, real_name, name, id }: SlackUser): string =>
  [profile?.display_name, profile?.real_name, real_name, name].find(Boolean) ?? id

function kindOf(workspaceId: string, user: SlackUser): MemberKind {
  if (user.is_bot || user.id === SLACKBOT) return 'bot'
  const isOfOrganisation = user.enterprise_user?.enterprise_id !== undefined
  const isElsewhere = user.team_id !== undefined && user.team_id !== workspaceId && !isOfOrganisation
  if (user.is_stranger || isElsewhere) return 'external'
  if (user.is_restricted || user.is_ultra_restricted) return 'guest'
  return user.is_admin || user.is_owner ? 'admin' : 'member'
}

/** A zone that this runtime knows; Slack may know newer ones. */
function knownZone(zone: string | undefined): string | undefined {
  if (!zone) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone && zone
  } catch {
    return undefined
  }
}

import { idOf } from './ids.ts'
import type { ChannelRecord, FileRecord, InstallRecord, TeamRecord, UserRecord } from './records.ts'
import type { World } from './world.ts'

export const firstTeam = (world: World): TeamRecord | undefined => world.teams.all().next().value

/** A workspace by id or name; without one the first. */
export function findTeam(world: World, name: string | undefined): TeamRecord | undefined {
  if (name === undefined) return firstTeam(world)
  return world.teams.get(name) ?? world.teams.find((t) => t.name === name || t.domain === name)
}

/** A member by id or, within the workspace, by name; case ignored. */
export function findUser(world: World, teamId: string, name: string): UserRecord | undefined {
  const byId = world.users.get(name)
  if (byId) return byId
  const wanted = name.replace(/^@/, '').toLowerCase()
  return (
    world.users.find((u) => u.teamId === teamId && u.kind !== 'bot' && u.name === wanted) ??
    world.users.find(
      (u) => u.teamId === teamId && (u.kind === 'bot' ? u.realName.toLowerCase() === wanted : u.displayName === wanted),
    ) ??
    world.users.find((u) => u.teamId === teamId && u.name === wanted) ??
    world.users.find(
      (u) =>
        (u.kind === 'bot' ? u.realName.toLowerCase() === wanted : u.name === wanted) && sharesChannel(world, u, teamId),
    )
  )
}

/** People and apps of another company whom this workspace knows by a shared channel. */
export function sharesChannel(world: World, user: UserRecord, teamId: string): boolean {
  if (user.teamId === teamId) return false
  return (
    world.channels.find((c) => c.sharedWith.length > 0 && reaches(c, teamId) && c.members.includes(user.id)) !==
    undefined
  )
}

/** Whether people of this workspace see the channel at all: their own, or shared with them. */
export const reaches = (channel: ChannelRecord, teamId: string): boolean =>
  channel.teamId === teamId || channel.sharedWith.includes(teamId)

export function findChannel(world: World, teamId: string, name: string): ChannelRecord | undefined {
  const byId = world.channels.get(name)
  if (byId) return byId
  const wanted = name.replace(/^#/, '').toLowerCase()
  return world.channels.find((c) => c.kind === 'channel' && c.name === wanted && reaches(c, teamId))
}

/** May this person read the channel: a member, or anybody of full membership where it is public. */
export function canSee(channel: ChannelRecord, user: UserRecord): boolean {
  if (channel.members.includes(user.id)) return true
  const full = user.kind === 'member' || user.kind === 'admin'
  return full && !channel.private && channel.kind === 'channel' && reaches(channel, user.teamId)
}

/** The direct message of these people (two, or one with oneself), if it exists. */
export const findDm = (world: World, users: readonly string[]): ChannelRecord | undefined =>
  world.channels.get(dmId(users))

/** Opens the direct message, which always has the same id. */
export function openDm(world: World, teamId: string, users: readonly string[]): ChannelRecord {
  const members = [...new Set(users)]
  const found = world.channels.get(dmId(members))
  if (found) return found
  const group = members.length > 2
  const names = members.map((id) => world.users.get(id)?.name ?? id)
  return world.channels.put({
    id: dmId(members),
    teamId,
    kind: group ? 'mpim' : 'im',
    name: group ? `mpdm-${names.join('--')}-1` : '',
    private: true,
    archived: false,
    general: false,
    members,
    creator: members[0] ?? '',
    created: Math.floor(world.clock.ms() / 1000),
    topic: '',
    purpose: group ? `Group messaging with: ${names.map((n) => `@${n}`).join(' ')}` : '',
    previousNames: [],
    sharedWith: [],
    external: false,
  })
}

function dmId(users: readonly string[]): string {
  const members = [...new Set(users)].sort()
  return idOf(members.length > 2 ? 'G' : 'D', members.join(' '))
}

/** Whether an app's bot, or the person whose token it has, may see a file: its own, given to it, or shared where it is. */
export function maySee(
  world: World,
  file: FileRecord,
  { install, userId }: { readonly install: InstallRecord; readonly userId: string },
): boolean {
  if (file.user === userId || file.givenTo?.includes(install.appId) === true) return true
  return file.channels.some((id) => world.channels.get(id)?.members.includes(userId))
}

export const installOfBot = (world: World, userId: string): InstallRecord | undefined =>
  world.installs.find((i) => i.botUserId === userId && !i.revoked)

/** The app's installation that serves people of this workspace: its own, or that of the whole organisation. */
export function installIn(world: World, appId: string, teamId: string): InstallRecord | undefined {
  const enterprise = world.teams.get(teamId)?.enterpriseId
  return (
    world.installs.find((i) => i.appId === appId && i.teamId === teamId && !i.revoked) ??
    world.installs.find((i) => i.appId === appId && i.orgWide && !i.revoked && i.enterpriseId === enterprise)
  )
}

import { changeGroup, createGroup, groupId } from '../deeds/groups.ts'
import type { SlackObject } from '../protocol.ts'
import { groupShape } from '../shapes/group.ts'
import type { UserGroupRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { actor, visible } from './places.ts'

function list(call: Call): SlackObject {
  const found = call.s.world.usergroups.filter(
    (g) => g.teamId === call.teamId && (g.enabled || flag(call, 'include_disabled')),
  )
  return { usergroups: found.map((g) => groupShape(g, flag(call, 'include_users'), flag(call, 'include_count'))) }
}

function groupArg(call: Call, disabledToo: boolean): UserGroupRecord {
  const group = call.s.world.usergroups.get(text(call, 'usergroup') ?? '')
  if (!group || group.teamId !== call.teamId || !(group.enabled || disabledToo)) throw new SlackError('no_such_subteam')
  return group
}

const idsIn = (call: Call, name: string): string[] =>
  (text(call, name) ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')

const shown = (call: Call, id: string, withUsers = flag(call, 'include_count')): SlackObject => {
  const group = call.s.world.usergroups.get(id)
  return group ? { usergroup: groupShape(group, withUsers, withUsers) } : {}
}

/** Neither a name nor a handle stands for two groups. */
function checkFree(call: Call, name: string | undefined, handle: string | undefined, own?: UserGroupRecord): void {
  const others = call.s.world.usergroups.filter((g) => g.teamId === call.teamId && g.id !== own?.id)
  if (others.some((g) => g.name === name)) throw new SlackError('name_already_exists')
  if (others.some((g) => g.handle === handle)) throw new SlackError('handle_already_exists')
}

function create(call: Call): SlackObject {
  const name = text(call, 'name') ?? ''
  const handle = text(call, 'handle') || name.toLowerCase().replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
  checkFree(call, name, handle)
  const description = text(call, 'description') ?? ''
  void createGroup(call.s, actor(call), call.teamId, { name, handle, description, channels: idsIn(call, 'channels') })
  return shown(call, groupId(call.teamId, handle), true)
}

function update(call: Call): SlackObject {
  const group = groupArg(call, true)
  const [name, handle, description] = ['name', 'handle', 'description'].map((field) => text(call, field))
  checkFree(call, name, handle, group)
  void changeGroup(call.s, call.userId, group, {
    ...(name ? { name } : {}),
    ...(handle ? { handle } : {}),
    ...(description === undefined ? {} : { description }),
    ...(text(call, 'channels') === undefined ? {} : { channels: idsIn(call, 'channels') }),
  })
  return shown(call, group.id)
}

function setUsers(call: Call): SlackObject {
  const group = groupArg(call, false)
  const users = [...new Set(idsIn(call, 'users'))]
  if (users.length === 0) throw new SlackError('no_users_provided')
  const people = users.map((id) => call.s.world.users.get(id))
  if (people.some((user) => !user || user.deleted || !visible(call, user))) throw new SlackError('invalid_users')
  void changeGroup(call.s, call.userId, group, { users })
  return shown(call, group.id, true)
}

function setEnabled(call: Call, enabled: boolean): SlackObject {
  const group = groupArg(call, true)
  if (group.enabled === enabled) throw new SlackError(enabled ? 'already_enabled' : 'already_disabled')
  void changeGroup(call.s, call.userId, group, { enabled })
  return shown(call, group.id)
}

const READ = { tier: 2, scopes: ['usergroups:read'], json: false } as const
const WRITE = { tier: 2, scopes: ['usergroups:write'] } as const
const GROUP = { usergroup: string('required'), include_count: boolean(), team_id: string() } as const
const TEXTS = { description: string(), handle: string(), channels: string() } as const

export const USERGROUPS: MethodTable = {
  'usergroups.list': {
    ...READ,
    args: { include_count: boolean(), include_disabled: boolean(), include_users: boolean(), team_id: string() },
    run: list,
  },
  'usergroups.users.list': {
    ...READ,
    args: { usergroup: string('required'), include_disabled: boolean(), team_id: string() },
    run: (call) => ({ users: groupArg(call, flag(call, 'include_disabled')).users }),
  },
  'usergroups.create': {
    ...WRITE,
    args: { ...TEXTS, name: string('required'), include_count: boolean(), team_id: string() },
    run: create,
  },
  'usergroups.update': { ...WRITE, args: { ...GROUP, ...TEXTS, name: string() }, run: update },
  'usergroups.users.update': { ...WRITE, args: { ...GROUP, users: string('required') }, run: setUsers },
  'usergroups.enable': { ...WRITE, args: GROUP, run: (call) => setEnabled(call, true) },
  'usergroups.disable': { ...WRITE, args: GROUP, run: (call) => setEnabled(call, false) },
}

import { archive, createChannel, deleteChannel, nameFault, rename, unarchive } from '../deeds/channels.ts'
import { changeGroup, createGroup, groupId } from '../deeds/groups.ts'
import { changeUser, welcome } from '../deeds/people.ts'
import { idOf } from '../world/ids.ts'
import { newMember } from '../world/populate.ts'
import type { UserRecord } from '../world/records.ts'
import { CallerFault, Shown } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, maybeFlag, need } from './fields.ts'
import { member, place } from './people.ts'
import type { Drive } from './show.ts'

function admin(user: UserRecord): void {
  if (user.kind !== 'admin') throw new CallerFault(`${user.name} is no admin`, { status: 403 })
}

/** Deactivates or reactivates a member. */
export async function setActive(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  admin(user)
  const other = member(drive.s, need(body, 'user'), user.teamId)
  await changeUser(drive.s, other, { deleted: body['do'] === 'deactivate' })
  return null
}

/** A newcomer; apps hear `team_join`. */
export async function addMember(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  admin(user)
  const { s } = drive
  const name = need(body, 'name').toLowerCase()
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    throw new CallerFault(`"${name}" is no name: lower case letters, digits, . _ -`)
  if (s.world.users.has(idOf('U', `${user.teamId}:${name}`)))
    throw new CallerFault(`there is a member "${name}" already`)
  const joined = newMember(s.world, user.teamId, {
    name,
    real_name: maybe(body, 'real_name'),
    tz: maybe(body, 'tz') ?? user.tz,
    kind: maybe(body, 'kind') === 'guest' ? 'guest' : 'member',
  })
  await welcome(s, joined)
  return null
}

/** Makes, renames, archives, brings back or deletes a channel. */
export async function channelWork(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const { s } = drive
  const wanted = need(body, 'channel')
  if (body['do'] === 'create_channel') {
    checkName(drive, user, wanted.replace(/^#/, ''))
    createChannel(s, user, wanted.replace(/^#/, ''), maybeFlag(body, 'private') === true)
    return null
  }
  const channel = place(s, user, wanted)
  if (channel.general) throw new Shown('The general channel stays as it is.')
  switch (body['do']) {
    case 'archive_channel':
      await archive(s, channel, user)
      break
    case 'unarchive_channel':
      await unarchive(s, channel, user)
      break
    case 'delete_channel':
      admin(user)
      await deleteChannel(s, channel)
      break
    default: {
      const name = need(body, 'name').replace(/^#/, '')
      checkName(drive, user, name)
      await rename(s, channel, name, user)
    }
  }
  return null
}

function checkName(drive: Drive, user: UserRecord, name: string): void {
  const fault = nameFault(drive.s, user.teamId, name)
  if (fault !== undefined) throw new CallerFault(`"${name}" will not do as a channel's name: ${fault}`)
}

/** Makes a user group, or says who is in it; apps hear `subteam_updated`. */
export async function setGroup(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  admin(user)
  const { s } = drive
  const handle = need(body, 'handle').replace(/^@/, '')
  const names = body['users']
  if (!Array.isArray(names)) throw new CallerFault('"users" is a list of names')
  const users = names.map((name) => member(s, String(name), user.teamId).id)
  const id = groupId(user.teamId, handle)
  if (!s.world.usergroups.has(id))
    await createGroup(s, user, user.teamId, { handle, name: maybe(body, 'name') ?? handle })
  const group = s.world.usergroups.get(id)
  if (group) await changeGroup(s, user.id, group, { users })
  return null
}

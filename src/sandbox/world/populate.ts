import { idOf, newSecret } from './ids.ts'
import type { Manifest } from './manifest.ts'
import type { AppRecord, InstallRecord, UserRecord } from './records.ts'
import type { Seed, SeedMember, SeedWorkspace } from './seed.ts'
import type { World } from './world.ts'

const COLORS = ['9f69e7', '4bbe2e', 'e7392d', '3c989f', 'e96699', 'de5f24', '2b6cb0', '8f4a2b', '53b987', '674b1b']

/** Fills a fresh world from a seed: workspaces, people, channels, groups; then the app where it is to be installed. */
export function populate(world: World, seed: Seed, app: AppRecord, manifest: Manifest): void {
  for (const { name, domain } of seed.enterprises) {
    world.enterprises.put({ id: idOf('E', name), name, domain: domain ?? slug(name) })
  }
  for (const workspace of seed.workspaces) addWorkspace(world, workspace)
  for (const [index, workspace] of seed.workspaces.entries()) {
    addChannels(world, workspace)
    if (workspace.installed ?? index === 0) {
      const install = world.installs.put({
        ...installApp(world, app, manifest, idOf('T', workspace.name)),
        seeded: true,
      })
      joinSeeded(world, workspace, install)
    }
  }
}

/** The app's own identity, made once for a world. */
export function newApp(manifest: Manifest): AppRecord {
  return {
    id: idOf('A', manifest.name),
    clientId: `${Number.parseInt(newSecret(5), 16)}.${Number.parseInt(newSecret(5), 16)}`,
    clientSecret: newSecret(16),
    signingSecret: newSecret(16),
    verificationToken: newSecret(12),
    appToken: `xapp-1-${idOf('A', manifest.name)}-${Number.parseInt(newSecret(5), 16)}-${newSecret(32)}`,
  }
}

/** Installs the app in a workspace: its bot user comes into being, with a token that has the manifest's scopes. */
export function installApp(world: World, app: AppRecord, manifest: Manifest, teamId: string): InstallRecord {
  const botUserId = idOf('U', `${teamId}:${app.id}`)
  const botId = idOf('B', `${teamId}:${app.id}`)
  const enterpriseId = world.teams.get(teamId)?.enterpriseId
  world.users.put({
    ...person(teamId, { name: slug(manifest.botName), tz: 'America/Los_Angeles', real_name: manifest.botName }, 0),
    id: botUserId,
    kind: 'bot',
    displayName: '',
    email: '',
    color: manifest.color.replace('#', ''),
    appId: app.id,
    botId,
    updated: Math.floor(world.clock.ms() / 1000),
  })
  const installer = world.users.find((u) => u.teamId === teamId && u.kind === 'admin')
  return world.installs.put({
    id: `${app.id}:${teamId}`,
    appId: app.id,
    teamId,
    ...(enterpriseId === undefined ? {} : { enterpriseId }),
    orgWide: false,
    botUserId,
    botId,
    botToken: `xoxb-${Number.parseInt(newSecret(5), 16)}-${Number.parseInt(newSecret(5), 16)}-${newSecret(12)}`,
    scopes: manifest.botScopes,
    userId: installer?.id ?? '',
  })
}

function addWorkspace(world: World, workspace: SeedWorkspace): void {
  const teamId = idOf('T', workspace.name)
  const enterprise = workspace.enterprise === undefined ? undefined : idOf('E', workspace.enterprise)
  if (enterprise !== undefined && !world.enterprises.has(enterprise)) {
    throw new Error(`workspace ${workspace.name}: there is no enterprise "${workspace.enterprise}" in the seed file`)
  }
  world.teams.put({
    id: teamId,
    name: workspace.name,
    domain: workspace.domain ?? slug(workspace.name),
    ...(enterprise === undefined ? {} : { enterpriseId: enterprise }),
  })
  for (const [index, member] of workspace.members.entries()) {
    world.users.put({ ...person(teamId, member, index), updated: Math.floor(world.clock.ms() / 1000) })
  }
  for (const group of workspace.usergroups) {
    world.usergroups.put({
      id: idOf('S', `${teamId}:${group.handle}`),
      teamId,
      handle: group.handle,
      name: group.name ?? group.handle,
      description: '',
      users: group.members.map((name) => memberId(world, workspace, name)),
      channels: [],
      enabled: true,
      created: Math.floor(world.clock.ms() / 1000),
      creator: memberId(world, workspace, workspace.members[0]?.name ?? ''),
    })
  }
}

type SeededPerson = Pick<SeedMember, 'name' | 'tz' | 'real_name'> & Partial<SeedMember>

/** Puts somebody new into a workspace. */
export const newMember = (world: World, teamId: string, member: SeededPerson): UserRecord =>
  world.users.put({ ...person(teamId, member, world.users.size), updated: Math.floor(world.clock.ms() / 1000) })

function person(teamId: string, member: SeededPerson, index: number): UserRecord {
  const realName = member.real_name ?? member.name.charAt(0).toUpperCase() + member.name.slice(1)
  return {
    id: idOf('U', `${teamId}:${member.name}`),
    teamId,
    name: member.name,
    realName,
    displayName: member.display_name ?? member.name,
    email: member.email ?? `${member.name}@example.com`,
    title: member.title ?? '',
    tz: member.tz,
    locale: member.locale ?? 'en-US',
    kind: member.kind ?? 'member',
    owner: member.kind === 'admin' && index === 0,
    deleted: member.deleted ?? false,
    color: COLORS[index % COLORS.length] ?? '9f69e7',
    presence: 'active',
    statusText: '',
    statusEmoji: '',
    snoozeUntil: 0,
    ...(member.dnd === undefined ? {} : { dnd: member.dnd }),
    updated: 0,
  }
}

function addChannels(world: World, workspace: SeedWorkspace): void {
  const teamId = idOf('T', workspace.name)
  const everybody = workspace.members.filter((m) => m.kind !== 'external' && m.kind !== 'guest' && !m.deleted)
  const creator = memberId(world, workspace, workspace.members[0]?.name ?? '')
  for (const [index, channel] of workspace.channels.entries()) {
    const sharedWith = channel.shared_with.map((name) => idOf('T', name))
    const names = channel.members ?? everybody.map((m) => m.name)
    const enterprise = world.teams.get(teamId)?.enterpriseId
    world.channels.put({
      id: idOf('C', `${teamId}:${channel.name}`),
      teamId,
      kind: 'channel',
      name: channel.name,
      private: channel.private,
      archived: channel.archived,
      general: index === 0,
      members: names.map((name) => memberId(world, workspace, name)),
      creator,
      created: Math.floor(world.clock.ms() / 1000),
      topic: channel.topic,
      purpose: channel.purpose,
      previousNames: [],
      sharedWith,
      external:
        sharedWith.some((id) => !enterprise || world.teams.get(id)?.enterpriseId !== enterprise) ||
        names.some((name) => workspace.members.find((m) => m.name === name)?.kind === 'external'),
    })
  }
}

function joinSeeded(world: World, workspace: SeedWorkspace, install: InstallRecord): void {
  for (const channel of workspace.channels) {
    const record = world.channels.get(idOf('C', `${install.teamId}:${channel.name}`))
    if (record && channel.app) world.channels.put({ ...record, members: [...record.members, install.botUserId] })
  }
}

/** A member of this workspace by name, or `workspace/name` of another one that shares the channel. */
function memberId(world: World, workspace: SeedWorkspace, name: string): string {
  const [team, member] = name.includes('/') ? (name.split('/') as [string, string]) : [workspace.name, name]
  const id = idOf('U', `${idOf('T', team)}:${member}`)
  if (!world.users.has(id))
    throw new Error(`workspace ${workspace.name}: there is no member "${name}" in the seed file`)
  return id
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'app'

import { reaches, sharesChannel } from '../world/lookup.ts'
import type { World } from '../world/world.ts'

/** What a name after `@` or `#` stands for in one workspace. */
export interface Named {
  readonly name: string
  readonly kind: 'user' | 'channel' | 'group' | 'special'
  readonly id: string
  readonly private?: boolean
}

const SPECIALS: readonly Named[] = (['here', 'channel', 'everyone'] as const).map((name) => ({
  name,
  kind: 'special',
  id: name,
}))

/** Everybody and everything that `@` can name: people, apps by their display name, user groups, the special mentions. */
export function atNames(world: World, teamId: string): Named[] {
  const people = world.users.filter((u) => u.teamId === teamId || sharesChannel(world, u, teamId))
  return [
    ...SPECIALS,
    ...people.flatMap((u): Named[] =>
      u.kind === 'bot'
        ? [{ name: u.realName.toLowerCase(), kind: 'user', id: u.id }]
        : [{ name: u.name, kind: 'user', id: u.id }],
    ),
    ...world.usergroups
      .filter((g) => g.teamId === teamId && g.enabled)
      .map((g): Named => ({ name: g.handle.toLowerCase(), kind: 'group', id: g.id })),
  ]
}

export function hashNames(world: World, teamId: string): Named[] {
  return world.channels
    .filter((c) => c.kind === 'channel' && reaches(c, teamId))
    .map((c) => ({ name: c.name, kind: 'channel', id: c.id, private: c.private }))
}

/** Finds the longest of the names that `text` has right after position `at`, as a whole word; case ignored. */
export function longestName(names: readonly Named[], text: string, at: number): Named | undefined {
  const lower = text.slice(at).toLowerCase()
  let best: Named | undefined
  for (const named of names) {
    if (named.name.length <= (best?.name.length ?? 0) || !lower.startsWith(named.name)) continue
    if (!/^([.-]?[\p{L}\p{N}_])/u.test(lower.slice(named.name.length))) best = named
  }
  return best
}

import { z } from 'zod'

const member = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'a name is lower case: letters, digits, . _ -'),
  real_name: z.string().optional(),
  display_name: z.string().optional(),
  email: z.string().optional(),
  title: z.string().default(''),
  tz: z.string().default('Europe/Berlin'),
  locale: z.string().default('en-US'),
  kind: z.enum(['member', 'admin', 'guest', 'external']).default('member'),
  deleted: z.boolean().default(false),
  dnd: z.strictObject({ start: z.string(), end: z.string() }).optional(),
})

const channel = z.strictObject({
  name: z.string().regex(/^[a-z0-9_-]{1,80}$/, 'a channel name is lower case: letters, digits, _ -'),
  private: z.boolean().default(false),
  archived: z.boolean().default(false),
  topic: z.string().default(''),
  purpose: z.string().default(''),
  /** Names of members; without it all of them. */
  members: z.array(z.string()).optional(),
  /** False: the app is not in it. */
  app: z.boolean().default(true),
  /** Names of other workspaces it is shared with (Slack Connect, or within the organisation). */
  shared_with: z.array(z.string()).default([]),
})

const usergroup = z.strictObject({
  handle: z.string(),
  name: z.string().optional(),
  members: z.array(z.string()),
})

const workspace = z.strictObject({
  name: z.string(),
  domain: z.string().optional(),
  /** Name of the organisation it belongs to. */
  enterprise: z.string().optional(),
  members: z.array(member),
  channels: z.array(channel).default([]),
  usergroups: z.array(usergroup).default([]),
  /** False: the app has to be installed by OAuth first. Default: the first workspace only. */
  installed: z.boolean().optional(),
})

const seed = z.strictObject({
  /** The instant at which the clock starts; `SANDBOX_NOW` and the like win. */
  now: z.iso.datetime({ offset: true }).optional(),
  enterprises: z.array(z.strictObject({ name: z.string(), domain: z.string().optional() })).default([]),
  workspaces: z.array(workspace).min(1),
})

export type Seed = z.infer<typeof seed>
export type SeedWorkspace = Seed['workspaces'][number]
export type SeedMember = SeedWorkspace['members'][number]

/** Reads a seed file's content; throws with every fault and its place, before anything is made of it. */
export function readSeed(source: unknown): Seed {
  const read = seed.safeParse(source)
  if (!read.success) throw new Error(`the seed file is not right:\n${z.prettifyError(read.error)}`)
  const faults = danglingNames(read.data)
  if (faults.length > 0) throw new Error(`the seed file is not right:\n${faults.join('\n')}`)
  return read.data
}

/** Names that mean nobody: of members (`workspace/name` for those of another), workspaces, organisations. */
function danglingNames(read: Seed): string[] {
  const workspaces = new Set(read.workspaces.map((w) => w.name))
  const people = new Set(read.workspaces.flatMap((w) => w.members.map((m) => `${w.name}/${m.name}`)))
  const enterprises = new Set(read.enterprises.map((e) => e.name))
  return read.workspaces.flatMap((w) => {
    const named = [...w.channels.flatMap((c) => c.members ?? []), ...w.usergroups.flatMap((g) => g.members)]
    const shared = w.channels.flatMap((c) => c.shared_with)
    return [
      ...named
        .filter((n) => !people.has(n.includes('/') ? n : `${w.name}/${n}`))
        .map((n) => `workspace ${w.name}: there is no member "${n}"`),
      ...shared
        .filter((n) => !workspaces.has(n))
        .map((n) => `workspace ${w.name}: there is no workspace "${n}" to share with`),
      ...(w.enterprise !== undefined && !enterprises.has(w.enterprise)
        ? [`workspace ${w.name}: there is no enterprise "${w.enterprise}"`]
        : []),
    ]
  })
}

import type { Member } from './domain/member.ts'
import type { Project } from './domain/project.ts'
import type { MemberStore, ProjectStore } from './ports.ts'

/** How long what was read is believed, in milliseconds: what another process writes is seen by then. */
const BELIEVED = 10_000
const CAPACITY = 20_000

/** Values by their keys, each for a while; all are forgotten at once when there are too many. */
class Memory<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly until: number }>()
  readonly #wall: () => number
  #forgotten = 0

  constructor(wall: () => number) {
    this.#wall = wall
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key)
    return found && found.until > this.#wall() ? found.value : undefined
  }

  /** Another than before: something was written since, and what was read before may be older than that. */
  get age(): number {
    return this.#forgotten
  }

  /** @param age the memory's when the value began to be read */
  set(key: string, value: Value, age: number): void {
    if (age !== this.#forgotten) return
    if (this.#kept.size >= CAPACITY) this.#kept.clear()
    this.#kept.set(key, { value, until: this.#wall() + BELIEVED })
  }

  forget(key: string): void {
    this.#forgotten += 1
    this.#kept.delete(key)
  }
}

/** What is known of those that are asked for; the others are read, and known from then on. */
async function known<Value extends { readonly id: string }>(
  memory: Memory<Value>,
  keyOf: (id: string) => string,
  ids: readonly string[],
  read: (missing: readonly string[]) => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  const asked = [...new Set(ids)]
  const found = new Map<string, Value>()
  for (const id of asked) {
    const value = memory.get(keyOf(id))
    if (value) found.set(id, value)
  }
  const missing = asked.filter((id) => !found.has(id))
  const { age } = memory
  for (const value of missing.length > 0 ? await read(missing) : []) {
    found.set(value.id, value)
    memory.set(keyOf(value.id), value, age)
  }
  return asked.flatMap((id) => found.get(id) ?? [])
}

/**
 * Members as the store has them, remembered for ten seconds: every request asks who speaks, and people seldom change. What
 * this process writes counts at once.
 */
export function rememberMembers(members: MemberStore, wall: () => number): MemberStore {
  const memory = new Memory<Member>(wall)
  const keyOf = (workspaceId: string) => (id: string) => `${workspaceId} ${id}`
  const getMany = (workspaceId: string, ids: readonly string[]) =>
    known(memory, keyOf(workspaceId), ids, (missing) => members.getMany(workspaceId, missing))
  return {
    getMany,
    get: async (workspaceId, memberId) => (await getMany(workspaceId, [memberId]))[0],
    put: async (member) => {
      await members.put(member)
      memory.forget(keyOf(member.workspaceId)(member.id))
    },
  }
}

/**
 * Projects as the store has them; those that lists, cards and lines name are remembered for ten seconds. Whoever changes a
 * project or claims its work reads it anew, and what this process writes counts at once.
 */
export function rememberProjects(projects: ProjectStore, wall: () => number): ProjectStore {
  const byId = new Memory<Project>(wall)
  const lists = new Memory<readonly Project[]>(wall)
  const keyOf = (workspaceId: string) => (id: string) => `${workspaceId} ${id}`
  const listed = (which: 'active' | 'inPrivate' | 'all') => async (workspaceId: string) => {
    const key = `${which} ${workspaceId}`
    const kept = lists.get(key)
    if (kept) return kept
    const { age } = lists
    const read = await projects[which](workspaceId)
    lists.set(key, read, age)
    return read
  }
  const forget = ({ workspaceId, id }: Project): void => {
    for (const which of ['active', 'inPrivate', 'all']) lists.forget(`${which} ${workspaceId}`)
    byId.forget(keyOf(workspaceId)(id))
  }
  return {
    get: (workspaceId, projectId) => projects.get(workspaceId, projectId),
    byKey: (workspaceId, key) => projects.byKey(workspaceId, key),
    byChannel: (workspaceId, channelId) => projects.byChannel(workspaceId, channelId),
    takeNumbers: (...asked) => projects.takeNumbers(...asked),
    claimDue: (now, limit) => projects.claimDue(now, limit),
    nextDueAt: (after) => projects.nextDueAt(after),
    getMany: (workspaceId, ids) =>
      known(byId, keyOf(workspaceId), ids, (missing) => projects.getMany(workspaceId, missing)),
    active: listed('active'),
    inPrivate: listed('inPrivate'),
    all: listed('all'),
    add: async (project) => {
      await projects.add(project)
      forget(project)
    },
    save: async (project) => {
      const saved = await projects.save(project)
      forget(project)
      return saved
    },
  }
}

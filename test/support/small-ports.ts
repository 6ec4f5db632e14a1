import type { MessageContent } from '../../src/domain/notice.ts'
import type { Addressee, Ports } from '../../src/ports.ts'
import { buildSights } from '../../src/sights.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import type { MovableClock } from './clock.ts'

export interface SmallPorts extends Ports {
  /** What was said to people who acted. */
  readonly said: readonly { readonly to: Addressee; readonly content: MessageContent }[]
}

let made = 0

/** Ports on real stores for use cases that talk to Slack little: people are those in the store, and answers are kept. */
export function smallPorts(stores: Stores, clock: MovableClock): SmallPorts {
  const said: { to: Addressee; content: MessageContent }[] = []
  const channels = { isPrivate: async () => false, of: async () => new Set<string>() }
  const directory = {
    member: async (workspaceId: string, memberId: string) => {
      const member = await stores.members.get(workspaceId, memberId)
      if (!member) throw new Error(`There is no member ${memberId}`)
      return member
    },
    members: (workspaceId: string, memberIds: readonly string[]) => stores.members.getMany(workspaceId, memberIds),
  }
  const messenger = {
    respond: async () => false,
    whisper: async (_workspaceId: string, to: Addressee, content: MessageContent) => void said.push({ to, content }),
  }
  const ids = { next: () => `id-${String((made += 1)).padStart(6, '0')}` }
  return {
    ...stores,
    clock,
    ids,
    sheets: buildSheets(stores),
    sights: buildSights({ projects: stores.projects, channels }),
    channels,
    directory,
    messenger,
    wakeOutbox: () => {},
    said,
  } as unknown as SmallPorts
}

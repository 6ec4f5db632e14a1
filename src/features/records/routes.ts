import type { Command } from '../../domain/command.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'
import { historyReply } from './history-views.ts'
import { searchTasks } from './search-tasks.ts'
import { searchReply } from './search-views.ts'
import { showHistory } from './show-history.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/** What the verbs of `/task` do that read what was recorded. */
export const recordRoutes = (ports: Ports) => ({
  history: async ({ sight }: Speech, { references, page }: Of<'history'>): Promise<Reply> =>
    historyReply(await showHistory(ports, sight, references, page ?? 1)),
  search: async ({ sight }: Speech, { text }: Of<'search'>): Promise<Reply> =>
    searchReply(text, await searchTasks(ports, sight, text), ports.clock.now()),
})

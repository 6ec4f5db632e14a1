import type { Command } from '../../domain/command.ts'
import type { FindTasks, Ports, Reply, Speech } from '../../ports.ts'
import { exportTasks } from './export-tasks.ts'
import { tellBegin } from './tell-begin.ts'
import { exportedReply } from './views.ts'

/** What `/task export` does. */
export const dataRoutes = (ports: Ports, find: FindTasks) => ({
  export: async (speech: Speech, command: Extract<Command, { kind: 'export' }>): Promise<Reply> => {
    await tellBegin(ports, find, speech, command)
    return exportedReply(await exportTasks(ports, find, speech, command))
  },
})

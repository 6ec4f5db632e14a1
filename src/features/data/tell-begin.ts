import { exportBegun } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { FindTasks, Ports, Speech } from '../../ports.ts'

/** So many tasks are in a file before anybody wonders where it is. */
const SMALL = 2_000

/** Says at once that a large file takes a while, where that can be said; a small one is there by then. */
export async function tellBegin(
  ports: Ports,
  find: FindTasks,
  speech: Speech,
  command: Extract<Command, { kind: 'export' }>,
): Promise<void> {
  if (speech.responseUrl === null) return
  const { filter } = await find(speech, command)
  const count = await ports.tasks.count(speech.sight, filter, SMALL + 1)
  if (count > SMALL) await ports.messenger.respond(speech.responseUrl, exportBegun(), 'below')
}

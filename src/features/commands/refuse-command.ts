import { incompleteText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import { notUnderstood } from '../../errors.ts'

/** @throws UserError always: the verb was understood, and something that it needs was not */
export async function refuseIncomplete(
  _speech: unknown,
  command: Extract<Command, { kind: 'incomplete' }>,
): Promise<never> {
  throw notUnderstood(incompleteText(command))
}

import { questionText } from './views.ts'
import { notUnderstood } from '../../errors.ts'
import type { Speech } from '../../ports.ts'

/** @throws UserError for what ends like a question: `what is due today?` is no task */
export function refuseQuestion({ said }: Pick<Speech, 'said'>): void {
  if (/\?\s*$/.test(said)) throw notUnderstood(questionText())
}

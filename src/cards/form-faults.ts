import { readDate } from '../domain/date-words.ts'
import type { SpeechContext } from '../domain/speech.ts'
import { TITLE_LIMIT } from '../domain/task.ts'
import type { FormFault, FormField, TaskFormWords } from '../domain/task-form.ts'
import { dateFault, estimateFault } from './faults.ts'

/** What stands below each input of the task form that could not be read, by block id. */
export function formErrors(
  faults: Readonly<Partial<Record<FormField, FormFault>>>,
  words: TaskFormWords,
  context: SpeechContext,
): Readonly<Record<string, string>> {
  const title =
    faults.title === 'empty'
      ? 'A task needs a title: say what is to be done.'
      : `A title has at most ${TITLE_LIMIT} characters; this one has ${words.title.length}. The rest can go into the description.`
  return {
    ...(faults.title ? { title } : {}),
    ...(faults.due ? { due: dateFault(readDate(words.due, context), context.zone) ?? '' } : {}),
    ...(faults.estimate ? { estimate: estimateFault(words.estimate) } : {}),
  }
}

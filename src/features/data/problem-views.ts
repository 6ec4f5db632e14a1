import { clip } from '../../block-kit/limits.ts'
import { CHECKLIST_FAULTS, fieldFault } from '../../cards/faults.ts'
import { DESCRIPTION_LIMIT } from '../../domain/task.ts'
import type { ImportProblem } from '../../domain/import.ts'
import type { Project } from '../../domain/project.ts'
import { LINK_LIMITS } from '../../domain/links.ts'

const quoted = (words: string): string => `“${clip(words.replaceAll(/\s+/g, ' '), 60)}”`

const OWNER_WORDS: Readonly<Record<Extract<ImportProblem, { kind: 'owner' }>['why'], (words: string) => string>> = {
  unknown: (words) => `${quoted(words)} is the name of nobody here who can own a task.`,
  several: (words) => `${quoted(words)} is the name of several people here.`,
  'two-owners': (words) => `${quoted(words)} names several people, and a task has exactly one owner.`,
  'cannot-own': (words) => `${quoted(words)} cannot own a task any more.`,
}

/** What keeps a row from being a task, in plain text. */
export function problemText(problem: ImportProblem, { fields, phases }: Pick<Project, 'fields' | 'phases'>): string {
  switch (problem.kind) {
    case 'no-title':
      return 'It has no title.'
    case 'text-too-long':
      return `Its texts have more than ${DESCRIPTION_LIMIT} characters.`
    case 'past-date':
      return 'Its due date has passed.'
    case 'too-many-cells':
      return `It has ${problem.cells} cells and the header ${problem.columns}: perhaps a text with a separator in it lacks its quotation marks.`
    case 'status':
      return `${quoted(problem.words)} is no status that is known.`
    case 'priority':
      return `${quoted(problem.words)} is no priority that is known: urgent, high, normal or low.`
    case 'date':
      return `${quoted(problem.words)} could not be read as a date.`
    case 'date-order':
      return `${quoted(problem.words)} could be read in two ways: day first or month first.`
    case 'estimate':
      return `${quoted(problem.words)} could not be read as an estimate.`
    case 'unit':
      return `${quoted(problem.words)} is a number without a unit: hours, days or minutes.`
    case 'phase':
      return phases.length > 0
        ? `${quoted(problem.words)} is no phase of the project. Its phases are: ${phases.map(({ name }) => name).join(', ')}.`
        : `${quoted(problem.words)} is no phase: the project has none.`
    case 'link':
      return `${quoted(problem.words)} is not a web address, or there are more than ${LINK_LIMITS.links}.`
    case 'owner':
      return OWNER_WORDS[problem.why](problem.words)
    case 'checklist':
      return CHECKLIST_FAULTS[problem.fault]
    case 'field': {
      const field = fields.find(({ id }) => id === problem.fieldId)
      return field ? fieldFault(problem.fault, field, problem.words) : 'It has a field that is gone.'
    }
  }
}

/** All of them in one line. */
export const problemsText = (problems: readonly ImportProblem[], project: Pick<Project, 'fields' | 'phases'>): string =>
  problems.map((problem) => problemText(problem, project)).join(' ')

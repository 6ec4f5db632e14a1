import { clip } from '../../block-kit/limits.ts'
import { dateFault, estimateFault } from '../../cards/faults.ts'
import type { Capture, CaptureProblem, PartName } from '../../domain/capture.ts'
import type { Member } from '../../domain/member.ts'

/** Enough of somebody's words to know them again; all of them are in the draft. */
const WORDS_SHOWN = 150
const UNDERSTOOD_SHOWN = 1000

/** What is wrong with a line and what to do about it, a sentence or two in plain text. */
export function problemSentence(problem: CaptureProblem, author: Pick<Member, 'zone' | 'locale'>): string {
  const words = clip(problem.words, WORDS_SHOWN)
  switch (problem.code) {
    case 'empty-title':
      return 'A task needs a title: say what is to be done, for example /task Fix hero copy @ana due fri 5pm.'
    case 'title-too-long':
      return 'What did not fit into the title went into the description.'
    case 'text-too-long':
      return 'That is longer than a title and a description can hold. Shorten it in the form, where nothing of it is lost.'
    case 'two-owners':
      return `A task has exactly one owner, and you named ${problem.memberIds.length}: ${words}. Name one; put the others into quotation marks if they belong to the title.`
    case 'two-dates':
      return `A task has one due date, and you gave several: ${words}. Keep one.`
    case 'two-priorities':
      return `A task has one priority, and you gave several: ${words}. Keep one.`
    case 'two-estimates':
      return `A task has one estimate, and you gave several: ${words}. Keep one.`
    case 'two-projects':
      return `A task belongs to one project, and you named several: ${words}. Keep one.`
    case 'date-not-understood': {
      const near = problem.near === null ? {} : { near: problem.near }
      return dateFault({ kind: 'not-understood', words, ...near }, author.zone, author.locale) ?? ''
    }
    case 'date-in-past':
      return dateFault({ kind: 'past', words, at: problem.at }, author.zone, author.locale) ?? ''
    case 'date-without-due':
      return `“${words}” stayed in the title and sets no due date; “due ${clip(problem.date, WORDS_SHOWN)}” does.`
    case 'estimate-not-understood':
      return `${estimateFault(words)} It stayed in the title.`
    case 'priority-not-understood':
      return `“${words}” is no priority (those are !urgent, !high, !normal, !low), so it stayed in the title.`
    case 'project-unknown':
      return `There is no project ${words}, so those words stayed in the title.`
    case 'person-unknown':
      return `Nobody here is called ${words}, so those words stayed in the title.`
  }
}

/** The part of a line that each problem is about. */
const IN_QUESTION: Readonly<Partial<Record<CaptureProblem['code'], PartName>>> = {
  'two-owners': 'owner',
  'two-dates': 'due',
  'date-not-understood': 'due',
  'date-in-past': 'due',
  'two-priorities': 'priority',
  'two-estimates': 'estimate',
  'two-projects': 'project',
}

/** Everything that was understood of a line, in plain text, so that its author sees what need not be said again. */
export function understood({ title, parts, problems }: Capture): string {
  const unclear = new Set(problems.map(({ code }) => IN_QUESTION[code]))
  const clear = parts.filter(({ part }) => !unclear.has(part)).map(({ words }) => `“${words}”`)
  const all = [...(title ? [`the title “${title}”`] : []), ...clear]
  return all.length > 0 ? ` Understood so far: ${clip(all.join(', '), UNDERSTOOD_SHOWN)}.` : ''
}

/** The refusal of a line as a whole; nothing was created. */
export const problemsText = (capture: Capture, problems: readonly CaptureProblem[], author: Member): string =>
  `${problems.map((problem) => problemSentence(problem, author)).join(' ')} No task was created yet.${understood(capture)}`

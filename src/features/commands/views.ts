import { CAPTURE, TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, lineSections, section } from '../../block-kit/blocks.ts'
import { clip, LIMITS } from '../../block-kit/limits.ts'
import { bold, code, escape } from '../../block-kit/mrkdwn.ts'
import { VERBS } from '../../domain/command.ts'
import type { Command, Missing, Verb } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'

type Entry = (typeof VERBS)[number]

const entryOf = (verb: Verb): Entry | undefined => VERBS.find((entry) => entry.verb === verb)
const usageLine = ({ usage, summary }: Entry): string => `${code(`/task ${usage}`)}  ${summary}.`

const NEW_TASK = '/task Fix hero copy @ana due fri 5pm !high ~3h in WEB #launch'

/** `/task help` and `/task help due`. */
export function helpReply(verb: Verb | null): MessageContent {
  const entry = verb ? entryOf(verb) : undefined
  if (entry) return verbHelp(entry)
  return {
    text: 'How to use /task: say what is to be done, or a verb and a task.',
    blocks: [
      section(
        `${bold('A new task in one line')}\n${code(NEW_TASK)}\nThe person named owns it; ${code('due')} takes words in your time zone, ${code('!')} a priority, ${code('~')} an estimate, ${code('in')} a project, ${code('#')} a label. ${code('/task')} alone opens the form.`,
      ),
      section(bold('With a task’s reference')),
      ...lineSections(VERBS.map(usageLine), (hidden) => `${hidden} more.`),
      context(
        `${code('/task help due')} explains one verb, with an example. References can be several: ${code('/task done WEB-12, WEB-13')}.`,
      ),
    ],
  }
}

function verbHelp(entry: Entry): MessageContent {
  return {
    text: `/task ${escape(entry.usage)}: ${entry.summary}`,
    blocks: [section(`${usageLine(entry)}\nFor example ${code(`/task ${entry.example}`)}`)],
  }
}

/** Enough of a line to know it again; the buttons have all of it. */
const LINE_SHOWN = 300
const shown = (line: string): string => code(clip(`/task ${line}`, LINE_SHOWN))

/**
 * A slip of the finger before a reference: what was probably meant, as a button, and nothing done. Who meant a new task
 * finds the whole line in the form; `draftId` is where it is kept.
 */
export function nearMissReply(
  { typed, suggestion, line }: Extract<Command, { kind: 'near-miss' }>,
  draftId: string,
): MessageContent {
  const fits = line.length <= LIMITS.buttonValue
  return {
    text: `Did you mean /task ${escape(clip(suggestion, LINE_SHOWN))}? Nothing was done yet.`,
    blocks: [
      section(`${shown(typed)} is no command, so nothing was done. Did you mean ${shown(suggestion)}?`),
      actions(
        ...(fits ? [button('Yes, do that', TASK.say, line)] : []),
        button('Open as form', CAPTURE.openDraft, draftId),
      ),
    ],
  }
}

const MISSING: Readonly<Record<Missing, string>> = {
  reference: 'which task is meant: a reference such as WEB-12',
  'another-task': 'another task: none can wait for itself',
  person: 'who is meant: mention one person, such as @ana',
  date: 'a date that can be read',
  text: 'some text',
  estimate: 'a time such as 3h, 90m or 1.5d',
  priority: 'a priority: urgent, high, normal or low',
  item: 'the number of a checklist item',
  address: 'an address that begins with https://',
  label: 'a label, such as #launch, or -#launch to take it away',
  phase: 'one of the project’s phases, or none',
  rule: 'how often, such as every other friday, every weekday or first monday of the month, or never',
  role: 'a role and a person, such as A:@cleo',
  project: 'a project’s key, such as WEB',
  sort: 'one thing to sort by: due, priority, created, updated, owner, status, estimate or project, with - before it for the other way round',
  group: 'one thing to group by: owner, status, project, due, priority, label or phase',
  'list-name':
    'one name for the list: a single word of at most 30 letters and digits that is no filter and no project’s key, such as save:launch',
  format: 'csv or json: no other file can be made',
  'history-page': 'one task and nothing more but a page, such as page 2',
  into: 'the word into and the one task that stays',
  'references-only': 'references and nothing more behind it',
  nothing: 'nothing behind it: it takes back your last change',
  file: 'a format and filters and nothing more, for a file has no order and no pages',
}

/** What a verb still needs, in plain text. */
export function incompleteText({ verb, missing }: Extract<Command, { kind: 'incomplete' }>): string {
  const entry = entryOf(verb)
  return `/task ${verb} needs ${MISSING[missing]}, so nothing was done. For example: /task ${entry?.example ?? verb}.`
}

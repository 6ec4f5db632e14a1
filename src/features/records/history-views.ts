import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import { bold, code, date, escape, line } from '../../block-kit/mrkdwn.ts'
import { changeLine, noteWords } from '../../cards/fact-words.ts'
import { actorOf } from '../../cards/words.ts'
import type { Activity, Via } from '../../domain/activity.ts'
import type { LogNames } from '../../domain/history.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Task } from '../../domain/task.ts'

interface Shown {
  readonly task: Pick<Task, 'reference' | 'title'>
  readonly entries: readonly Activity[]
  readonly page: number
  readonly more: boolean
  readonly names: LogNames
}

const VIA: Readonly<Partial<Record<Via, string>>> = {
  command: 'by command',
  modal: 'in a form',
  message: 'from a message',
  button: 'by a button',
  mention: 'by mention',
  reaction: 'by a reaction',
  job: 'by itself',
  setup: 'when it was set up',
}

const DEEDS: Readonly<Record<Activity['kind'], string>> = {
  created: 'created the task',
  changed: 'changed',
  noted: 'noted',
  nudged: 'asked the owner how it stands',
  escalated: 'told those who answer for it that it is late',
  undone: 'took a change back',
}

/** An edited or deleted reply in a card's thread is a later entry about the same note. */
function deedOf({ kind, note, undoes }: Activity): string {
  if (kind !== 'noted' || undoes === null) return DEEDS[kind]
  return note === null ? 'took a note back' : 'changed a note'
}

function entryText(entry: Activity, names: LogNames): string {
  const { actorId, at, via, changes, note } = entry
  const who = actorOf(names.people, actorId)
  const from = VIA[via] ? ` · ${VIA[via]}` : ''
  return [
    `${bold(who)} ${deedOf(entry)} · ${date(at)}${from}`,
    ...changes.map((change) => changeLine(change, names)).filter((told) => told !== null),
    ...(note ? [noteWords(note)] : []),
  ].join('\n')
}

/** One page of a task's history, newest first, with the button that turns to older entries. */
export function historyReply({ task, entries, page, more, names }: Shown): MessageContent {
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const say = (to: number): string => `history ${task.reference} page ${to}`
  const turn = [
    ...(page > 1 ? [button('Previous', TASK.sayOther, say(page - 1))] : []),
    ...(more ? [button('Next', TASK.say, say(page + 1))] : []),
  ]
  return {
    text: `History of ${escape(task.reference)} ${line(task.title, 150)}`,
    blocks: [
      section(`History of ${name}`),
      ...entries.map((entry) => section(entryText(entry, names))),
      ...(entries.length === 0 ? [section(`There is no page ${page}: ${code(`/task ${say(1)}`)} is the first.`)] : []),
      ...(turn.length > 0 ? [actions(...turn)] : []),
      ...(more || page > 1 ? [context(`Page ${page}, newest first`)] : []),
    ],
  }
}

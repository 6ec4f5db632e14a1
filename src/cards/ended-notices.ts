import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, section } from '../block-kit/blocks.ts'
import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import type { Activity } from '../domain/activity.ts'
import type { Member } from '../domain/member.ts'
import type { MessageContent } from '../domain/notice.ts'
import type { Handoff, Task } from '../domain/task.ts'
import { isOpen } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { actorOf, nameOf, STATUS_WORDS } from './words.ts'

type Entry = Pick<Activity, 'actorId' | 'changes'>

const said = (name: string, task: Pick<Task, 'title'>, words: (name: string) => string) => ({
  text: words(`${name} ${line(task.title, 150)}`),
  rich: words(`${bold(name)} ${line(task.title, 150)}`),
})

const ownerOf = ({ ownerId }: Task, people: ReadonlyMap<string, Member>): string =>
  ownerId === null ? 'nobody’s' : `${nameOf(people, ownerId)}’s`

/** What became of an offer, for the one whom it was made to. */
function outcome({ task, people }: TaskSheet, entry: Entry, { toId }: Handoff): (name: string) => string {
  const byThem = entry.actorId === toId
  const actor = actorOf(people, entry.actorId)
  if (!isOpen(task)) return (name) => `${name} is ${STATUS_WORDS[task.status]}, so it is offered to you no more.`
  if (task.ownerId === toId)
    return (name) => (byThem ? `You accepted ${name} and own it now.` : `${actor} gave you ${name}: you own it now.`)
  if (entry.changes.some(({ fact }) => fact === 'ownerId'))
    return (name) => `${name} is ${ownerOf(task, people)} now, so it is offered to you no more.`
  if (byThem) return (name) => `You declined ${name}.`
  if (task.handoff) return (name) => `${actor} offered ${name} to ${nameOf(people, task.handoff?.toId ?? '')} instead.`
  const stays = task.ownerId ? ` It is ${ownerOf(task, people)}.` : ''
  return (name) => `${actor} withdrew the offer of ${name}.${stays}`
}

/** Takes the place of the question whether somebody takes a task, once that is settled: nothing is left to be pressed. */
export function endedOfferNotice(sheet: TaskSheet, entry: Entry, offer: Handoff): MessageContent {
  const { task } = sheet
  const { text, rich } = said(escape(task.reference), task, outcome(sheet, entry, offer))
  return { text, blocks: [section(rich)] }
}

/**
 * What somebody was told of: a task or steps that are theirs, that their task went into another, that one waits on them, or
 * how an offer was answered.
 */
export type TakenBack = 'task' | 'steps' | 'merge' | 'block' | 'answer'

/** Takes the place of the news that a task, or steps of it, are somebody's, or that theirs was merged, once that was taken back. */
export function takenBackNotice({ task, people }: TaskSheet, entry: Entry, what: TakenBack): MessageContent {
  const { text, rich } = said(escape(task.reference), task, (name) => {
    const deed = {
      task: `gave you ${name}`,
      steps: `gave you steps of ${name}`,
      merge: `merged ${name} into another task`,
      block: `said that ${name} waits on you`,
      answer: `answered the offer of ${name}`,
    }
    return `Undone: ${actorOf(people, entry.actorId)} ${deed[what]}, and took that back.`
  })
  return { text, blocks: [section(rich), actions(button('Show task', TASK.show, task.id))] }
}

/** Takes the place of the news that a task is somebody's whose creation was undone: there is no such task. */
export function takenAwayTaskNotice(task: Task, actor: Member | undefined): MessageContent {
  const by = actor ? nameOf(new Map([[actor.id, actor]]), actor.id) : 'Runsheet'
  const words = (name: string): string => `Undone: ${by} took ${name} away again. There is nothing to do for you.`
  const { text, rich } = said(escape(task.reference), task, words)
  return { text, blocks: [section(rich)] }
}

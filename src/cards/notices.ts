import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, lineSections, section } from '../block-kit/blocks.ts'
import { bold, channel, code, date, escape, line, link, plainDate } from '../block-kit/mrkdwn.ts'
import { CHECKLIST_LIMITS } from '../domain/checklist.ts'
import type { MessageContent } from '../domain/notice.ts'
import { keyOf } from '../domain/references.ts'
import type { Handoff, Task } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { nameOf } from './words.ts'

const NOTE_SHOWN = 1000

/** Tells a member that somebody else made them a task's owner, and what they said with it. */
export function assignedNotice({ task, people }: TaskSheet, actorId: string, note: string | null): MessageContent {
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const due = task.dueAt ? `Due ${date(task.dueAt)}.` : 'It has no due date yet.'
  const giver = nameOf(people, actorId)
  return {
    text: `${giver} gave you ${escape(task.reference)} ${line(task.title, 150)}, ${task.dueAt ? `due ${plainDate(task.dueAt)}` : 'no due date'}`,
    blocks: [
      section(`${giver} gave you ${name}. ${due}`),
      ...(note ? [section(`${giver} says: ${line(note, NOTE_SHOWN)}`)] : []),
      actions(button('Start', TASK.start, task.id), button('Show task', TASK.show, task.id)),
      context(`You get this because you now own ${escape(task.reference)}.`),
    ],
  }
}

/** Tells somebody that steps of a task are theirs to do. */
export function stepsNotice({ task, people }: TaskSheet, giverId: string, items: readonly string[]): MessageContent {
  const giver = nameOf(people, giverId)
  const count = items.length === 1 ? 'a step' : `${items.length} steps`
  return {
    text: `${giver} gave you ${count} of ${escape(task.reference)} ${line(task.title, 150)}`,
    blocks: [
      section(`${giver} gave you ${count} of ${bold(escape(task.reference))} ${line(task.title, 150)}:`),
      ...lineSections(
        items.map((text) => `☐ ${line(text, CHECKLIST_LIMITS.itemText)}`),
        (hidden) => `and ${hidden} more`,
      ),
      actions(button('Show task', TASK.show, task.id)),
      context(
        `Tick them with ${code(`/task check ${escape(task.reference)} 1`)}. You get this because they are yours to do.`,
      ),
    ],
  }
}

/** Asks somebody whether they take a task over; it is not theirs before they say so. */
export function offeredNotice({ task, people }: TaskSheet): MessageContent {
  const giver = nameOf(people, task.handoff?.byId ?? '')
  const owner = task.ownerId ? nameOf(people, task.ownerId) : null
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const note = task.handoff?.note ?? null
  const stays = owner ? `Until you accept it stays with ${owner}.` : 'Until you accept nobody owns it.'
  return {
    text: `${giver} would like to hand you ${escape(task.reference)} ${line(task.title, 150)}, ${task.dueAt ? `due ${plainDate(task.dueAt)}` : 'no due date'}. Do you take it?`,
    blocks: [
      section(
        `${giver} would like to hand you ${name}. ${task.dueAt ? `Due ${date(task.dueAt)}.` : 'It has no due date yet.'} Do you take it?`,
      ),
      ...(note ? [section(`${giver} says: ${line(note, NOTE_SHOWN)}`)] : []),
      actions(
        button('Accept', TASK.accept, task.id, { style: 'primary' }),
        button('Decline…', TASK.decline, task.id),
        button('Show task', TASK.show, task.id),
      ),
      context(`You get this because ${giver} wants to hand you ${escape(task.reference)}. ${stays}`),
    ],
  }
}

/** Why somebody hears of the answer to an offer: it was theirs, or the task was. */
const whyAnswered = (task: Task, { byId }: Handoff, readerId: string): string =>
  readerId === byId
    ? `You get this because you offered ${escape(task.reference)}.`
    : `You get this because ${escape(task.reference)} was yours when it was offered.`

/** Tells somebody whose offer it was, or whose task, that it has a new owner. */
export function acceptedNotice({ task, people }: TaskSheet, handoff: Handoff, readerId: string): MessageContent {
  const taker = task.ownerId ? nameOf(people, task.ownerId) : ''
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  return {
    text: `${taker} accepted ${escape(task.reference)} ${line(task.title, 150)} and owns it now.`,
    blocks: [
      section(`${taker} accepted ${name} and owns it now.`),
      actions(button('Show task', TASK.show, task.id)),
      context(whyAnswered(task, handoff, readerId)),
    ],
  }
}

/** Tells them that it was not taken, and lets them try somebody else. */
export function declinedNotice(
  { task, people }: TaskSheet,
  handoff: Handoff,
  readerId: string,
  reason: string | null,
): MessageContent {
  const asked = nameOf(people, handoff.toId)
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const stays = task.ownerId ? `It stays with ${nameOf(people, task.ownerId)}.` : 'Nobody owns it.'
  return {
    text: `${asked} declined ${escape(task.reference)} ${line(task.title, 150)}. ${stays}`,
    blocks: [
      section(`${asked} declined ${name}. ${stays}`),
      ...(reason ? [section(`${asked} says: ${line(reason, NOTE_SHOWN)}`)] : []),
      actions(
        button(task.ownerId ? 'Hand off…' : 'Assign…', TASK.handOff, task.id),
        button('Show task', TASK.show, task.id),
      ),
      context(whyAnswered(task, handoff, readerId)),
    ],
  }
}

/** Tells whoever made a task that Slack did not take its card where it was to stand. */
export function unpostedNotice(task: Task, channelId: string): MessageContent {
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const below = task.source?.channelId === channelId ? task.source : null
  const where = below ? 'be put below the message' : 'be posted in its project’s channel'
  const said = `is made, but its card could not ${where}: Runsheet may not write there.`
  const linked = below
    ? said.replace('the message', `the message (${link(below.permalink, 'this one')})`)
    : said.replace('its project’s channel', channel(channelId))
  const invite = `If its cards are to stand there, invite it into that conversation: ${code('/invite @Runsheet')}.`
  const otherwise = below
    ? 'The task keeps its link to the message in any case.'
    : `If they are not, switch them off: ${code(`/project cards ${keyOf(task.reference)} off`)}.`
  return {
    text: `${escape(task.reference)} ${line(task.title, 150)} ${said}`,
    blocks: [section(`${name} ${linked} ${invite} ${otherwise}`), actions(button('Show task', TASK.show, task.id))],
  }
}

/** Takes the place of the card of a task that is no more. */
export const takenAwayNotice = (): MessageContent => ({
  text: 'Undone: this task was taken away again.',
  blocks: [section('Undone: this task was taken away again.')],
})

/** Takes the place of what a channel may not see any more. */
export const hiddenNotice = (): MessageContent => ({
  text: 'This task is not shown here any more.',
  blocks: [section('This task is not shown here any more.')],
})

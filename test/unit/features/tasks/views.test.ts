import { describe, expect, it, test } from 'vitest'
import { TASK, VIEWS } from '../../../../src/block-kit/action-ids.ts'
import { TASK_STATUSES } from '../../../../src/domain/task.ts'
import type { Move, Refusal } from '../../../../src/domain/task-change.ts'
import { blockedForm, handOffForm, needUntilForm } from '../../../../src/features/tasks/dialogs-views.ts'
import { editForm } from '../../../../src/features/tasks/edit-views.ts'
import {
  answeredNudge,
  changedReply,
  closedText,
  notedReply,
  refusalText,
  shownReplies,
  shownReply,
} from '../../../../src/features/tasks/views.ts'
import { undoneCardPosts, undoneReply } from '../../../../src/features/tasks/undo-views.ts'
import { EMPTY_FORM } from '../../../../src/domain/task-form.ts'
import { messageFaults, textsIn, viewFaults } from '../../../support/block-limits.ts'
import { buildActivity, buildAside, buildTask, MADE_AT } from '../../../support/builders.ts'
import { BLOCKED, EVERY_CHANGE, EXTREME_FACTS, nasty, SHEETS, sheetOf } from '../../../support/extreme.ts'
import { writtenIn } from '../../../support/posts.ts'

const PING = /<[@#!](?!date\^)/
const FULL = sheetOf({ ...EXTREME_FACTS, ...BLOCKED })
const NOTES = Array.from({ length: 3 }, (_, index) =>
  buildActivity({ id: `note-${index}`, kind: 'noted', note: nasty(8000), actorId: index === 0 ? null : 'UX1' }),
)
const change = (sheet = FULL) => ({ sheet, changes: EVERY_CHANGE, activityId: 'activity-1', noted: false })
const NOTED = { sheet: FULL, activityId: 'activity-1' }
const many = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item)

describe('every answer about tasks', () => {
  const answers: readonly (readonly [string, Parameters<typeof messageFaults>[0]])[] = [
    ['one change', changedReply([change()])],
    ['three hundred changes', changedReply(many(300, change()))],
    ['three hundred refusals', changedReply([], many(300, nasty(400)))],
    ['changes and refusals', changedReply(many(40, change()), many(40, nasty(400)))],
    ['a nudge that was answered', answeredNudge(change())],
    ['a shown task with notes', shownReply({ sheet: FULL, notes: NOTES })],
    ['forty shown tasks', shownReplies(many(40, { sheet: FULL, notes: NOTES }))],
    ['a note', notedReply([NOTED])],
    ['notes on three hundred', notedReply(many(300, NOTED))],
    ['an undo', undoneReply([change()], 'UANA')],
    ['undos of three hundred', undoneReply(many(300, change()), 'UANA')],
    ['an undo of a note', undoneReply([{ noteOn: FULL.task, note: nasty(3000) }], 'UANA')],
    ['undos of three hundred notes', undoneReply(many(300, { noteOn: FULL.task, note: nasty(3000) }), 'UANA')],
    ['an undo of a creation', undoneReply([{ takenAway: FULL.task }], 'UANA')],
    ...SHEETS.map(([what, sheet]) => [`a card of ${what}`, shownReply({ sheet, notes: NOTES })] as const),
    ...SHEETS.map(([what, sheet]) => [`a change of ${what}`, changedReply([change(sheet)])] as const),
  ]

  test.each(answers)('%s: within Slack’s limits, and pings nobody', (_what, content) => {
    expect(messageFaults(content)).toEqual([])
    expect(`${content.text} ${textsIn(content.blocks)}`).not.toMatch(PING)
  })
})

describe('the answer to a change', () => {
  it('says what changed for those who only hear it, and offers Undo and the task', () => {
    const sheet = sheetOf({ status: 'doing' })
    const told = {
      sheet,
      changes: EVERY_CHANGE.filter(({ fact }) => fact === 'status'),
      activityId: 'a1',
      noted: false,
    }
    const { text, blocks } = changedReply([told])
    expect(text).toBe('*WEB-1* Fix hero copy is now *Doing*.')
    expect(JSON.stringify(blocks)).toContain(`"action_id":"${TASK.undo}","value":"a1"`)
    expect(JSON.stringify(blocks)).toContain(`"action_id":"${TASK.show}","value":"task-1"`)
  })

  it('says that nothing changed where nothing did, that a note was kept, and offers no Undo', () => {
    const told = { sheet: sheetOf(), changes: [], activityId: null, noted: true, note: 'ask again' }
    const { text, blocks } = changedReply([told])
    expect(text).toBe(
      '*WEB-1* Fix hero copy: nothing changed, it was so already. Your note was added to it: “ask again”.',
    )
    expect(JSON.stringify(blocks)).not.toContain(TASK.undo)
  })

  it('counts what it does not show', () => {
    expect(textsIn(changedReply(many(300, change())).blocks)).toMatch(/\d+ more, not shown here\./)
  })
})

describe('several cards', () => {
  it('are as many as a message holds, and say how many more there are', () => {
    const few = shownReplies(many(3, { sheet: sheetOf(), notes: [] }))
    expect(textsIn(few.blocks).match(/\*Status:\*/g)).toHaveLength(3)
    expect(textsIn(few.blocks)).not.toContain('not shown')
    const lots = textsIn(shownReplies(many(40, { sheet: FULL, notes: NOTES })).blocks)
    const shown = lots.match(/\*Status:\*/g)?.length ?? 0
    expect(shown).toBeGreaterThan(0)
    expect(lots).toContain(`${40 - shown} more, not shown`)
  })
})

describe('why a move is refused', () => {
  const refusals: readonly Refusal[] = ['already', 'closed', 'open', 'not-blocked', 'needs-reason']
  const moves: readonly Move[] = ['start', 'review', 'done', 'drop', 'reopen', 'block', 'unblock', 'take']
  const all = TASK_STATUSES.flatMap((status) =>
    refusals.flatMap((refusal) => moves.map((move) => [status, refusal, move] as const)),
  )

  test.each(all)('%s, %s, %s is a sentence that says what is so', (status, refusal, move) => {
    const text = refusalText(refusal, buildTask({ status }), move)
    expect(text).toMatch(/^(?:is|was) .*\.$/)
    expect(text).not.toMatch(/undefined|null/)
  })

  it('of what is closed says how to open it', () => {
    expect(closedText(buildTask({ status: 'done' }))).toBe(
      'is Done, so it was not changed. Reopen it first: /task reopen WEB-1.',
    )
  })
})

describe('the dialogs', () => {
  const origin = {
    taskId: 'task-1',
    responseUrl: `https://hooks.slack.com/actions/${'x'.repeat(4000)}`,
    on: { channelId: 'C1', ts: '1.2' },
    ephemeral: true,
    nudge: false,
  }

  test.each(SHEETS)('about %s are within Slack’s limits', (_what, sheet) => {
    const views = [needUntilForm, blockedForm, handOffForm].map((form) => form(sheet, origin))
    for (const view of [
      ...views,
      editForm(origin, { words: EMPTY_FORM, projects: [], files: [], aside: buildAside() }),
    ]) {
      expect(viewFaults(view)).toEqual([])
      expect(view.type === 'modal' && JSON.parse(view.private_metadata ?? '')).toMatchObject({ taskId: 'task-1' })
    }
  })

  it('are told apart by their ids', () => {
    expect(new Set(Object.values(VIEWS)).size).toBe(Object.keys(VIEWS).length)
  })
})

it('the cards of a task that was taken away say so', () => {
  const task = buildTask({ cards: [{ channelId: 'C1', ts: '1.1' }], title: nasty(150) })
  const [post] = undoneCardPosts(task, MADE_AT)
  expect(post).toMatchObject({ to: { kind: 'edit', channelId: 'C1', ts: '1.1' } })
  expect(textsIn(writtenIn(post).blocks)).toContain('was taken away again')
})

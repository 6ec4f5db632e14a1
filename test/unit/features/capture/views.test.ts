import { describe, expect, it, test } from 'vitest'
import { parseCapture } from '../../../../src/domain/capture.ts'
import type { Capture } from '../../../../src/domain/capture.ts'
import { DEFAULT_WORKING_HOURS } from '../../../../src/domain/member.ts'
import { EMPTY_FORM } from '../../../../src/domain/task-form.ts'
import { newTaskForm } from '../../../../src/features/capture/form-views.ts'
import { problemSentence, problemsText } from '../../../../src/features/capture/problem-views.ts'
import { alreadyTracked, capturedReply } from '../../../../src/features/capture/views.ts'
import { messageFaults, textsIn, viewFaults } from '../../../support/block-limits.ts'
import { buildAside, buildMember, buildTask, buildProject } from '../../../support/builders.ts'
import { EXTREME_FACTS, nasty, SHEETS, sheetOf } from '../../../support/extreme.ts'

const author = buildMember()
const context = {
  now: new Date('2026-03-02T08:00:00Z'),
  zone: 'Europe/Berlin',
  locale: 'en-GB',
  workingHours: DEFAULT_WORKING_HOURS,
  projectKeys: ['WEB'],
}
const read = (line: string): Capture => parseCapture(line, context)
const PING = /<[@#!](?!date\^)/

describe('the echo', () => {
  const captures = [
    null,
    read('Fix hero copy due fri 5pm !high ~3h #launch'),
    read(`${'x '.repeat(4000)} ~ages !soon in NOPE @nobody after QQ-1 due fri`),
  ]

  test.each(SHEETS)('of %s is within Slack’s limits and pings nobody', (_what, sheet) => {
    for (const capture of captures) {
      const reply = capturedReply({ sheet, activityId: 'a1', capture, author })
      expect(messageFaults(reply)).toEqual([])
      expect(`${reply.text} ${textsIn(reply.blocks)}`).not.toMatch(PING)
    }
    expect(messageFaults(alreadyTracked(sheet))).toEqual([])
  })

  it('says from which words each part was read', () => {
    const task = buildTask({ dueAt: new Date('2026-03-06T16:00:00Z'), priority: 'high', estimateMinutes: 180 })
    const sheet = { task, project: buildProject(), people: new Map([['UANA', author]]), references: new Map() }
    const capture = read('Fix hero copy <@UANA|ana> due fri 5pm !high ~3h')
    const text = textsIn(capturedReply({ sheet, activityId: 'a1', capture, author }).blocks)
    expect(text).toContain('(from “due fri 5pm”)')
    expect(text).toContain('*Priority:* High (from “!high”)')
    expect(text).toContain('*Estimate:* 3h (from “~\uFEFF3h”)')
    expect(text).toContain('*Owner:* Ana Brandt')
    expect(text).not.toContain('working hours')
  })

  test.each([
    [
      '2026-03-06T16:00:00Z',
      'Asia/Manila',
      /for Eve: Sat 7 Mar 2026, 00:00 \(Asia\/Manila\), \*outside their working hours\*/,
    ],
    ['2026-03-06T16:00:00Z', 'America/New_York', /for Eve: Fri 6 Mar 2026, 11:00 \(America\/New_York\)(?!, \*outside)/],
    ['2026-03-07T11:00:00Z', 'Europe/Berlin', /; \*outside Eve’s working hours\*/],
  ])('due %s says when that is for an owner in %s', (dueAt, zone, words) => {
    const eve = buildMember({ id: 'UEVE', realName: 'Eve', zone })
    const task = buildTask({ ownerId: 'UEVE', dueAt: new Date(dueAt) })
    const sheet = { task, project: buildProject(), people: new Map([['UEVE', eve]]), references: new Map() }
    const text = textsIn(capturedReply({ sheet, activityId: 'a1', capture: null, author }).blocks)
    expect(text).toMatch(words)
  })
})

describe('what is wrong with a line', () => {
  test.each([
    ['due fri', 'empty-title', /needs a title/],
    ['x <@UANA|ana> <@UBEN|ben>', 'two-owners', /named 2: @ana, @ben/],
    ['x due fri due tue', 'two-dates', /one due date/],
    ['x !high !low', 'two-priorities', /one priority/],
    ['x ~3h ~4h', 'two-estimates', /one estimate/],
    ['x due next sprint end', 'date-not-understood', /“next sprint end” could not be read/],
    ['x due 2020-01-01', 'date-in-past', /in the past/],
    ['x ~3x', 'estimate-not-understood', /stayed in the title/],
    ['x !soon', 'priority-not-understood', /is no priority/],
    ['x in NOPE', 'project-unknown', /no project NOPE/],
    ['x @nobody', 'person-unknown', /Nobody here is called @nobody/],
    ['y'.repeat(200), 'title-too-long', /went into the description/],
  ])('%s: %s', (line, code, words) => {
    const problem = read(line).problems.find((each) => each.code === code)
    expect(problem && problemSentence(problem, author)).toMatch(words)
  })

  it('is said with what was understood, however long the line', () => {
    const line = `${nasty(150)} <@UANA|ana> <@UBEN|ben> !high ${'#label '.repeat(1500)}`
    const capture = read(line)
    const text = problemsText(capture, capture.problems, author)
    expect(text).toContain('No task was created yet. Understood so far: the title')
    expect(text.length).toBeLessThan(3000)
  })
})

it('the New task modal is within Slack’s limits, whatever its origin', () => {
  const origin = { channelId: 'C1', responseUrl: `https://x.y/${'z'.repeat(4000)}`, source: null, kept: {} }
  const words = { ...EMPTY_FORM, title: nasty(150), description: nasty(40_000), labels: nasty(3000) }
  const view = newTaskForm(origin, {
    words,
    projects: [sheetOf(EXTREME_FACTS).project],
    files: EXTREME_FACTS.attachments ?? [],
    aside: buildAside({ project: sheetOf(EXTREME_FACTS).project }),
  })
  expect(viewFaults(view)).toEqual([])
  expect(view.type === 'modal' && JSON.parse(view.private_metadata ?? '')).toEqual({ ...origin, responseUrl: null })
})

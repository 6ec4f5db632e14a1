import { describe, expect, it, test } from 'vitest'
import { withAside } from '../../../src/cards/form-aside.ts'
import { formErrors, placedErrors } from '../../../src/cards/form-faults.ts'
import { taskForm } from '../../../src/cards/task-form.ts'
import { addedReply, addingForm, taskOptions } from '../../../src/features/capture/adding-views.ts'
import { meanwhileView } from '../../../src/features/tasks/meanwhile-views.ts'
import type { FormAside } from '../../../src/domain/form-aside.ts'
import { FORM_FACTS } from '../../../src/domain/read-task-form.ts'
import { EMPTY_FORM } from '../../../src/domain/task-form.ts'
import { buildAside, buildMember, buildProject, buildTask, MADE_AT } from '../../support/builders.ts'
import { messageFaults, viewFaults } from '../../support/block-limits.ts'
import { EXTREME_FACTS, nasty, sheetOf } from '../../support/extreme.ts'

const project = buildProject({
  name: nasty(80),
  phases: Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, name: nasty(60) })),
  fields: (['text', 'number', 'choice', 'date'] as const).flatMap((type) =>
    [1, 2].map((n) => ({
      id: `${type}-${n}`,
      name: `${type}${n}`.padEnd(40, '&'),
      type,
      choices: type === 'choice' ? [nasty(60), 'Final'] : [],
    })),
  ),
})
const people = new Map(['UCLEO', 'UDEV'].map((id) => [id, buildMember({ id, realName: nasty(80) })] as const))
const files = Array.from({ length: 50 }, (_, index) => ({
  fileId: `F${index}`,
  name: nasty(200),
  permalink: 'https://x.slack.com/files/F1',
  addedBy: null,
  message: null,
}))
const ben = buildMember({ id: 'UBEN', realName: nasty(80), zone: 'America/New_York', locale: 'en-US' })
const week = { from: new Date('2026-03-30T04:00:00Z'), until: new Date('2026-04-06T04:00:00Z') }
const load = { week, running: false, tasks: 4, minutes: 1560, unestimated: 1, workingMinutes: 2400 }
const due = {
  kind: 'understood',
  at: new Date('2026-04-02T20:30:00Z'),
  words: 'x',
  precision: 'time',
  zone: 'Europe/Berlin',
} as const
const aside = (over: Partial<FormAside> = {}) =>
  buildAside({ project, people, owner: ben, due, load, minutes: 480, ...over })

const form = (over: Partial<FormAside> = {}) =>
  taskForm({
    kind: 'edit',
    callbackId: 'x',
    words: {
      ...EMPTY_FORM,
      description: nasty(12_000),
      links: Array.from(
        { length: 20 },
        (_, n) => `https://example.com/${n}/${'x'.repeat(900)} ${'y'.repeat(100)}`,
      ).join('\n'),
      checklist: nasty(3000),
      fileIds: files.map(({ fileId }) => fileId),
    },
    projects: [project],
    files,
    aside: aside(over),
    metadata: '{}',
  })
const textOf = (blocks: unknown): string => JSON.stringify(blocks)
const line = (over: Partial<FormAside>, id: string): string =>
  textOf(
    withAside(
      [
        { type: 'input', block_id: 'owner' },
        { type: 'input', block_id: 'due' },
        { type: 'input', block_id: 'project' },
      ],
      aside(over),
    ).filter((block) => block.block_id === id),
  )

describe('the task form', () => {
  test.each<[string, Partial<FormAside>]>([
    ['with everything', { aside: ['Budget', nasty(40)] }],
    ['of no project', { project: null }],
    ['with a date that cannot be read', { due: { kind: 'not-understood', words: nasty(3000) } }],
    ['with a date that has passed', { due: { kind: 'past', words: nasty(3000), at: MADE_AT } }],
    ['of nobody', { owner: null, load: null, people: new Map() }],
  ])('%s is within Slack’s limits', (_what, over) => {
    const { blocks } = form(over)
    expect(viewFaults(form(over))).toEqual([])
    expect(blocks.length).toBeLessThan(100)
    const ids = blocks.flatMap(({ block_id: id }) => id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has each line below its input, and the inputs of the project below the description', () => {
    const ids = form().blocks.map(({ block_id: id }) => id)
    const after = (id: string): string | undefined => ids[ids.indexOf(id) + 1]
    expect([after('owner'), after('due'), after('project')]).toEqual(['owner-line', 'due-line', 'project-line'])
    const last = ids.findLast((id) => id?.startsWith('description')) ?? ''
    expect(after(last)).toBe('phase:project-web')
    expect(ids.filter((id) => id?.startsWith('files'))).toEqual(['files', 'files-2', 'files-3', 'files-4', 'files-5'])
  })

  it('is renewed without a change of what was there, however often', () => {
    const { blocks } = form()
    expect(withAside(blocks, aside())).toEqual(blocks)
    const without = withAside(blocks, aside({ project: null, due: null, owner: null, load: null }))
    expect(withAside(without, aside())).toEqual(blocks)
    const kept = withAside(blocks, aside({ project: null }), ['field:text1&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&'])
    expect(textOf(kept)).toContain('"field:text1&')
    expect(textOf(kept)).not.toContain('"field:text2&')
  })
})

describe('the lines of the form', () => {
  it.each<[string, Partial<FormAside>, string, string]>([
    [
      'a full week',
      { minutes: 1200 },
      'owner-line',
      'has 26h to do in the week of Mon 30 Mar (4 tasks, 1 of them without an estimate), and 40h of working time. With this task: 46h. *That is more than fits.*',
    ],
    [
      'one’s own running week',
      { owner: buildMember(), load: { ...load, running: true, unestimated: 0 }, minutes: null },
      'owner-line',
      '*You* have 26h to do this week (4 tasks), and 40h of working time left.',
    ],
    [
      'an empty week',
      { load: { ...load, tasks: 0, minutes: 0, unestimated: 0 }, minutes: 90 },
      'owner-line',
      'nothing due in the week of Mon 30 Mar, and 40h of working time. With this task: 1.5h.',
    ],
    [
      'decimals where the reader lives',
      { reader: buildMember({ locale: 'de-DE' }), minutes: 90 },
      'owner-line',
      'With this task: 27,5h.',
    ],
    ['more tasks than were counted', { more: true }, 'owner-line', '(more than 4 tasks, '],
    ['a date on other clocks', {}, 'due-line', 'Read as *Thu 2 Apr 2026, 22:30*; for '],
    ['a date outside of working hours', {}, 'due-line', ': Thu 2 Apr 2026, 16:30 (America/New_York)"'],
    ['a date in the night', { owner: buildMember() }, 'due-line', '*outside your working hours*'],
    [
      'a date that is none',
      { due: { kind: 'not-understood', words: 'soonish' } },
      'due-line',
      '“soonish” could not be read as a date',
    ],
    [
      'a date that has passed',
      { due: { kind: 'past', words: 'x', at: MADE_AT } },
      'due-line',
      '*Fri 27 Mar 2026, 09:00* has passed.',
    ],
    [
      'a project without roles',
      {
        project: buildProject({
          accountableId: null,
          roles: { coordinator: null, projectManager: null, teamLead: null, accountManager: null },
        }),
      },
      'project-line',
      'Nobody has a role on this project yet.',
    ],
  ])('%s', (_what, over, id, words) => {
    expect(line({ owner: buildMember({ ...ben, realName: 'Ben' }), ...over }, id)).toContain(words)
  })
})

describe('faults of the form', () => {
  it('stand where they can be seen', () => {
    const errors = { due: 'No date.', 'field:budget': 'No number.', 'choice:x': 'No choice.' }
    expect(placedErrors(errors, { title: 'x', due: 'y' })).toEqual({ due: 'No date.', title: 'No number. No choice.' })
    expect(placedErrors({ due: 'No date.' }, { title: 'x', due: 'y' })).toEqual({ due: 'No date.' })
  })

  it('are said in whole sentences', () => {
    const choice = project.fields.find(({ type }) => type === 'choice') ?? project.fields[0]!
    const said = formErrors(
      [
        { input: 'title', kind: 'long-title', length: 200 },
        { input: 'left', kind: 'effort', words: 'x' },
        { input: 'after', kind: 'reference', words: nasty(3000) },
        { input: 'repeats', kind: 'rule', words: 'x' },
        { input: 'links', kind: 'link', fault: 'text-too-long', line: nasty(3000) },
        { input: 'a', kind: 'field', field: choice, fault: { kind: 'no-such-choice' }, words: 'x' },
        { input: 'b', kind: 'field', field: choice, fault: { kind: 'no-date', near: 'fri' }, words: 'x' },
        { input: 'c', kind: 'field', field: choice, fault: { kind: 'not-a-day' }, words: 'x' },
        { input: 'd', kind: 'field', field: choice, fault: { kind: 'too-many-digits' }, words: 'x' },
      ],
      buildMember(),
    )
    for (const text of Object.values(said)) expect(text).toMatch(/^\S.*\.$/s)
    expect(said['b']).toContain('Did you mean “fri”?')
  })
})

describe('what others changed meanwhile', () => {
  const { blocks } = form()
  const shown = {
    id: 'V1',
    hash: 'h',
    callbackId: 'tasks.edit-form',
    title: 'Edit task',
    close: 'Cancel',
    submit: 'Save',
    metadata: '{}',
    blocks,
  }
  const changes = FORM_FACTS.map((fact) => ({
    fact,
    before: EXTREME_FACTS[fact as keyof typeof EXTREME_FACTS] ?? buildTask()[fact],
    after: buildTask()[fact],
    actorId: 'UCLEO',
    at: MADE_AT,
  }))
  const names = { people, references: new Map(), projects: new Map(), project: undefined }
  const told = { task: buildTask(), changes, names, mine: FORM_FACTS, reader: buildMember() }

  it('is on top of the form once, within Slack’s limits, with a button that says so', () => {
    const once = meanwhileView(shown, told, { responseUrl: null })
    expect(viewFaults(once)).toEqual([])
    expect(once.submit?.text).toBe('Save anyway')
    expect(once.blocks.slice(3)).toEqual(blocks)
    const twice = meanwhileView(
      { ...shown, blocks: once.blocks },
      { ...told, changes: changes.slice(0, 1) },
      { responseUrl: null },
    )
    expect(twice.blocks).toHaveLength(once.blocks.length)
    expect(textOf(twice.blocks[1])).toContain('Project')
    expect(textOf(twice.blocks[1])).not.toContain('Title')
  })
})

describe('adding a message to a task', () => {
  const links = Array.from({ length: 20 }, (_, n) => ({ url: `https://example.com/${n}`, text: nasty(100) }))

  it('asks within Slack’s limits, whatever the message', () => {
    const origin = { responseUrl: `https://x.y/${'z'.repeat(4000)}`, draftId: 'd' }
    expect(viewFaults(addingForm({ text: nasty(12_000), links, files }, origin))).toEqual([])
    expect(viewFaults(addingForm({ text: '', links: [], files: [] }, origin))).toEqual([])
    expect(textOf(addingForm({ text: '', links: [], files }, origin))).not.toContain('as a note')
  })

  it('offers tasks with reference and status, however long their titles', () => {
    const task = buildTask({ title: nasty(150), reference: 'ABCDEF-999999999', status: 'blocked' })
    const options = taskOptions({ found: [task] }).options ?? []
    expect(options[0]?.text.text).toMatch(/^ABCDEF-999999999 .*… · Blocked$/)
    expect(options[0]?.text.text.length).toBeLessThanOrEqual(75)
    expect(taskOptions({ recent: [], here: [] })).toEqual({ options: [] })
    expect(taskOptions({ recent: [task], here: [task] }).option_groups).toHaveLength(2)
  })

  it('tells what was added, what was there, and what found no room', () => {
    const before = buildTask({ links: links.slice(0, 2), attachments: files.slice(1, 50) })
    const sheet = { ...sheetOf(), task: { ...before, links: links.slice(0, 3), attachments: files } }
    const wanted = {
      text: 'x',
      links: links.slice(1, 3),
      files: [files[1]!, files[0]!, { ...files[0]!, fileId: 'F99' }],
    }
    const reply = addedReply(wanted, { before, noteId: null, changed: { sheet, activityId: 'a1' } })
    expect(reply.text).toContain(
      ': 1 link and 1 file. It had the rest already: what it says, as a note, 1 link and 1 file.',
    )
    expect(reply.text).toContain('1 file found no room: a task has at most 50.')
    expect(messageFaults(reply)).toEqual([])
  })
})

import { describe, expect, it, test } from 'vitest'
import { NUDGE, TASK } from '../../../src/block-kit/action-ids.ts'
import { changeSentence } from '../../../src/cards/change-words.ts'
import { assignedNotice, unpostedNotice } from '../../../src/cards/notices.ts'
import { assignedPost, firstCardPosts, unpostedPost } from '../../../src/cards/posts.ts'
import { mentionCard } from '../../../src/cards/mention-card.ts'
import { taskCard } from '../../../src/cards/task-card.ts'
import { recurrenceWords } from '../../../src/cards/recurrence-words.ts'
import { taskForm } from '../../../src/cards/task-form.ts'
import { taskLine } from '../../../src/cards/task-line.ts'
import { counted, effort, labelled, listed, localWords } from '../../../src/cards/words.ts'
import { EMPTY_FORM, taskWords } from '../../../src/domain/task-form.ts'
import { messageFaults, textsIn, viewFaults } from '../../support/block-limits.ts'
import { buildActivity, buildAside, buildMember, buildProject, buildTask, MADE_AT } from '../../support/builders.ts'
import { BLOCKED, EVERY_CHANGE, nasty, SHEETS, sheetOf } from '../../support/extreme.ts'
import { writtenIn } from '../../support/posts.ts'

const people = new Map([['UANA', buildMember()]])
const plainSheet = (facts: Parameters<typeof buildTask>[0] = {}) => ({
  task: buildTask(facts),
  project: buildProject(),
  people: new Map([...people, ['UCLEO', buildMember({ id: 'UCLEO', realName: 'Cleo Martin' })]]),
  references: new Map([['task-9', 'WEB-9']]),
})

/** Nothing that Slack would take for a mention or a ping. */
const PING = /<[@#!](?!date\^)/

describe('a card', () => {
  test.each(SHEETS)('of %s is within Slack’s limits and pings nobody', (_what, sheet) => {
    const card = taskCard(sheet)
    expect(messageFaults(card)).toEqual([])
    expect(`${card.text} ${textsIn(card.blocks)}`).not.toMatch(PING)
  })

  test.each(SHEETS)('of %s ends no text within a token or an entity', (_what, sheet) => {
    const texts = textsIn(taskCard(sheet).blocks)
    expect(texts.replaceAll(/<(?:!date\^|https:)[^<>]*>/g, '').replaceAll(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[<>&]/)
  })

  it('names every fact by its label; the first instant on it is the due date', () => {
    const dueAt = new Date('2026-03-30T15:00:00Z')
    const text = textsIn(taskCard(plainSheet({ dueAt, estimateMinutes: 180, labels: ['hero'] })).blocks)
    for (const words of ['*Status:* Todo', '*Owner:* Ana Brandt', '*Priority:* Normal', '*Estimate:* 3h', '#hero'])
      expect(text).toContain(words)
    expect(text).toContain('*Accountable:* Cleo Martin')
    expect(/<!date\^(\d+)/.exec(text)?.[1]).toBe(String(dueAt.getTime() / 1000))
    expect(textsIn(taskCard(plainSheet()).blocks)).toContain('*Due:* no due date')
  })

  test.each([
    ['todo', {}, ['done', 'start', 'needUntil', 'blocked', 'handOff', 'edit']],
    ['todo', { ownerId: null }, ['done', 'start', 'take', 'needUntil', 'blocked', 'handOff', 'edit']],
    ['blocked', BLOCKED, ['unblock', 'done', 'needUntil', 'handOff', 'edit']],
    ['done', {}, ['reopen']],
    ['dropped', {}, ['reopen']],
  ] as const)('has the buttons that fit %s %j, each with the task’s id', (status, facts, names) => {
    const blocks = JSON.stringify(taskCard(sheetOf({ ...facts, status })).blocks)
    const pressed = [...blocks.matchAll(/"action_id":"([^"]+)","value":"task-1"/g)].map(([, id]) => id)
    expect(pressed).toEqual(names.map((name) => TASK[name]))
  })

  it('shows a token that stands in a title as text', () => {
    const text = textsIn(taskCard(plainSheet({ title: '<!date^0^{date}|soon>' })).blocks)
    expect(text).toContain('&lt;!date^0^{date}|soon&gt;')
  })
})

describe('a line', () => {
  test.each(SHEETS)('of %s is one line', (_what, sheet) => {
    const text = taskLine(sheet, MADE_AT)
    expect(text).not.toContain('\n')
    expect(text).not.toMatch(PING)
    expect(text.length).toBeLessThan(900)
  })

  it('says what is late, and what has nobody', () => {
    const late = plainSheet({ ownerId: null, dueAt: new Date('2026-03-20T15:00:00Z') })
    expect(taskLine(late, MADE_AT)).toMatch(
      /^\*WEB-1\* Fix hero copy · \*no owner\* · \*overdue\* since <!date.*> · Todo$/,
    )
  })
})

describe('a change', () => {
  test.each(SHEETS)('of everything about %s is one sentence', (_what, sheet) => {
    const sentence = changeSentence(sheet, EVERY_CHANGE)
    expect(sentence.length).toBeLessThan(3000)
    expect(sentence).not.toMatch(PING)
  })

  test.each([
    [{ status: 'doing' }, ['status'], 'is now *Doing*.'],
    [{ status: 'blocked', block: BLOCKED.block ?? null }, ['status', 'block'], 'is now *Blocked*.'],
    [
      { status: 'blocked', block: { ...BLOCKED.block, reason: 'legal text' } },
      ['block'],
      'now waits for something else: legal text.',
    ],
    [{ ownerId: 'UANA' }, ['ownerId'], 'is now owned by *Ana Brandt*.'],
    [{ ownerId: 'UANA' }, ['ownerId', 'handoff'], 'is now owned by *Ana Brandt*.'],
    [{ ownerId: null }, ['ownerId'], 'has no owner now.'],
    [{ dueAt: null }, ['dueAt'], 'has no due date now.'],
    [{ estimateMinutes: 90 }, ['estimateMinutes'], 'is now estimated at *1.5h*.'],
    [{ labels: [] }, ['labels'], 'has no labels now.'],
    [{ dependsOnIds: ['task-9'] }, ['dependsOnIds'], 'now comes after WEB-9.'],
    [{ status: 'done' }, ['status', 'doneAt'], 'is now *Done*.'],
    [{}, [], '*WEB-1* Fix hero copy: nothing changed, it was so already.'],
  ] as const)('of %j by %j says so', (facts, changed, words) => {
    const changes = changed.map((fact) => ({ fact, before: null, after: null }))
    const sentence = changeSentence(plainSheet(facts as Parameters<typeof buildTask>[0]), changes)
    expect(sentence).toContain(words)
  })
})

describe('posts about a task', () => {
  const entry = buildActivity({ actorId: 'UCLEO', note: nasty(8000) })

  test.each(SHEETS)('%s: all of them are within Slack’s limits and ping nobody', (_what, sheet) => {
    const contents = [taskCard(sheet), assignedNotice(sheet, 'UCLEO', nasty(8000))]
    for (const content of contents) {
      expect(messageFaults(content)).toEqual([])
      expect(`${content.text} ${textsIn(content.blocks)}`).not.toMatch(PING)
    }
    for (const unposted of ['C1', 'CWEB'].map((channelId) => unpostedNotice(sheet.task, channelId))) {
      expect(messageFaults(unposted)).toEqual([])
      // A channel's name is a link and pings nobody.
      expect(textsIn(unposted.blocks)).not.toMatch(/<[@!](?!date\^)/)
    }
  })

  it('tell the new owner who gave it and what they said, in the owner’s own working time', () => {
    const friday = new Date('2026-03-27T20:00:00Z')
    const post = assignedPost(plainSheet(), { ...entry, at: friday, note: 'files are in the drive' })
    expect(post).toMatchObject({
      to: { kind: 'member', memberId: 'UANA' },
      notBefore: new Date('2026-03-30T07:00:00Z'),
    })
    expect(textsIn(writtenIn(post).blocks)).toContain('Cleo Martin says: files are in the drive')
  })

  it('tell at once whoever is at work, not when the next minute begins', () => {
    const at = new Date('2026-03-27T09:00:01.500Z')
    expect(assignedPost(plainSheet(), { ...entry, at })?.notBefore).toEqual(at)
  })

  it('do not tell who took it, nor who is not known', () => {
    expect(assignedPost(plainSheet(), { ...entry, actorId: 'UANA' })).toBeNull()
    expect(assignedPost(plainSheet({ ownerId: 'U404' }), entry)).toBeNull()
    expect(assignedPost(plainSheet({ ownerId: null }), entry)).toBeNull()
  })

  it('begin with a card where the task was made from a message, and where the project wants it, each once', () => {
    const source = { channelId: 'CX', ts: '1.2', permalink: 'https://x.slack.com/p1' }
    const places = (task: object, project: object): readonly string[] =>
      firstCardPosts({ ...plainSheet(task), project: buildProject(project) }, null, MADE_AT).map(({ to }) =>
        to.kind === 'channel' ? `${to.channelId} ${to.threadTs ?? ''}`.trim() : to.kind,
      )
    expect(places({}, {})).toEqual([])
    expect(places({}, { cardsInChannel: true })).toEqual(['CWEB'])
    expect(places({ source }, {})).toEqual(['CX 1.2'])
    expect(places({ source }, { cardsInChannel: true })).toEqual(['CX 1.2', 'CWEB'])
    expect(places({ source }, { cardsInChannel: true, channelId: 'CX' })).toEqual(['CX 1.2'])
    expect(places({ source }, { private: true })).toEqual([])
    expect(places({ source }, { private: true, cardsInChannel: true })).toEqual(['CWEB'])
    expect(places({ source }, { private: true, channelId: 'CX' })).toEqual(['CX 1.2'])
  })

  it('tell once of a project’s channel that Runsheet may not write in, and how to switch its cards off', () => {
    const [one, other] = ['task-1', 'task-2'].map((id) =>
      unpostedPost(buildTask({ id }), `card:${id}`, 'CWEB', MADE_AT),
    )
    expect(one?.key).toBe(other?.key)
    expect(textsIn(writtenIn(one).blocks)).toContain('`/project cards WEB off`')
  })

  it('tell the maker of a card that could not be posted how to change that', () => {
    const source = { channelId: 'CX', ts: '1.2', permalink: 'https://x.slack.com/p1' }
    const post = unpostedPost(buildTask({ source }), 'card:task-1', 'CX', MADE_AT)
    expect(post).toMatchObject({ key: 'unposted:card:task-1', to: { kind: 'member', memberId: 'UCLEO' } })
    expect(textsIn(writtenIn(post).blocks)).toContain('`/invite @Runsheet`')
  })
})

describe('the form', () => {
  const projects = Array.from({ length: 140 }, (_, index) =>
    buildProject({ id: `project-${index}`, key: `P${index}`, name: nasty(80) }),
  )
  const form = (words: Partial<typeof EMPTY_FORM>, among = projects) =>
    taskForm({
      kind: 'edit',
      callbackId: 'x',
      words: { ...EMPTY_FORM, ...words },
      projects: among,
      files: [],
      aside: buildAside(),
      metadata: '{}',
    })

  test.each(SHEETS)('of %s is within Slack’s limits', (_what, { task, project, references }) => {
    const repeats = task.recurrence ? recurrenceWords(task.recurrence) : ''
    const context = { zone: 'Europe/Berlin', locale: 'en-GB', projects: [project], references, repeats }
    expect(viewFaults(form(taskWords(task, context)))).toEqual([])
  })

  it('without anything in it is too', () => {
    expect(viewFaults(form({}, []))).toEqual([])
    expect(JSON.stringify(form({}, []))).not.toContain('"project"')
  })

  it('has the project that is chosen among the hundred that Slack shows, wherever it stands', () => {
    for (const projectId of ['project-0', 'project-99', 'project-139']) {
      const view = form({ projectId })
      expect(viewFaults(view)).toEqual([])
      expect(JSON.stringify(view)).toContain(`"initial_option":{"text":{"type":"plain_text"`)
      expect(/"initial_option":\{[^{]*\{[^}]*\},"value":"(project-\d+)"/.exec(JSON.stringify(view))?.[1]).toBe(
        projectId,
      )
    }
  })

  it('has inputs that the sandbox’s contract names, only the title required', () => {
    const inputs = form({}).blocks.flatMap((block) =>
      block.type === 'input'
        ? [block as { readonly label: { readonly text: string }; readonly optional: boolean }]
        : [],
    )
    expect(inputs.map(({ label }) => label.text).join(', ')).toBe(
      'Title, Owner, Due, Priority, Estimate, Project, Labels, Description, Links, Time left, Checklist, After, Repeats, Accountable, Consulted, Informed, Watchers',
    )
    expect(inputs.filter(({ optional }) => !optional).map(({ label }) => label.text)).toEqual(['Title'])
  })
})

describe('words', () => {
  test.each([
    [45, '45m'],
    [60, '1h'],
    [90, '1.5h'],
    [240, '4h'],
    [480, '1d'],
    [720, '1.5d'],
    [500, '8.33h'],
    [124_800, '260d'],
  ])('%i minutes of work are %s', (minutes, words) => {
    expect(effort(minutes)).toBe(words)
  })

  it('count, list and label', () => {
    expect([counted(1, 'task'), counted(0, 'task')]).toEqual(['1 task', '0 tasks'])
    expect(listed(Array.from({ length: 12 }, (_, index) => `W-${index}`))).toMatch(/^W-0, .*W-8, 3 more$/)
    expect(labelled(['a', '<b>'])).toBe('#a #&lt;b&gt;')
  })

  it.each([
    [undefined, 'Fri 6 Mar 2026, 17:00'],
    ['de-DE', 'Fri 6 Mar 2026, 17:00'],
    ['en-GB', 'Fri 6 Mar 2026, 17:00'],
    ['en-US', 'Fri, Mar 6, 2026, 5:00 PM'],
    ['en_US', 'Fri, Mar 6, 2026, 5:00 PM'],
    ['en-AU', 'Fri 6 Mar 2026, 5:00 pm'],
    ['ja-JP', 'Fri, Mar 6, 2026, 17:00'],
    ['not a locale', 'Fri 6 Mar 2026, 17:00'],
  ])('say an instant as it is read in %s', (locale, words) => {
    expect(localWords(new Date('2026-03-06T16:00:00Z'), 'Europe/Berlin', locale)).toBe(words)
  })

  it('name every button and its nudge’s twin apart', () => {
    expect(new Set([...Object.values(TASK), ...Object.values(NUDGE)]).size).toBe(
      Object.keys(TASK).length + Object.keys(NUDGE).length,
    )
  })
})

describe('a task in a line below a message', () => {
  const reply = { url: null, steady: false }

  test.each(SHEETS)('%s: is within Slack’s limits and pings nobody', (_what, sheet) => {
    for (const place of [reply, { url: 'https://r.example/t/1', steady: true }]) {
      const card = mentionCard(sheet, place)
      expect(messageFaults(card)).toEqual([])
      expect(`${card.text} ${textsIn(card.blocks)}`).not.toMatch(PING)
    }
  })

  it('says how it stands, of a closed one only that, and never that it is late: nobody would change it then', () => {
    const late = plainSheet({ status: 'doing', dueAt: new Date('2020-01-01T10:00:00Z'), priority: 'high' })
    expect(textsIn(mentionCard(late, reply).blocks)).toMatch(/Fix hero copy · Doing · Ana Brandt · due .* · High/)
    expect(textsIn(mentionCard(late, reply).blocks)).not.toContain('overdue')
    const done = textsIn(mentionCard(plainSheet({ status: 'done', ownerId: null }), reply).blocks)
    expect(done).toMatch(/Fix hero copy · Done$/m)
  })

  it('says only what does not change where it cannot be kept true', () => {
    const steady = mentionCard(plainSheet({ status: 'doing' }), { url: 'https://r.example/t/1', steady: true })
    expect(textsIn(steady.blocks)).not.toMatch(/Doing|Ana/)
    expect(steady.text).toBe('WEB-1 Fix hero copy')
  })
})

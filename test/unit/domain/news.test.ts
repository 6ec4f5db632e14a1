import { describe, expect, it } from 'vitest'
import { newsNotice, newsPosts } from '../../../src/cards/news-posts.ts'
import type { Activity } from '../../../src/domain/activity.ts'
import { isNews, newsOf } from '../../../src/domain/news.ts'
import { recipientsOf, rolesOf } from '../../../src/domain/raci.ts'
import type { Task } from '../../../src/domain/task.ts'
import { messageFaults, textsIn } from '../../support/block-limits.ts'
import { buildActivity, buildMember, buildProject, buildTask, MADE_AT } from '../../support/builders.ts'
import { nasty, SHEETS } from '../../support/extreme.ts'

const minute = (minutes: number): Date => new Date(MADE_AT.getTime() + minutes * 60_000)
const change = (fact: Activity['changes'][number]['fact'], before: unknown, after: unknown) => ({ fact, before, after })
let count = 0
const entry = (facts: Partial<Activity>): Activity =>
  buildActivity({ id: `a${(count += 1)}`, at: minute(count % 5), actorId: 'UBEN', ...facts })
const told = (task: Task, oldestFirst: readonly Activity[]) =>
  newsOf(task, oldestFirst.toReversed(), { memberId: 'UDEV', since: MADE_AT, until: minute(60) })

describe('what watchers want to know', () => {
  it.each<[string, Partial<Activity>, boolean]>([
    ['a status', { changes: [change('status', 'todo', 'doing')] }, true],
    ['an owner', { changes: [change('ownerId', null, 'UANA')] }, true],
    ['a date', { changes: [change('dueAt', null, MADE_AT)] }, true],
    ['a note', { kind: 'noted', note: 'hello' }, true],
    ['a title', { changes: [change('title', 'a', 'b')] }, false],
    ['an edited note', { kind: 'noted', note: 'hello', undoes: 'a1' }, false],
    ['a deleted note', { kind: 'noted', note: null, undoes: 'a1' }, false],
    ['a nudge', { kind: 'nudged', actorId: null }, false],
  ])('%s: %j', (_, facts, expected) => expect(isNews(entry(facts))).toBe(expected))
})

describe('what one who watches is told', () => {
  const task = buildTask({ status: 'review', ownerId: 'UANA', dueAt: minute(500) })

  it('is what others did, taken together', () => {
    const news = told(task, [
      entry({ changes: [change('status', 'todo', 'doing')] }),
      entry({
        actorId: 'UCLEO',
        changes: [change('status', 'doing', 'review'), change('title', 'a', 'b')],
        note: 'have a look',
      }),
      entry({ actorId: 'UDEV', changes: [change('dueAt', null, minute(500))] }),
      entry({ kind: 'noted', note: 'thanks' }),
    ])
    expect(news?.changes).toEqual([change('status', 'todo', 'review')])
    expect(news?.notes.map(({ note }) => note)).toEqual(['have a look', 'thanks'])
    expect(news?.changedByIds).toEqual(['UBEN', 'UCLEO'])
  })

  it('is not what was taken back, or changed and changed back', () => {
    const done = entry({ changes: [change('status', 'review', 'done')], note: 'ready' })
    const undone = entry({ kind: 'undone', changes: [change('status', 'done', 'review')], undoes: done.id })
    expect(told(task, [done, undone])).toBeNull()
    const there = entry({ changes: [change('ownerId', 'UANA', 'UBEN')] })
    const back = entry({ actorId: 'UCLEO', changes: [change('ownerId', 'UBEN', 'UANA')] })
    expect(told(task, [there, back])).toBeNull()
  })

  it('is a note as it stands now, and none that was deleted', () => {
    const message = { channelId: 'C1', ts: '1.1' }
    const first = entry({ kind: 'noted', note: 'version A', message })
    const edited = entry({ kind: 'noted', note: 'version B', message, undoes: first.id })
    expect(told(task, [first, edited])?.notes.map(({ note }) => note)).toEqual(['version B'])
    const deleted = entry({ kind: 'noted', note: null, message, undoes: first.id })
    expect(told(task, [first, edited, deleted])).toBeNull()
  })

  it('says why work stopped once', () => {
    const block = { reason: 'legal', was: 'doing', waitsOnMemberIds: [], waitsOnTaskIds: [], since: MADE_AT } as const
    const blocked = buildTask({ status: 'blocked', block })
    const news = told(blocked, [
      entry({ changes: [change('status', 'doing', 'blocked'), change('block', null, block)], note: 'legal' }),
    ])
    const sheet = { task: blocked, project: buildProject(), people: new Map(), references: new Map() }
    const text = textsIn(
      newsNotice(sheet, news!, new Map([['UBEN', buildMember({ id: 'UBEN', realName: 'Ben Ode' })]])).blocks,
    )
    expect(text).toContain('is now *Blocked* (Ben Ode).\nWhy: legal')
    expect(text.match(/legal/g)).toHaveLength(1)
    expect(text).toContain('You get this because you watch *WEB-1*.')
  })
})

describe('who is told', () => {
  const members = ['UANA', 'UBEN', 'UCLEO', 'UDEV'].map((id) => buildMember({ id }))
  const watched = buildTask({ ownerId: 'UANA', watcherIds: ['UDEV', 'UBEN', 'UANA', 'UGONE'] })
  const roles = rolesOf(watched, buildProject(), members)
  const sheet = {
    task: watched,
    project: buildProject(),
    people: new Map(members.map((member) => [member.id, member])),
    references: new Map(),
  }
  const ids = (of: Activity): readonly string[] =>
    newsPosts(sheet, of).map(({ to }) => (to.kind === 'member' ? to.memberId : to.kind))

  it('everybody who watches and can be reached, but those who know', () => {
    expect(recipientsOf('watched', roles, ['UBEN']).members.map(({ id }) => id)).toEqual(['UDEV', 'UANA'])
    expect(recipientsOf('watched', roles).escalationChannel).toBe(false)
  })

  it('not who did it, nor the new owner, who is told in another way; but of an undo the owner is', () => {
    expect(ids(entry({ actorId: 'UBEN', changes: [change('status', 'todo', 'doing')] }))).toEqual(['UDEV', 'UANA'])
    expect(ids(entry({ actorId: 'UBEN', changes: [change('ownerId', null, 'UANA')] }))).toEqual(['UDEV'])
    expect(
      ids(entry({ actorId: 'UBEN', kind: 'undone', undoes: 'x', changes: [change('ownerId', null, 'UANA')] })),
    ).toEqual(['UDEV', 'UANA'])
    expect(ids(entry({ changes: [change('title', 'a', 'b')] }))).toEqual([])
  })

  it('a minute after the first change, in the own working time', () => {
    const at = (iso: string) =>
      newsPosts(
        sheet,
        entry({ actorId: 'UCLEO', at: new Date(iso), kind: 'noted', note: 'x' }),
      )[0]?.notBefore.toISOString()
    expect(at('2026-03-27T09:00:00Z')).toBe('2026-03-27T09:01:00.000Z')
    expect(at('2026-03-27T20:00:00Z')).toBe('2026-03-30T07:00:00.000Z')
  })
})

it.each(SHEETS)('%s: the notice is within Slack’s limits and pings nobody', (_, sheet) => {
  const notes = Array.from({ length: 30 }, (__, index) =>
    entry({ kind: 'noted', note: nasty(8000), actorId: `UX${index}` }),
  )
  const changes = [change('status', 'todo', 'doing'), change('dueAt', null, null), change('ownerId', null, null)]
  const news = { changes, notes, changedByIds: notes.map(({ actorId }) => actorId ?? '') }
  for (const content of [
    newsNotice(sheet, news, sheet.people),
    newsNotice(sheet, { ...news, changes: [] }, sheet.people),
  ]) {
    expect(messageFaults(content)).toEqual([])
    expect(`${content.text} ${textsIn(content.blocks)}`).not.toMatch(/<[@#!](?!date\^)/)
  }
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CHECKLIST_LIMITS,
  checklistFault,
  checklistWords,
  newItem,
  readChecklist,
  tick,
} from '../../../src/domain/checklist.ts'
import { addLinks, linkLines, readAddress, readLinks } from '../../../src/domain/links.ts'
import { decideRaci } from '../../../src/domain/raci-change.ts'
import { isOnTask, snoozeUntil } from '../../../src/domain/snooze.ts'
import type { ChecklistItem } from '../../../src/domain/task.ts'
import { buildProject, buildTask } from '../../support/builders.ts'

const now = new Date('2026-03-27T08:00:00Z')
const by = { actorId: 'UEVE', now }
const done = (text: string): ChecklistItem => ({
  text,
  ownerId: null,
  done: true,
  doneBy: 'UANA',
  doneAt: new Date('2026-03-01T00:00:00Z'),
})

describe('a checklist', () => {
  it('is read an item a line, with or without boxes and bullets', () => {
    expect(readChecklist('[x] One\n\n- Two\r\n  [ ] Three \n• [X] Four', [], by)).toEqual([
      { text: 'One', ownerId: null, done: true, doneBy: 'UEVE', doneAt: now },
      newItem('Two'),
      newItem('Three'),
      { text: 'Four', ownerId: null, done: true, doneBy: 'UEVE', doneAt: now },
    ])
  })

  it('keeps who did what was done, also where a line has no box, and in another order', () => {
    const before = [done('One'), newItem('Two'), done('Three')]
    expect(readChecklist('[x] Three\nOne\nTwo', before, by)).toEqual([done('Three'), done('One'), newItem('Two')])
    expect(readChecklist('[ ] One', before, by)).toEqual([newItem('One')])
  })

  it('edited and not changed is as it was', () => {
    const item = fc.record({ text: fc.stringMatching(/^[a-z0-9][a-z0-9 \]x-]{0,20}[a-z0-9]$/), done: fc.boolean() })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (items) => {
        const before = items.map((each) => (each.done ? done(each.text) : newItem(each.text)))
        expect(readChecklist(checklistWords(before), before, by)).toEqual(before)
      }),
    )
  })

  it('is ticked by numbers, and unticked by the same', () => {
    const once = tick([newItem('One'), done('Two'), newItem('Three')], [1, 2], by)
    expect(once).toEqual({
      checklist: [
        { text: 'One', ownerId: null, done: true, doneBy: 'UEVE', doneAt: now },
        newItem('Two'),
        newItem('Three'),
      ],
    })
    expect(tick([newItem('One')], [1, 4], by)).toEqual({ missing: 4 })
  })

  it('has limits', () => {
    const of = (count: number, length: number) => Array.from({ length: count }, () => newItem('x'.repeat(length)))
    expect(checklistFault(of(CHECKLIST_LIMITS.items, 10))).toBeNull()
    expect(checklistFault(of(CHECKLIST_LIMITS.items + 1, 10))).toBe('too-many')
    expect(checklistFault(of(1, 201))).toBe('item-too-long')
    expect(checklistFault(of(20, 200))).toBe('too-long')
  })
})

describe('an address', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTP://Example.com/A?b=c&d#e', 'http://example.com/A?b=c&d#e'],
    ['https://example.com/<b>|x', 'https://example.com/%3Cb%3E|x'],
    ['javascript:alert(1)', null],
    ['ftp://example.com/x', null],
    ['https://', null],
    ['https://bank.com@example.com', null],
    ['example.com', null],
  ])('%s is kept as %s', (words, url) => expect(readAddress(words)).toBe(url))

  it('that is there already gets the new text', () => {
    const url = 'https://example.com/'
    const linked = addLinks([{ url, text: 'Draft' }], ['https://example.com'], null)
    expect(linked).toEqual({ links: [{ url, text: 'Draft' }] })
    expect(addLinks([{ url, text: 'Draft' }], [url], 'Final')).toEqual({ links: [{ url, text: 'Final' }] })
  })

  it('is refused where it is none, or there are twenty', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => `https://example.com/${i}`)
    const full = addLinks([], twenty, null)
    expect('links' in full && addLinks(full.links, ['https://example.com/21'], null)).toEqual({ fault: 'too-many' })
    expect(addLinks([], ['https://user:secret@example.com'], null)).toEqual({ fault: 'not-an-address' })
    expect(addLinks([], [`https://example.com/${'x'.repeat(1000)}`], null)).toEqual({ fault: 'address-too-long' })
    expect(addLinks([], ['https://example.com'], 'x'.repeat(101))).toEqual({ fault: 'text-too-long' })
  })

  it('are edited a line each, and read back as they were', () => {
    const links = [
      { url: 'https://example.com/brief?a=1', text: 'The brief, v2' },
      { url: 'https://x.org/', text: null },
    ]
    expect(linkLines(links)).toBe('https://example.com/brief?a=1 The brief, v2\nhttps://x.org/')
    expect(readLinks(linkLines(links))).toEqual({ links })
    expect(readLinks('\n  https://x.org  \r\n\nhttps://x.org X\n')).toEqual({
      links: [{ url: 'https://x.org/', text: 'X' }],
    })
    expect(readLinks('https://x.org\nx.org/y Y')).toEqual({ fault: 'not-an-address', line: 'x.org/y Y' })
    expect(readLinks('')).toEqual({ links: [] })
  })
})

describe('the roles that somebody names', () => {
  it('are the task’s; what is not named is left out', () => {
    expect(
      decideRaci([
        { role: 'A', memberIds: ['UCLEO'] },
        { role: 'I', memberIds: ['UEVE', 'UBEN'] },
      ]),
    ).toEqual({
      roles: { accountableId: 'UCLEO', informedIds: ['UEVE', 'UBEN'] },
    })
    expect(
      decideRaci([
        { role: 'R', memberIds: ['UCLEO'] },
        { role: 'C', memberIds: [] },
      ]),
    ).toEqual({
      roles: { ownerId: 'UCLEO', consultedIds: [] },
    })
    expect(decideRaci([{ role: 'A', memberIds: [] }])).toEqual({ roles: { accountableId: null } })
  })

  it.each(['R', 'A'] as const)('cannot make two people %s', (role) => {
    expect(decideRaci([{ role, memberIds: ['U1', 'U2'] }])).toEqual({ several: role })
  })
})

describe('a snooze', () => {
  const read = (at: string, precision: 'day' | 'time') =>
    snoozeUntil(
      { kind: 'understood', words: '', at: new Date(at), precision, zone: 'Europe/Berlin' },
      now,
      'Europe/Berlin',
    )

  it.each([
    ['2026-03-30T15:00:00Z', 'day', '2026-03-29T22:00:00.000Z', 'a day: its beginning, in summer time'],
    ['2026-03-30T15:00:00Z', 'time', '2026-03-30T15:00:00.000Z', 'a time: that time'],
    ['2026-03-27T16:00:00Z', 'day', '2026-03-27T16:00:00.000Z', 'today: the end of the day'],
    ['2026-04-10T15:00:00Z', 'day', '2026-04-09T22:00:00.000Z', 'two weeks'],
  ] as const)('until %s (%s) is quiet until %s: %s', (at, precision, until, _what) => {
    expect(read(at, precision)?.toISOString()).toBe(until)
  })

  it('has an end within two weeks', () => expect(read('2026-04-11T06:00:00Z', 'time')).toBeNull())

  it('is for those who have a part in the task', () => {
    const task = buildTask({ consultedIds: ['UCON'], informedIds: ['UINF'], accountableId: 'UACC' })
    for (const id of ['UANA', 'UCLEO', 'UDEV', 'UCON', 'UINF', 'UACC'])
      expect(isOnTask(id, task, buildProject())).toBe(true)
    expect(isOnTask('UEVE', task, buildProject())).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { parseCommand, VERBS } from '../../../src/domain/command.ts'
import type { Command, ListFilter } from '../../../src/domain/command.ts'
import { asVerb } from '../../../src/domain/verbs.ts'
import { speech } from './speech.ts'

const ANA = '<@U1|ana>'
const BEN = '<@U2|ben>'
const read = (line: string): Command => parseCommand(line, speech())
const friday5pm = {
  kind: 'understood',
  at: new Date('2026-03-06T16:00:00Z'),
  words: 'fri 5pm',
  precision: 'time',
  zone: 'Europe/Berlin',
}

const list = (filters: readonly ListFilter[], more: object = {}) => ({
  kind: 'list',
  view: { filters, sort: null, group: null },
  name: null,
  save: null,
  page: null,
  ...more,
})

const COMMANDS: readonly (readonly [string, object])[] = [
  ['', { kind: 'form' }],
  ['   ', { kind: 'form' }],
  ['WEB-12', { kind: 'show', references: ['WEB-12'] }],
  ['web-12, brd-3', { kind: 'show', references: ['WEB-12', 'BRD-3'] }],
  ['show WEB-12', { kind: 'show', references: ['WEB-12'] }],
  ['list', list([])],
  ['list me overdue', list([{ kind: 'me' }, { kind: 'overdue' }])],
  [
    `LIST ${ANA} web page 3`,
    list(
      [
        { kind: 'member', memberId: 'U1' },
        { kind: 'project', key: 'WEB' },
      ],
      { page: 3 },
    ),
  ],
  [
    'list at risk label:copy this week',
    list([{ kind: 'at-risk' }, { kind: 'label', label: 'copy' }, { kind: 'week' }]),
  ],
  [
    'list at-risk, blocked unassigned today',
    list([{ kind: 'at-risk' }, { kind: 'status', status: 'blocked' }, { kind: 'unassigned' }, { kind: 'today' }]),
  ],
  [
    'list overdeu',
    { kind: 'near-miss', typed: 'list overdeu', verb: 'list', suggestion: 'list overdue', line: 'list overdue' },
  ],
  ['list XYZ', { kind: 'incomplete', verb: 'list', references: [], missing: 'project', typed: 'XYZ' }],
  ['start WEB-12', { kind: 'move', verb: 'start', references: ['WEB-12'], note: null }],
  ['Review WEB-12 second draft', { kind: 'move', verb: 'review', references: ['WEB-12'], note: 'second draft' }],
  [
    'done WEB-12 WEB-13,web-14 and BRD-2',
    { kind: 'move', verb: 'done', references: ['WEB-12', 'WEB-13', 'WEB-14', 'BRD-2'], note: null },
  ],
  ['done WEB-12: sent &amp; archived', { kind: 'move', verb: 'done', references: ['WEB-12'], note: 'sent & archived' }],
  ['drop WEB-12 out of scope', { kind: 'move', verb: 'drop', references: ['WEB-12'], note: 'out of scope' }],
  ['reopen WEB-12', { kind: 'move', verb: 'reopen', references: ['WEB-12'], note: null }],
  ['unblock WEB-12', { kind: 'move', verb: 'unblock', references: ['WEB-12'], note: null }],
  ['take WEB-12', { kind: 'move', verb: 'take', references: ['WEB-12'], note: null }],
  ['done WBE-12', { kind: 'move', verb: 'done', references: ['WBE-12'], note: null }],
  [
    'block WEB-12 waiting on client logo',
    {
      kind: 'block',
      references: ['WEB-12'],
      reason: 'waiting on client logo',
      waitsOnMemberIds: [],
      waitsOnReferences: [],
    },
  ],
  [
    `block WEB-12 ${BEN} must finish WEB-9`,
    {
      kind: 'block',
      references: ['WEB-12'],
      reason: '@ben must finish WEB-9',
      waitsOnMemberIds: ['U2'],
      waitsOnReferences: ['WEB-9'],
    },
  ],
  [
    'block WEB-12',
    { kind: 'block', references: ['WEB-12'], reason: null, waitsOnMemberIds: [], waitsOnReferences: [] },
  ],
  [`assign WEB-12 ${BEN}`, { kind: 'assign', references: ['WEB-12'], memberIds: ['U2'], note: null }],
  [`assign ${BEN} WEB-12`, { kind: 'assign', references: ['WEB-12'], memberIds: ['U2'], note: null }],
  [
    `assign WEB-12 to ${BEN} ask ${ANA} for files`,
    { kind: 'assign', references: ['WEB-12'], memberIds: ['U2'], note: 'ask @ana for files' },
  ],
  [`assign WEB-12 ${BEN} ${ANA}`, { kind: 'assign', references: ['WEB-12'], memberIds: ['U2', 'U1'], note: null }],
  ['assign WEB-12 to nobody', { kind: 'assign', references: ['WEB-12'], memberIds: [], note: null }],
  ['assign WEB-12 none', { kind: 'assign', references: ['WEB-12'], memberIds: [], note: null }],
  ['assign WEB-12 to me', { kind: 'move', verb: 'take', references: ['WEB-12'], note: null }],
  [
    'assign WEB-12',
    { kind: 'incomplete', verb: 'assign', references: ['WEB-12'], missing: 'person', typed: 'assign WEB-12' },
  ],
  [
    `handoff WEB-12 ${BEN} files in drive`,
    { kind: 'handoff', references: ['WEB-12'], memberIds: ['U2'], note: 'files in drive' },
  ],
  ['due WEB-12 fri 5pm', { kind: 'due', references: ['WEB-12'], due: friday5pm }],
  ['due WEB-12 WEB-13 to fri 5pm', { kind: 'due', references: ['WEB-12', 'WEB-13'], due: friday5pm }],
  ['due WEB-12 none', { kind: 'due', references: ['WEB-12'], due: null }],
  ['estimate WEB-12 none', { kind: 'estimate', references: ['WEB-12'], minutes: null }],
  [
    'block WEB-12 on WEB-12',
    {
      kind: 'incomplete',
      verb: 'block',
      references: ['WEB-12'],
      missing: 'another-task',
      typed: 'block WEB-12 on WEB-12',
    },
  ],
  [
    'link WEB-12 javascript:alert(1)',
    {
      kind: 'incomplete',
      verb: 'link',
      references: ['WEB-12'],
      missing: 'address',
      typed: 'link WEB-12 javascript:alert(1)',
    },
  ],
  ['due WEB-12 soonish', { kind: 'due', references: ['WEB-12'], due: { kind: 'not-understood', words: 'soonish' } }],
  ['due WEB-12', { kind: 'incomplete', verb: 'due', references: ['WEB-12'], missing: 'date', typed: 'due WEB-12' }],
  ['estimate WEB-12 4h', { kind: 'estimate', references: ['WEB-12'], minutes: 240 }],
  ['est WEB-12 ~half a day', { kind: 'estimate', references: ['WEB-12'], minutes: 240 }],
  [
    'estimate WEB-12 4',
    { kind: 'incomplete', verb: 'estimate', references: ['WEB-12'], missing: 'estimate', typed: 'estimate WEB-12 4' },
  ],
  ['priority WEB-12 urgent', { kind: 'priority', references: ['WEB-12'], priority: 'urgent' }],
  ['prio WEB-12 !p2', { kind: 'priority', references: ['WEB-12'], priority: 'high' }],
  [
    'priority WEB-12 whatever',
    {
      kind: 'incomplete',
      verb: 'priority',
      references: ['WEB-12'],
      missing: 'priority',
      typed: 'priority WEB-12 whatever',
    },
  ],
  [
    `note WEB-12 ask ${ANA} &lt;soon&gt; due fri`,
    { kind: 'note', references: ['WEB-12'], text: 'ask @ana <soon> due fri' },
  ],
  ['note WEB-12', { kind: 'incomplete', verb: 'note', references: ['WEB-12'], missing: 'text', typed: 'note WEB-12' }],
  ['check WEB-12', { kind: 'check', references: ['WEB-12'], items: [] }],
  ['check WEB-12 + Proofread & send', { kind: 'check', references: ['WEB-12'], items: [], add: 'Proofread & send' }],
  ['check WEB-12 2', { kind: 'check', references: ['WEB-12'], items: [2] }],
  ['check WEB-12 1, 3 and 4', { kind: 'check', references: ['WEB-12'], items: [1, 3, 4] }],
  [
    'link WEB-12 <https://x.test/a?b=1&amp;c=2> final',
    { kind: 'link', references: ['WEB-12'], urls: ['https://x.test/a?b=1&c=2'], text: 'final' },
  ],
  ['depends WEB-12 on WEB-9, WEB-8', { kind: 'depends', references: ['WEB-12'], on: ['WEB-9', 'WEB-8'], not: false }],
  ['depends WEB-12 not on WEB-9', { kind: 'depends', references: ['WEB-12'], on: ['WEB-9'], not: true }],
  ['depends WEB-12 no longer on WEB-9', { kind: 'depends', references: ['WEB-12'], on: ['WEB-9'], not: true }],
  ['accept WEB-12', { kind: 'accept', references: ['WEB-12'] }],
  ['decline WEB-12 booked until friday', { kind: 'decline', references: ['WEB-12'], reason: 'booked until friday' }],
  ['decline WEB-12', { kind: 'decline', references: ['WEB-12'], reason: null }],
  [
    'reject WEB-12',
    {
      kind: 'near-miss',
      typed: 'reject WEB-12',
      verb: 'decline',
      suggestion: 'decline WEB-12',
      line: 'decline WEB-12',
    },
  ],
  ['watch WEB-12, BRD-1', { kind: 'watch', references: ['WEB-12', 'BRD-1'] }],
  ['unwatch WEB-12', { kind: 'unwatch', references: ['WEB-12'] }],
  ['left WEB-12 2h', { kind: 'left', references: ['WEB-12'], minutes: 120 }],
  ['left WEB-12: nothing', { kind: 'left', references: ['WEB-12'], minutes: 0 }],
  [
    'left WEB-12 ages',
    { kind: 'incomplete', verb: 'left', references: ['WEB-12'], missing: 'estimate', typed: 'left WEB-12 ages' },
  ],
  ['label WEB-12 #launch -#Draft', { kind: 'label', references: ['WEB-12'], add: ['launch'], remove: ['draft'] }],
  ['label WEB-12 <#C1|design>', { kind: 'label', references: ['WEB-12'], add: ['design'], remove: [] }],
  [
    'label WEB-12',
    { kind: 'incomplete', verb: 'label', references: ['WEB-12'], missing: 'label', typed: 'label WEB-12' },
  ],
  ['phase WEB-12 to Design &amp; copy', { kind: 'phase', references: ['WEB-12'], name: 'Design & copy' }],
  ['phase WEB-12 none', { kind: 'phase', references: ['WEB-12'], name: null }],
  ['set WEB-12 Shoot day fri', { kind: 'set', references: ['WEB-12'], text: 'Shoot day fri' }],
  [
    'repeat WEB-12 every other friday at 5pm',
    { kind: 'repeat', references: ['WEB-12'], words: 'every other friday at 5pm' },
  ],
  ['repeat WEB-12 never', { kind: 'repeat', references: ['WEB-12'], words: null }],
  [
    'repeat WEB-12 sometimes',
    { kind: 'incomplete', verb: 'repeat', references: ['WEB-12'], missing: 'rule', typed: 'repeat WEB-12 sometimes' },
  ],
  ['merge WEB-12 WEB-13 into web-9', { kind: 'merge', references: ['WEB-12', 'WEB-13'], into: 'WEB-9' }],
  ['duplicate WEB-12 of WEB-9', { kind: 'merge', references: ['WEB-12'], into: 'WEB-9' }],
  [
    'merge WEB-12 into WEB-9 WEB-8',
    {
      kind: 'incomplete',
      verb: 'merge',
      references: ['WEB-12'],
      missing: 'reference',
      typed: 'merge WEB-12 into WEB-9 WEB-8',
    },
  ],
  [`check WEB-12 2 ${BEN}`, { kind: 'check', references: ['WEB-12'], items: [2], ownerId: 'U2' }],
  [
    `check WEB-12 + Ask ${ANA} for files ${BEN}`,
    { kind: 'check', references: ['WEB-12'], items: [], add: 'Ask @ana for files', ownerId: 'U2' },
  ],
  [
    `check WEB-12 ${BEN}`,
    { kind: 'incomplete', verb: 'check', references: ['WEB-12'], missing: 'item', typed: 'check WEB-12 @ben' },
  ],
  [
    'raci WEB-12 A:<@U3|cleo> C: <@U4|dev>, <@U5|eve> I:<@U6|finn>',
    {
      kind: 'raci',
      references: ['WEB-12'],
      roles: [
        { role: 'A', memberIds: ['U3'] },
        { role: 'C', memberIds: ['U4', 'U5'] },
        { role: 'I', memberIds: ['U6'] },
      ],
    },
  ],
  [
    'raci WEB-12 C:none I: nobody',
    {
      kind: 'raci',
      references: ['WEB-12'],
      roles: [
        { role: 'C', memberIds: [] },
        { role: 'I', memberIds: [] },
      ],
    },
  ],
  [
    'raci WEB-12 C:none <@U3|cleo>',
    { kind: 'incomplete', verb: 'raci', references: ['WEB-12'], missing: 'role', typed: 'raci WEB-12 C:none @cleo' },
  ],
  [
    'raci WEB-12 X:<@U3|cleo>',
    { kind: 'incomplete', verb: 'raci', references: ['WEB-12'], missing: 'role', typed: 'raci WEB-12 X:@cleo' },
  ],
  ['search hero copy', { kind: 'search', text: 'hero copy' }],
  [
    'snooze WEB-12 2h',
    {
      kind: 'snooze',
      references: ['WEB-12'],
      until: {
        kind: 'understood',
        at: new Date('2026-03-04T12:00:00Z'),
        words: '2h',
        precision: 'time',
        zone: 'Europe/Berlin',
      },
    },
  ],
  ['undo', { kind: 'undo' }],
  ['export', { kind: 'export', format: 'csv', separator: null, filters: [], name: null }],
  ['export JSON', { kind: 'export', format: 'json', separator: null, filters: [], name: null }],
  [
    'export csv semicolon WEB overdue',
    {
      kind: 'export',
      format: 'csv',
      separator: ';',
      filters: [{ kind: 'project', key: 'WEB' }, { kind: 'overdue' }],
      name: null,
    },
  ],
  ['export me', { kind: 'export', format: 'csv', separator: null, filters: [{ kind: 'me' }], name: null }],
  [
    'export json overdeu',
    {
      kind: 'near-miss',
      typed: 'export json overdeu',
      verb: 'export',
      suggestion: 'export json overdue',
      line: 'export json overdue',
    },
  ],
  [
    'export csv sort:due',
    { kind: 'incomplete', verb: 'export', references: [], missing: 'file', typed: 'export csv sort:due' },
  ],
  ['export XYZ', { kind: 'incomplete', verb: 'export', references: [], missing: 'project', typed: 'XYZ' }],
  ['history WEB-12', { kind: 'history', references: ['WEB-12'] }],
  ['history WEB-12 page 2', { kind: 'history', references: ['WEB-12'], page: 2 }],
  ['help', { kind: 'help', verb: null }],
  ['help due', { kind: 'help', verb: 'due' }],
  ['help dnoe', { kind: 'near-miss', typed: 'help dnoe', verb: 'help', suggestion: 'help done', line: 'help done' }],
  [
    'dnoe WEB-12',
    { kind: 'near-miss', typed: 'dnoe WEB-12', verb: 'done', suggestion: 'done WEB-12', line: 'done WEB-12' },
  ],
  [
    'finish WEB-12',
    { kind: 'near-miss', typed: 'finish WEB-12', verb: 'done', suggestion: 'done WEB-12', line: 'done WEB-12' },
  ],
  [
    `asign WEB-12 ${BEN}`,
    {
      kind: 'near-miss',
      typed: 'asign WEB-12 @ben',
      verb: 'assign',
      suggestion: 'assign WEB-12 @ben',
      line: 'assign WEB-12 <@U2|ben>',
    },
  ],
  [
    'WEB-12 done',
    { kind: 'near-miss', typed: 'WEB-12 done', verb: 'done', suggestion: 'done WEB-12', line: 'done WEB-12' },
  ],
  ['done', { kind: 'incomplete', verb: 'done', references: [], missing: 'reference', typed: 'done' }],
]

/** Lines that begin like a verb, and are tasks. */
const TASKS = [
  'Review PR 12 by Tom due wed',
  'Start kickoff deck',
  'Done list for the client',
  'List of hotels near the venue',
  'list competitors',
  'list of suppliers by friday',
  'List by hand what is left',
  'Export the logo as svg',
  'Export csv of the media plan',
  'Help Tom with the deck',
  'Undo the redesign of the footer',
  'Export hero in all sizes',
  `Search console setup ${ANA} due fri`,
  'Note to self',
  'Assign photographers to the shoot',
  'Block calendar for the shoot',
  'Take photos of the team',
  'Review COVID-19 banner due fri !high',
  `Crop WEB-12 hero ${ANA} due fri ~2h`,
  'Due diligence on the vendor',
  'Estimate budget with Tom',
  '"done WEB-12"',
  '\\done WEB-12',
  'History page: new copy',
  'frobnicate the widget',
  'Watch the rushes of day two',
  'Label jars for the shoot',
  `Set WEB-12 live ${ANA} due fri`,
  'Set up analytics',
  'Repeat the survey',
  'Merge the two decks',
  'Left column of the homepage',
  'Phase out the old logo',
  'Decline the offer of the printer',
]

describe('parseCommand', () => {
  it.each(COMMANDS)('%s', (line, expected) => {
    expect(read(line)).toEqual(expected)
  })

  it.each(TASKS)('makes a task of: %s', (line) => {
    expect(read(line).kind).toBe('create')
  })

  it.each(VERBS)('understands the example of $verb', ({ verb, example }) => {
    const command = read(withPeople(example))
    expect(command.kind === 'move' ? command.verb : command.kind).toBe(verb)
  })

  // A slip that is itself a verb, such as `est`, is done.
  it.each(VERBS.filter(({ verb, usage }) => usage.includes(' REF') && asVerb(slipOf(verb)) === null))(
    'offers a near miss of $verb as the line that would be done',
    ({ verb, example }) => {
      expect(read(withPeople(example.replace(verb, slipOf(verb))))).toMatchObject({
        kind: 'near-miss',
        verb,
        suggestion: example,
        line: withPeople(example),
      })
    },
  )
})

const slipOf = (verb: string): string => `${verb.charAt(1)}${verb.charAt(0)}${verb.slice(2)}`
const withPeople = (line: string): string => line.replaceAll(/@(\w+)/g, '<@U9|$1>')

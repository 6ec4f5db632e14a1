import { describe, expect, it, test } from 'vitest'
import { formErrors, keyTakenText, projectForm } from '../../../../src/features/projects/form-views.ts'
import {
  changedReply,
  helpReply,
  incompleteReply,
  listReply,
  shownReply,
  startedReply,
  unknownReply,
} from '../../../../src/features/projects/views.ts'
import type { ProjectSheet } from '../../../../src/features/projects/views.ts'
import { messageFaults, textsIn, viewFaults } from '../../../support/block-limits.ts'
import { buildMember, buildProject } from '../../../support/builders.ts'

const EVIL = '<!channel> *all* & `now`'
const people = new Map(
  [
    buildMember(),
    buildMember({ id: 'UCLEO', realName: 'Cleo <!here>' }),
    buildMember({ id: 'UDEV', realName: 'Dev' }),
  ].map((member) => [member.id, member]),
)
const sheet = (overrides: Partial<ProjectSheet> = {}): ProjectSheet => ({
  project: buildProject(),
  people,
  open: 7,
  overdue: 2,
  unowned: 1,
  ...overrides,
})
const extreme = sheet({
  project: buildProject({
    name: EVIL.repeat(20),
    client: EVIL.repeat(20),
    key: 'ABCDEF',
    zone: 'America/Argentina/ComodRivadavia',
  }),
  people: new Map([['UCLEO', buildMember({ id: 'UCLEO', realName: EVIL.repeat(20) })]]),
  open: 99_999,
})
const FORM = {
  name: EVIL.repeat(400),
  key: 'WEB',
  client: '',
  channelId: null,
  escalationChannelId: null,
  accountableId: 'UANA',
  coordinatorId: 'UANA',
  zone: 'Europe/Berlin',
}

describe('limits and safety', () => {
  const messages = {
    shown: shownReply(extreme, { mayChange: true }),
    started: startedReply(extreme),
    'list of none': listReply([]),
    'list of three hundred': listReply(Array.from({ length: 300 }, () => extreme)),
    'list of short ones': listReply(Array.from({ length: 60 }, () => sheet())),
    'changed role': changedReply(extreme, { verb: 'role', key: null, role: 'teamLead', memberId: null }),
    archived: changedReply(extreme, { verb: 'archive', key: 'ABCDEF' }),
    help: helpReply(),
    unknown: unknownReply({ verb: 'unknown', typed: EVIL.repeat(200), near: null }),
    near: unknownReply({ verb: 'unknown', typed: 'lst', near: 'list' }),
    incomplete: incompleteReply({ verb: 'incomplete', of: 'role', missing: 'person' }),
  }

  test.each(Object.entries(messages))('%s: Slack takes it, and it pings nobody', (_, message) => {
    expect(messageFaults(message)).toEqual([])
    expect(`${message.text}\n${textsIn(message.blocks)}`).not.toMatch(/<[!@]/)
  })

  it('keeps the form within Slack’s limits whatever was typed before', () => {
    expect(viewFaults(projectForm(FORM, '{}'))).toEqual([])
  })
})

describe('a project', () => {
  it('shows who does what, where, and how it stands', () => {
    const text = textsIn(shownReply(sheet(), { mayChange: true }).blocks)
    expect(text).toContain('*WEB* Website relaunch for Hollis Tea')
    expect(text).toContain('*Channel:* <#CWEB>')
    expect(text).toContain('*Escalations:* <#CESC>')
    expect(text).toContain('*Coordinator:* Cleo &lt;!here&gt;')
    expect(text).toContain('*Project manager:* Dev')
    expect(text).toContain('*Team lead:* nobody yet')
    expect(text).toContain('*Standup:* working days at 09:00 (Europe/Berlin)')
    expect(text).toContain('*Tasks:* 7 open, *2 overdue*, 1 without an owner')
  })

  it('offers to import into it, to those who may, while it is open', () => {
    const shown = (mayChange: boolean, archived = false): string =>
      JSON.stringify(shownReply(sheet({ project: buildProject({ archived }) }), { mayChange }))
    expect(shown(true)).toContain('Import…')
    expect(shown(false)).not.toContain('Import…')
    expect(shown(true, true)).not.toContain('Import…')
  })

  it('says that it is archived, and that its standup is off', () => {
    const project = buildProject({ archived: true, digest: { enabled: false, at: '09:00', lastOn: null } })
    const text = textsIn(shownReply(sheet({ project }), { mayChange: true }).blocks)
    expect(text).toContain('*archived*')
    expect(text).toContain('*Standup:* off')
  })

  it('is listed, and those that do not fit are counted', () => {
    const { text, blocks } = listReply(Array.from({ length: 60 }, () => sheet()))
    const shown = blocks.length - 1
    expect(shown).toBeGreaterThan(20)
    expect(textsIn(blocks.at(-1))).toContain(`+${60 - shown} more`)
    expect(text).toMatch(/^60 projects: WEB, .*\+\d+ more$/)
  })

  it.each([
    [
      { verb: 'role', key: null, role: 'coordinator', memberId: 'UCLEO' },
      'Coordinator of *WEB* Website relaunch is now *Cleo',
    ],
    [{ verb: 'escalation', key: null, channelId: 'CESC' }, 'now go to <#CESC>'],
    [{ verb: 'digest', key: null, setting: '09:00' }, 'now comes to <#CWEB> on working days at 09:00'],
    [{ verb: 'archive', key: 'WEB' }, 'is archived'],
  ] as const)('says what %j changed', (change, words) => {
    expect(textsIn(changedReply(sheet(), change).blocks)).toContain(words)
  })
})

describe('the form', () => {
  it('names each fault at its field', () => {
    const faults = { name: 'empty', key: 'malformed', channel: 'empty', zone: 'unknown' } as const
    const errors = formErrors(faults, { ...FORM, zone: 'Berlin' })
    expect(Object.keys(errors)).toEqual(['name', 'key', 'channel', 'zone'])
    expect(errors['zone']).toContain('“Berlin” is no time zone')
    expect(formErrors({ name: 'too-long' }, { ...FORM, name: 'x'.repeat(90) })['name']).toContain('90')
  })

  it('says whose a taken key is', () => {
    expect(keyTakenText(buildProject({ archived: true }))).toBe(
      'WEB is Website relaunch, which is archived. Choose another key.',
    )
  })
})

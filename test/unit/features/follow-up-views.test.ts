import { describe, expect, it } from 'vitest'
import { ago, escalationNotice, escalationPost, nudgeMessage } from '../../../src/features/follow-ups/views.ts'
import type { EscalationTold } from '../../../src/features/follow-ups/views.ts'
import { DAY, HOUR, MINUTE } from '../../../src/domain/time.ts'
import { buildMember, buildProject, buildTask } from '../../support/builders.ts'
import { read } from '../../support/posts.ts'
import type { Posted } from '../../support/posts.ts'

const now = new Date('2026-03-10T08:00:00Z')
const ana = buildMember()
const cleo = buildMember({ id: 'UCLEO', realName: 'Cleo Martin' })
const sheet = {
  task: buildTask({ dueAt: new Date('2026-03-06T16:00:00Z') }),
  project: buildProject(),
  people: new Map([ana, cleo].map((member) => [member.id, member])),
  references: new Map<string, string>(),
}
const shown = (message: { readonly blocks: readonly object[] }) => read(message as Pick<Posted, 'blocks'>)
const told: EscalationTold = {
  sheet,
  reason: 'unanswered',
  accountable: cleo,
  askedAt: new Date('2026-03-09T08:00:00Z'),
}

describe('how long ago', () => {
  it.each([
    [0, '1 minute ago'],
    [89_000, '1 minute ago'],
    [59 * MINUTE, '59 minutes ago'],
    [HOUR, '1 hour ago'],
    [23 * HOUR, '23 hours ago'],
    [DAY, '1 day ago'],
    [2 * DAY + 16 * HOUR, '3 days ago'],
  ])('%i ms: %s', (passed, words) => {
    expect(ago(new Date(now.getTime() - passed), now)).toBe(words)
  })
})

describe('a nudge', () => {
  it('says what happens without an answer', () => {
    expect(shown(nudgeMessage(sheet, cleo, now))).toContain(
      'Without an answer Cleo Martin is told after 8 working hours.',
    )
    const alone = shown(nudgeMessage(sheet, null, now))
    expect(alone).toContain('Without an answer the project’s escalation channel is told after 8 working hours.')
  })

  it('is complete without its blocks', () => {
    const { text } = nudgeMessage(sheet, cleo, now)
    expect(text).toBe('WEB-1 Fix hero copy was due Fri, 6 Mar 2026, 16:00 UTC, 4 days ago. Is it done?')
  })
})

describe('an escalation', () => {
  it('says that the owner could not be asked where Slack refused the nudge', () => {
    const message = shown(escalationNotice({ ...told, askedAt: null }, now))
    expect(message).toContain('Ana Brandt owns it, could not be asked, because Slack refused the message.')
  })

  it('offers the decisions to the one who answers for the task', () => {
    expect(shown(escalationNotice(told, now))).toContain('[Hand off…]\n[Need until…]\n[Show task]')
    const unowned = { ...sheet, task: { ...sheet.task, ownerId: null } }
    expect(shown(escalationNotice({ ...told, sheet: unowned, reason: 'unowned' }, now))).toContain('[Assign…]')
  })

  it('says in the channel who answers, or that nobody does', () => {
    expect(shown(escalationPost(told, now))).toContain('Cleo Martin answers for it.')
    expect(shown(escalationPost({ ...told, accountable: null }, now))).toContain('nobody is named who answers for it.')
  })

  it('never says digest, which only digests do', () => {
    const all = [nudgeMessage(sheet, cleo, now), escalationNotice(told, now), escalationPost(told, now)]
    for (const message of all) expect(JSON.stringify(message)).not.toMatch(/digest/i)
  })
})

import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../../src/domain/activity.ts'
import { namedIn } from '../../../../src/domain/history.ts'
import { historyReply } from '../../../../src/features/records/history-views.ts'
import { messageFaults, textsIn } from '../../../support/block-limits.ts'
import { buildActivity, buildMember, buildProject, buildTask } from '../../../support/builders.ts'

const names = {
  people: new Map([
    ['UANA', buildMember()],
    ['UBEN', buildMember({ id: 'UBEN', realName: 'Ben <!here>' })],
  ]),
  references: new Map([['task-9', 'WEB-9']]),
  projects: new Map([['project-web', buildProject()]]),
  project: buildProject(),
}
const told = (entry: Partial<Activity>): string => {
  const reply = historyReply({ task: buildTask(), entries: [buildActivity(entry)], page: 1, more: false, names })
  return textsIn(reply.blocks)
}

describe('an entry', () => {
  it('says who, what, before, after, when and from where', () => {
    const at = new Date('2026-03-02T09:00:00Z')
    const text = told({ at, via: 'modal', changes: [{ fact: 'priority', before: 'normal', after: 'high' }] })
    expect(text).toContain('*Ana Brandt* changed')
    expect(text).toContain('Priority: Normal → High')
    expect(text).toContain(`<!date^${at.getTime() / 1000}^`)
    expect(text).toContain('in a form')
  })

  it('says instants as dates, people by name as text, and references', () => {
    const [before, after] = [new Date('2026-03-02T16:00:00Z'), new Date('2026-03-04T16:00:00Z')]
    const block = {
      reason: 'the logo',
      was: 'doing',
      waitsOnMemberIds: ['UBEN'],
      waitsOnTaskIds: ['task-9'],
      since: at,
    }
    const text = told({
      changes: [
        { fact: 'dueAt', before, after },
        { fact: 'ownerId', before: null, after: 'UBEN' },
        { fact: 'block', before: null, after: block },
        { fact: 'dependsOnIds', before: [], after: ['task-9', 'gone'] },
        { fact: 'doneAt', before: null, after: at },
      ],
    })
    expect(text).toMatch(/Due: <!date\^1772467200\^[^>]+> → <!date\^1772640000\^/)
    expect(text).toContain('Owner: _nobody_ → Ben &lt;!here&gt;')
    expect(text).toContain('Blocked: _nothing_ → “the logo” (waits on Ben &lt;!here&gt;, WEB-9)')
    expect(text).toContain('After: _nothing_ → WEB-9, a task that is gone')
    expect(text).not.toContain('doneAt')
  })

  it.each([
    [{ kind: 'noted', note: 'client likes B' }, 'noted', '“client likes B”'],
    [{ kind: 'nudged', actorId: null, via: 'job' }, '*Runsheet* asked the owner', 'by itself'],
    [{ kind: 'undone', undoes: 'x' }, 'took a change back', ''],
    [{ kind: 'created', via: 'setup' }, 'created the task', 'when it was set up'],
  ] as const)('of %o is told', (entry, deed, more) => {
    expect(told(entry)).toContain(deed)
    expect(told(entry)).toContain(more)
  })
})

const at = new Date('2026-03-02T09:00:00Z')

describe('a page', () => {
  const entry = buildActivity({
    note: 'n'.repeat(3000),
    changes: [
      { fact: 'title', before: 'a'.repeat(150), after: 'b & <c>'.repeat(20) },
      { fact: 'description', before: 'd'.repeat(12_000), after: '*<&>'.repeat(3000) },
      { fact: 'labels', before: [], after: Array.from({ length: 60 }, (_, i) => `label-${i}-${'x'.repeat(60)}`) },
      { fact: 'links', before: [], after: [{ url: `https://example.com/${'x'.repeat(900)}`, text: null }] },
    ],
  })
  const page = (number: number, more: boolean) =>
    historyReply({ task: buildTask(), entries: Array.from({ length: 8 }, () => entry), page: number, more, names })

  it('keeps to Slack’s limits, however much changed', () => {
    expect(messageFaults(page(2, true))).toEqual([])
    expect(JSON.stringify(page(2, true).blocks).length).toBeLessThan(13_000)
  })

  it('turns to older and newer ones by saying the command', () => {
    expect(JSON.stringify(page(2, true).blocks)).toContain('"value":"history WEB-1 page 3"')
    expect(JSON.stringify(page(2, true).blocks)).toContain('"value":"history WEB-1 page 1"')
    expect(JSON.stringify(page(1, false).blocks)).not.toContain('"button"')
  })

  it('that does not exist says so', () => {
    const reply = historyReply({ task: buildTask(), entries: [], page: 9, more: false, names })
    expect(textsIn(reply.blocks)).toContain('There is no page 9')
  })
})

describe('what entries name', () => {
  it('is whom and what their changes name, each once', () => {
    const block = { reason: 'x', was: 'doing', waitsOnMemberIds: ['UEVE'], waitsOnTaskIds: ['t2'], since: at }
    const entries = [
      buildActivity({ actorId: null, changes: [{ fact: 'block', before: block, after: null }] }),
      buildActivity({
        changes: [
          { fact: 'ownerId', before: null, after: 'UBEN' },
          { fact: 'consultedIds', before: ['UBEN'], after: ['UCLEO', 'UANA'] },
          { fact: 'dependsOnIds', before: ['t1'], after: ['t1', 't2'] },
          { fact: 'projectId', before: 'p1', after: 'p2' },
          { fact: 'title', before: 'UX', after: 'UY' },
        ],
      }),
    ]
    const { memberIds, taskIds, projectIds } = namedIn(entries)
    expect(memberIds.toSorted()).toEqual(['UANA', 'UBEN', 'UCLEO', 'UEVE'])
    expect(taskIds.toSorted()).toEqual(['t1', 't2'])
    expect(projectIds).toEqual(['p1', 'p2'])
  })
})

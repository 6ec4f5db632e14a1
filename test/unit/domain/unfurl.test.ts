import { describe, expect, it } from 'vitest'
import { linksIn, namedInPassing } from '../../../src/domain/named-tasks.ts'
import { isAbout, isDue, mayBeShown, UNFURL_RULES, withChange, withPlace } from '../../../src/domain/unfurl.ts'
import type { Unfurled, UnfurlPlace } from '../../../src/domain/unfurl.ts'
import { buildProject, buildTask, MADE_AT } from '../../support/builders.ts'

describe('what a message names in passing', () => {
  it.each<[string, readonly string[]]>([
    ['WEB-12 is late', ['WEB-12']],
    ['see web-12, BRD-3 and WEB-12', ['WEB-12', 'BRD-3']],
    ['(WEB-12)', ['WEB-12']],
    ['*WEB-12*: WEB-13’s draft; _WEB-14_', ['WEB-12', 'WEB-13']],
    ['WEB-12.', ['WEB-12']],
    ['WEB-12/WEB-13', []],
    ['feature/WEB-12-hero', []],
    ['WEB-12.pdf and v1.WEB-2', []],
    ['<https://x.example.com/browse/WEB-12>', []],
    ['<https://x.example.com/|WEB-12>', []],
    ['`WEB-12` and ```\nWEB-13\n```', []],
    ['```WEB-12', []],
    ['&gt; WEB-12 was late\nyes', []],
    ['<@UWEB-12> <#C1|web-12>', []],
    ['WEB-0 WEB-01 WEB-1234567890 TOOLONG-1 A-1', []],
    ['WEB‑12', ['WEB-12']],
    ['', []],
  ])('%s: %j', (text, named) => expect(namedInPassing(text)).toEqual(named))

  it('takes no time over what is long and odd', () => {
    const begun = performance.now()
    for (const piece of ['`', '<', 'WEB-', '&gt;', 'a-1 ', '```\n']) namedInPassing(piece.repeat(20_000))
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  it('finds links', () => {
    expect(
      linksIn('see <https://a.example.com/t/T1/WEB-1|here> and <mailto:x@y.z|x> <https://a.example.com/b>'),
    ).toEqual(['https://a.example.com/t/T1/WEB-1', 'https://a.example.com/b'])
  })
})

const open = buildProject()
const closed = buildProject({ private: true })

describe('where a task may be shown', () => {
  it.each([
    ['anywhere', open, { id: 'CX', external: false }, true],
    ['not where others read, unless it lives there', open, { id: 'CX', external: true }, false],
    ['where it lives, whoever reads it', open, { id: 'CWEB', external: true }, true],
    ['where it lives, if it is private', closed, { id: 'CWEB', external: false }, true],
    ['nowhere else, if it is private', closed, { id: 'CX', external: false }, false],
  ])('%s', (_, project, channel, expected) => expect(mayBeShown(project, channel)).toBe(expected))
})

describe('a thread is about a task', () => {
  const source = { channelId: 'C1', ts: '1.0', permalink: 'p' }
  const cards = [
    { channelId: 'C2', ts: '2.1', threadTs: '2.0' },
    { channelId: 'C3', ts: '3.0' },
  ]
  const task = buildTask({ source, cards })
  it.each([
    ['C1', '1.0', true],
    ['C2', '2.0', true],
    ['C3', '3.0', true],
    ['C3', '1.0', false],
    ['C2', '2.1', false],
  ])('%s %s: %s', (channelId, ts, expected) => expect(isAbout(task, channelId, ts)).toBe(expected))
})

const place = (id: string, facts: Partial<UnfurlPlace> = {}): UnfurlPlace => ({
  id,
  messageTs: id,
  threadTs: id,
  url: null,
  ts: null,
  steady: false,
  removed: false,
  ...facts,
})
const shown: Unfurled = {
  workspaceId: 'T1',
  channelId: 'C1',
  taskId: 'task-1',
  lastAt: MADE_AT,
  places: [place('1.0')],
  version: 1,
}
const after = (minutes: number): Date => new Date(MADE_AT.getTime() + minutes * 60_000)

describe('a task that was shown in a channel', () => {
  it.each([
    ['a minute later', '2.0', 1, false],
    ['just before half an hour has passed', '2.0', 29.9, false],
    ['half an hour later', '2.0', 30, true],
    ['in the same thread, however much later', '1.0', 9999, false],
  ])('is shown again: %s', (_, root, minutes, expected) => expect(isDue(shown, root, after(minutes))).toBe(expected))

  it('was never shown before: it is due', () => expect(isDue(undefined, '1.0', MADE_AT)).toBe(true))

  it('counts from when it was shown last, and remembers so many places', () => {
    const again = withPlace(shown, place('2.0'), after(40))
    expect(isDue(again, '3.0', after(69))).toBe(false)
    const often = Array.from({ length: 30 }, (_, index) => place(`${index}.9`)).reduce(
      (unfurled, each) => withPlace(unfurled, each, after(1)),
      shown,
    )
    expect(often.places).toHaveLength(UNFURL_RULES.places)
    expect(often.places.at(-1)?.id).toBe('29.9')
  })

  it('changes in one place', () => {
    const two = withPlace(shown, place('2.0'), after(40))
    expect(withChange(two, '2.0', { ts: '2.5' }).places.map(({ ts }) => ts)).toEqual([null, '2.5'])
    expect(withChange(two, 'none', { ts: '2.5' })).toEqual(two)
  })
})

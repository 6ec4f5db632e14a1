import { describe, expect, it, test } from 'vitest'
import type { Activity } from '../../../src/domain/activity.ts'
import { whyCannotUndo } from '../../../src/domain/undo.ts'
import { buildActivity } from '../../support/builders.ts'

const now = new Date('2026-03-27T08:10:00Z')
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

const entry = (id: string, overrides: Partial<Activity> = {}): Activity =>
  buildActivity({ id, at: minutesAgo(5), actorId: 'UANA', kind: 'changed', ...overrides })

/** Whether UANA can take back `of`, given what came after it, newest first. */
const why = (of: Activity | undefined, ...since: readonly Activity[]) =>
  whyCannotUndo(of, { actorId: 'UANA', now, log: [...since, ...(of ? [of] : [])] })

describe('a change can be taken back', () => {
  test.each<[string, Activity | undefined, readonly Activity[], ReturnType<typeof why>]>([
    ['when it is the last', entry('a'), [], null],
    ['for ten minutes', entry('a', { at: minutesAgo(10) }), [], null],
    ['but no longer', entry('a', { at: minutesAgo(10.1) }), [], 'late'],
    ['only if there is one', undefined, [], 'nothing'],
    ['only by whoever made it', entry('a', { actorId: 'UBEN' }), [], 'not-yours'],
    ['once', entry('a'), [entry('b', { kind: 'undone', undoes: 'a' })], 'already'],
    ['not under another change', entry('a'), [entry('b')], 'moved-on'],
    [
      'not under one that was put back in part',
      entry('a'),
      [
        entry('c', { actorId: null, changes: [{ fact: 'labels', before: ['x', 'y'], after: ['x'] }] }),
        entry('b', { changes: [{ fact: 'labels', before: [], after: ['x', 'y'] }] }),
      ],
      'moved-on',
    ],
    ['not under somebody else’s', entry('a'), [entry('b', { actorId: 'UBEN' })], 'moved-on'],
    [
      'when the changes above it were taken back',
      entry('a'),
      [entry('c', { kind: 'undone', undoes: 'b' }), entry('b', { actorId: 'UBEN' })],
      null,
    ],
    [
      'under what was put back otherwise',
      entry('a'),
      [
        entry('c', { actorId: null, changes: [{ fact: 'labels', before: ['x'], after: [] }] }),
        entry('b', { changes: [{ fact: 'labels', before: [], after: ['x'] }] }),
      ],
      null,
    ],
    ['under a note', entry('a'), [entry('b', { kind: 'noted', actorId: 'UBEN' })], null],
    ['under a nudge', entry('a'), [entry('b', { kind: 'nudged', actorId: null })], null],
  ])('%s', (_when, of, since, expected) => {
    expect(why(of, ...since)).toBe(expected)
  })

  it('if it was no reply in a thread, and nothing that Runsheet did', () => {
    expect(why(entry('a', { kind: 'noted' }), entry('b', { actorId: 'UBEN' }))).toBeNull()
    expect(why(entry('a', { kind: 'noted', message: { channelId: 'C1', ts: '1.1' } }))).toBe('note')
    expect(why(entry('a', { kind: 'undone', undoes: 'z' }))).toBe('nothing')
  })
})

describe('a creation can be taken back', () => {
  const created = entry('a', { kind: 'created' })

  it('as long as nobody did anything to the task, a note included', () => {
    expect(why(created)).toBeNull()
    expect(why(created, entry('b', { kind: 'noted', actorId: 'UBEN' }))).toBe('moved-on')
    expect(why(created, entry('c', { kind: 'undone', undoes: 'b' }), entry('b', { kind: 'noted' }))).toBeNull()
    expect(why(created, entry('b', { kind: 'nudged', actorId: null }))).toBeNull()
  })
})

it('what is too far back in the log has moved on', () => {
  expect(whyCannotUndo(entry('a'), { actorId: 'UANA', now, log: [entry('b')] })).toBe('moved-on')
})

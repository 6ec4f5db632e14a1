import { expect, it } from 'vitest'
import { withStandingNotes } from '../../../src/domain/notes.ts'
import { buildActivity } from '../../support/builders.ts'

const noted = (id: string, note: string | null, ts: string | null) =>
  buildActivity({ id, kind: 'noted', note, ...(ts === null ? {} : { message: { channelId: 'C1', ts } }) })
const standing = (...entries: ReturnType<typeof noted>[]) => withStandingNotes(entries).map(({ id }) => id)

it('of the entries about one reply the newest counts', () => {
  expect(standing(noted('edit 2', 'C', '1.1'), noted('edit 1', 'B', '1.1'), noted('first', 'A', '1.1'))).toEqual([
    'edit 2',
  ])
})

it('a deleted reply leaves none, others stay as they are', () => {
  const others = [noted('command', 'x', null), noted('other', 'y', '1.2'), buildActivity({ id: 'change', note: 'z' })]
  expect(standing(noted('deleted', null, '1.1'), ...others, noted('first', 'A', '1.1'))).toEqual([
    'command',
    'other',
    'change',
  ])
})

it('a note that was undone is none; a change of that name is not its concern', () => {
  const undone = buildActivity({ id: 'undone', kind: 'undone', note: null, undoes: 'first' })
  expect(standing(undone, noted('second', 'B', null), noted('first', 'A', null))).toEqual(['undone', 'second'])
})

import { describe, expect, it } from 'vitest'
import { sendable } from '../../../src/store/outbox-order.ts'
import type { Waiting } from '../../../src/store/outbox-order.ts'

const WALL = 1000
type Row = Waiting & { readonly name: string }

/** `a`: a message; `e1`: an edit of message 1; `~` before it: it waits for another attempt; `?`: it has a premise. */
const rows = (line: string): readonly Row[] =>
  line.split(' ').map((word) => {
    const [, waits, name = ''] = /^(~?)(\w+)/.exec(word) ?? []
    const edit = /^e(\d)/.exec(name)
    return {
      name,
      retryAt: waits ? WALL + 500 : 0,
      premise: word.endsWith('?') ? { taskId: 't' } : null,
      to: edit
        ? { kind: 'edit', channelId: 'C1', ts: `${edit[1]}.1` }
        : { kind: 'channel', channelId: 'C1', threadTs: null },
    }
  })
const names = (found: readonly Row[]): string => found.map(({ name }) => name).join(' ')

describe('what of a lane can be sent', () => {
  it.each([
    ['a b c', 'a b c', ''],
    ['a ~b c', 'a', ''],
    ['~a e1', '', ''],
    ['~e1 a', 'a', ''],
    ['e1a e2 e1b', 'e2 e1b', 'e1a'],
    ['e1a ~e1b', 'e1a', ''],
    ['~e1a e1b', 'e1b', 'e1a'],
    ['e1a e1b?', 'e1a e1b', ''],
    ['e1a a e1b ~e1c', 'a e1b', 'e1a'],
  ])('%s: %s, without %s', (line, ready, superseded) => {
    const found = sendable(rows(line), WALL)
    expect(names(found.ready)).toBe(ready)
    expect(names(found.superseded)).toBe(superseded)
  })

  it('says when there will be something where nothing is ready', () => {
    expect(sendable(rows('~e1'), WALL).idleUntil).toBe(WALL + 500)
    expect(sendable(rows('~a e1'), WALL).idleUntil).toBe(WALL + 500)
  })
})

import { expect, it } from 'vitest'
import type { Command } from '../../../src/domain/command.ts'
import { lineAbout } from '../../../src/domain/thread-line.ts'
import { speech } from './speech.ts'

const about = (line: string): Command | null => lineAbout(line, 'WEB-7', speech())

it.each([
  ['done', { kind: 'move', verb: 'done', references: ['WEB-7'], note: null }],
  ['Done, client is happy', { kind: 'move', verb: 'done', references: ['WEB-7'] }],
  ['start', { kind: 'move', verb: 'start', references: ['WEB-7'] }],
  ['due fri', { kind: 'due', references: ['WEB-7'] }],
  ['assign <@U2|ben>', { kind: 'assign', references: ['WEB-7'], memberIds: ['U2'] }],
  ['assign nobody', { kind: 'assign', references: ['WEB-7'], memberIds: [] }],
  ['note the client likes it', { kind: 'note', references: ['WEB-7'], text: 'the client likes it' }],
  ['estimate 3h', { kind: 'estimate', references: ['WEB-7'], minutes: 180 }],
  ['priority high', { kind: 'priority', references: ['WEB-7'], priority: 'high' }],
  ['history', { kind: 'history', references: ['WEB-7'] }],
  ['due', { kind: 'incomplete', verb: 'due', references: ['WEB-7'], missing: 'date' }],
])('%s is about the task of the thread', (line, command) => {
  expect(about(line)).toMatchObject(command)
})

it.each([
  ['it names a task', 'done WEB-8'],
  ['it names one of no project', 'done XYZ-8'],
  ['nothing is missing', 'undo'],
  ['nothing is missing', 'list me'],
  ['it may be a new task', 'Review the second draft'],
  ['it may be a new task', 'Check the fonts'],
  ['it may be a new task', 'Block the street for the shoot'],
  ['it may be a new task', 'Due diligence for the client'],
  ['it may be a new task', 'Snooze button does nothing'],
  ['it may be a new task', 'Reopen the discussion with the client'],
  ['it may be a new task', 'Done list for the client'],
  ['it has a date', 'Done: final logo due fri'],
  ['it begins with no verb', 'looks good'],
  ['the verb is quoted', '"done" stamp for the deck'],
])('where %s it is left as it is: %s', (_why, line) => {
  expect(about(line)).toBeNull()
})

import { expect, it, test } from 'vitest'
import { parseRunsheetCommand } from '../../../../src/domain/runsheet-command.ts'
import { DEFAULT_SETTINGS } from '../../../../src/domain/workspace.ts'
import { helpMessage, unknownWord } from '../../../../src/features/help/views.ts'
import { messageFaults, textsIn } from '../../../support/block-limits.ts'

test.each([
  ['', { word: 'help' }],
  ['HELP', { word: 'help' }],
  ['?', { word: 'help' }],
  [' Settings ', { word: 'settings' }],
  ['config', { word: 'settings' }],
  ['setings', { word: 'unknown', typed: 'setings', near: 'settings' }],
  ['hlep', { word: 'unknown', typed: 'hlep', near: 'help' }],
  ['<!channel>', { word: 'unknown', typed: '@channel', near: null }],
])('/runsheet %s', (said, command) => expect(parseRunsheetCommand(said)).toEqual(command))

it('names every command and where more help is', () => {
  const help = helpMessage(DEFAULT_SETTINGS)
  const text = textsIn(help.blocks)
  for (const word of [
    '/task',
    '/project',
    '/task help',
    '/project help',
    'Create task from message',
    '/runsheet settings',
  ])
    expect(text).toContain(word)
  expect(messageFaults(help)).toEqual([])
})

it('tells of reactions as the workspace has set them', () => {
  expect(textsIn(helpMessage(DEFAULT_SETTINGS).blocks)).toContain(
    ':white_check_mark: on a card completes it, :memo: on',
  )
  const off = helpMessage({ ...DEFAULT_SETTINGS, doneReaction: null, proposeReaction: null })
  expect(textsIn(off.blocks)).not.toMatch(/:\w+: on a/)
})

it('shows what can be typed without invisible characters in it', () => {
  expect(textsIn(helpMessage(DEFAULT_SETTINGS).blocks)).not.toMatch(/\u200B/)
})

test.each(['metrics', 'setings', '<!channel> '.repeat(100), '<@U1|ana>'])('/runsheet %s says what there is', (said) => {
  const command = parseRunsheetCommand(said)
  if (command.word !== 'unknown') throw new Error('It is known.')
  const answer = unknownWord(command)
  expect(messageFaults(answer)).toEqual([])
  expect(answer.text).toContain('is nothing that /runsheet does')
  expect(textsIn(answer.blocks)).toContain('`/runsheet settings`')
  expect(`${answer.text}${textsIn(answer.blocks)}`).not.toMatch(/<[!@]/)
})

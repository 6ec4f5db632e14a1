import { expect, it, test } from 'vitest'
import { answerWord, helpMessage } from '../../../../src/features/help/views.ts'
import { messageFaults, textsIn } from '../../../support/block-limits.ts'

test.each(['', 'help', 'HELP', '?'])('/runsheet %s explains Runsheet', (said) => {
  expect(answerWord(said)).toEqual(helpMessage())
})

it('names every command and where more help is', () => {
  const text = textsIn(helpMessage().blocks)
  for (const word of ['/task', '/project', '/task help', '/project help', 'Create task from message'])
    expect(text).toContain(word)
  expect(messageFaults(helpMessage())).toEqual([])
})

it('shows what can be typed without invisible characters in it', () => {
  expect(textsIn(helpMessage().blocks)).not.toMatch(/\u200B/)
})

test.each(['settings', '<!channel> '.repeat(100), '<@U1|ana>'])('/runsheet %s says what there is today', (said) => {
  const answer = answerWord(said)
  expect(messageFaults(answer)).toEqual([])
  expect(answer.text).toContain('is nothing that /runsheet does today')
  expect(`${answer.text}${textsIn(answer.blocks)}`).not.toMatch(/<[!@]/)
})

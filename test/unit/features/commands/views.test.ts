import { describe, expect, it, test } from 'vitest'
import { VERBS } from '../../../../src/domain/command.ts'
import type { Missing } from '../../../../src/domain/command.ts'
import { helpReply, incompleteText, nearMissReply } from '../../../../src/features/commands/views.ts'
import { messageFaults, textsIn } from '../../../support/block-limits.ts'
import { nasty } from '../../../support/extreme.ts'

const verbs = VERBS.map(({ verb }) => verb)

describe('the help', () => {
  it('is within Slack’s limits, and so is that of each verb, with its example', () => {
    expect(messageFaults(helpReply(null))).toEqual([])
    for (const { verb, example } of VERBS) {
      const reply = helpReply(verb)
      expect(messageFaults(reply)).toEqual([])
      expect(textsIn(reply.blocks)).toContain(`/task ${example}`)
    }
  })
})

describe('a near miss', () => {
  const miss = (line: string) =>
    ({
      kind: 'near-miss',
      typed: `dnoe ${line}`,
      verb: 'done',
      suggestion: `done ${line}`,
      line: `done ${line}`,
    }) as const

  it('has a button for the line that was meant and one for a new task', () => {
    const { blocks } = nearMissReply(miss('WEB-1'), 'draft-1')
    expect(JSON.stringify(blocks)).toContain('"value":"done WEB-1"')
    expect(JSON.stringify(blocks)).toContain('"value":"draft-1"')
  })

  test.each([
    ['short', 'WEB-1 <!channel>'],
    ['long', `WEB-1 ${nasty(7900)}`],
  ])('that is %s is within Slack’s limits and pings nobody', (_what, line) => {
    const reply = nearMissReply(miss(line), 'draft-1')
    expect(messageFaults(reply)).toEqual([])
    expect(`${reply.text} ${textsIn(reply.blocks)}`).not.toMatch(/<[@#!]/)
    expect(textsIn(reply.blocks)).toContain('Did you mean')
  })
})

describe('what a verb still needs', () => {
  const missing: readonly Missing[] = [
    'reference',
    'person',
    'date',
    'text',
    'estimate',
    'priority',
    'item',
    'address',
    'role',
    'project',
  ]

  test.each(missing)('%s is said with an example', (what) => {
    for (const verb of verbs) {
      const text = incompleteText({ kind: 'incomplete', verb, missing: what, references: [], typed: verb })
      expect(text).toMatch(/^\/task \S+ needs .+, so nothing was done\. For example: \/task .+\.$/)
    }
  })
})

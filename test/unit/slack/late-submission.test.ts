import { expect, it } from 'vitest'
import { lateSubmission } from '../../../src/slack/late-submission.ts'
import { Payload } from '../../../src/slack/payload.ts'

const payload = (...typed: readonly string[]): Payload =>
  Payload.parse({
    view: {
      state: { values: Object.fromEntries(typed.map((value, index) => [`b${index}`, { value: { value } }])) },
    },
  })
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })

it('a form that is refused too late is given back with all that was typed', () => {
  const said = lateSubmission(payload('Fix <hero>'), { response_action: 'errors', errors: { title: 'No such task.' } })
  expect(said?.text).toBe('Your form could not be saved: No such task.\nThis is what you typed:\nFix &lt;hero&gt;')
  expect(said?.blocks).toHaveLength(3)
})

it('one that was to stay open with something on top says that too', () => {
  const view = { type: 'modal', blocks: [section('*WEB-1* was changed'), { type: 'input' }, section('below')] }
  const said = lateSubmission(payload('Mine'), { response_action: 'update', view })
  expect(said?.text).toContain('it needed another look first.\nThis is what you typed:\nMine')
  expect(said?.blocks).toContainEqual(section('*WEB-1* was changed'))
  expect(JSON.stringify(said?.blocks)).not.toContain('below')
})

it('what is too much for blocks is in the text', () => {
  const long = Array.from({ length: 6 }, (_, index) => String(index).repeat(3000))
  const said = lateSubmission(payload(...long), { response_action: 'errors', errors: { title: 'No.' } })
  expect(said?.blocks).toEqual([])
  for (const text of long) expect(said?.text).toContain(text)
})

it('one that was taken is not spoken of', () => {
  expect(lateSubmission(payload('x'), undefined)).toBeUndefined()
  expect(lateSubmission(payload('x'), { response_action: 'clear' })).toBeUndefined()
})

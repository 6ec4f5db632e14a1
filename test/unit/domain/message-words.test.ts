import { describe, expect, it } from 'vitest'
import { messageWords } from '../../../src/domain/message-words.ts'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'

/** Monday, 2 March 2026, ten in Berlin. */
const context = {
  now: new Date('2026-03-02T09:00:00Z'),
  zone: 'Europe/Berlin',
  locale: 'en-GB',
  workingHours: DEFAULT_WORKING_HOURS,
  projectKeys: ['WEB'],
}

describe('what a message suggests', () => {
  it.each([
    ['Hey <@U1|ben>, can you send the invoice by Friday?', 'Send the invoice', 'U1', 'Friday'],
    ['Please fix the footer tomorrow', 'Fix the footer', null, 'tomorrow'],
    ['The client wants the logo bigger', 'The client wants the logo bigger', null, ''],
    ['<@U2> send the deck before thu 3pm please', 'Send the deck before thu 3pm please', 'U2', 'thu 3pm'],
    ['Style tile due fri !high ~2h #hero', 'Style tile', null, 'fri'],
    ['please', 'Please', null, ''],
  ])('%s', (text, title, ownerId, due) => {
    expect(messageWords(text, context)).toMatchObject({ title, ownerId, due })
  })

  it('keeps the whole message in the description when the title does not say all of it', () => {
    const words = messageWords('Hey <@U1|ben>, can you send the invoice by Friday?', context)
    expect(words.description).toBe('Hey @ben, can you send the invoice by Friday?')
  })

  it('repeats nothing when the title says it all', () => {
    expect(messageWords('Order the signage', context).description).toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import { draftWords, linksOf, messageWords, readMessage } from '../../../src/domain/message-words.ts'
import { speech } from './speech.ts'

const friday = new Date('2026-03-06T16:00:00Z')

describe('readMessage', () => {
  it.each([
    [
      '<@U5|eve> can you send the logo files by friday 5pm?',
      'can you send the logo files by friday 5pm?',
      'U5',
      friday,
    ],
    ['Hey <@U5|eve>, can you send the logo files by Friday?', 'can you send the logo files by Friday?', 'U5', friday],
    ['We need <@U5|eve> to send logo files', 'We need @eve to send logo files', 'U5', null],
    [
      'Please ask <@U5|eve> and <@U2|ben> for files until fri',
      'Please ask @eve and @ben for files until fri',
      'U5',
      friday,
    ],
    ['Fix hero copy <@U1|ana> due fri 5pm !high', 'Fix hero copy @ana', 'U1', friday],
    ['Call fri 5pm, deck mon 10am', 'Call fri 5pm, deck mon 10am', undefined, null],
    ['That was yesterday', 'That was yesterday', undefined, null],
    ['Client wants it soonish', 'Client wants it soonish', undefined, null],
    [
      'We meet on Friday. So on Friday I need slides',
      'We meet on Friday. So on Friday I need slides',
      undefined,
      friday,
    ],
  ])('%s', (text, title, ownerId, due) => {
    const read = readMessage(text, speech(), 'Europe/Berlin')
    expect([read.title, read.ownerIds[0], read.due?.kind === 'understood' ? read.due.at : null]).toEqual([
      title,
      ownerId,
      due,
    ])
  })

  it('counts from when the message was written, and says the date in full in the reader’s zone', () => {
    const read = readMessage('Send it tomorrow', speech({ now: new Date('2026-02-02T10:00:00Z') }), 'Asia/Manila')
    expect(read.due).toMatchObject({
      kind: 'understood',
      at: new Date('2026-02-03T16:00:00Z'),
      words: '2026-02-04 00:00',
    })
    expect(read.parts).toEqual([{ part: 'due', words: 'tomorrow' }])
  })
})

describe('the words for the form', () => {
  /** Monday, 2 March 2026, ten in Berlin. */
  const context = {
    now: new Date('2026-03-02T09:00:00Z'),
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    workingHours: DEFAULT_WORKING_HOURS,
    projectKeys: ['WEB'],
  }
  const reader = { zone: 'Asia/Manila', now: new Date('2026-03-02T10:00:00Z') }

  it.each([
    ['Hey <@U1|ben>, can you send the invoice by Friday?', 'Send the invoice', 'U1', '2026-03-07 00:00'],
    ['Please fix the footer tomorrow', 'Fix the footer', null, '2026-03-04 00:00'],
    ['The client wants the logo bigger', 'The client wants the logo bigger', null, ''],
    ['please', 'Please', null, ''],
    [
      'Hi all! Could you crop the photo by Friday? The brief: <https://example.com>',
      'Crop the photo',
      null,
      '2026-03-07 00:00',
    ],
    ['The client called. They need the logo by Friday. Thanks', 'They need the logo', null, '2026-03-07 00:00'],
    ['The logo is too small. The client said so twice.', 'The logo is too small', null, ''],
    [
      'Print approx. No. 5 and St. Pauli, inkl. Logo. Then rest',
      'Print approx. No. 5 and St. Pauli, inkl. Logo',
      null,
      '',
    ],
    ['Please. Thanks!', 'Please', null, ''],
  ])('of: %s', (text, title, ownerId, due) => {
    expect(messageWords(text, context, reader)).toMatchObject({ title, ownerId, due })
  })

  it('have the whole message in the description when the title does not say all of it', () => {
    const text = 'Hey <@U1|ben>, can you send the invoice by Friday?'
    expect(messageWords(text, context, reader).description).toBe('Hey @ben, can you send the invoice by Friday?')
    expect(messageWords('Order the signage', context, reader).description).toBe('')
  })

  it('of a draft have the date in full, as it was meant when it was typed', () => {
    expect(draftWords('Fix the footer tomorrow due tomorrow', context, reader.zone).due).toBe('2026-03-04 00:00')
    expect(draftWords('Fix the footer due sometime', context, reader.zone).due).toBe('sometime')
  })

  it('leave out a date that has passed since the message was written', () => {
    const later = { ...reader, now: new Date('2026-03-09T10:00:00Z') }
    expect(messageWords('Fix the footer by Friday', context, later).due).toBe('')
  })
})

describe('the links of a message', () => {
  it.each([
    [
      'See <https://example.com/a|example.com/a> and (<https://x.org/?a=1&amp;b=2>)',
      ['https://example.com/a', 'https://x.org/?a=1&b=2'],
    ],
    ['<https://example.com/a|The brief> twice: <https://example.com/a>', ['https://example.com/a The brief']],
    ['<mailto:a@b.org|a@b.org> <tel:+49|call> <ftp://x.org> <https://bank.com@evil.org>', []],
    [`<https://example.com|${'x'.repeat(101)}>`, ['https://example.com/']],
    ['none', []],
  ])('%s', (text, links) => {
    expect(linksOf(text).map(({ url, text: name }) => (name === null ? url : `${url} ${name}`))).toEqual(links)
  })

  it('are as many as a task can have', () => {
    const text = Array.from({ length: 30 }, (_, index) => `<https://example.com/${index}>`).join(' ')
    expect(linksOf(text)).toHaveLength(20)
  })
})

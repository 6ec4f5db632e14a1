import { describe, expect, it } from 'vitest'
import { readMessage } from '../../../src/domain/message-words.ts'
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

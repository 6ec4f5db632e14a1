import { describe, expect, it } from 'vitest'
import { MakeTaskPress, MessageEvent, ReactionEvent } from '../../../src/features/conversation/inputs.ts'
import { namePeople } from '../../../src/features/conversation/name-people.ts'
import { refuseQuestion } from '../../../src/features/conversation/refuse-question.ts'
import { proposal, thanksReply } from '../../../src/features/conversation/views.ts'
import { UserError } from '../../../src/errors.ts'
import { buildMember } from '../../support/builders.ts'

const happened = (event: object) =>
  MessageEvent.parse({ event_id: 'Ev1', event: { type: 'message', channel: 'C1', ts: '5.1', ...event } }).happened
const written = { user: 'UANA', text: 'hello', ts: '1.1', thread_ts: '0.1' }

describe('what happened', () => {
  it.each<[string, object, object]>([
    ['a message', { user: 'UANA', text: 'hello' }, { kind: 'said', message: { ts: '5.1', threadTs: null } }],
    ['a reply', { ...written, ts: '5.1' }, { kind: 'said', message: { ts: '5.1', threadTs: '0.1' } }],
    ['the first of a thread', { ...written, thread_ts: '5.1', ts: '5.1' }, { message: { threadTs: null } }],
    ['a reply that the channel sees too', { ...written, subtype: 'thread_broadcast' }, { kind: 'said' }],
    [
      'files',
      {
        ...written,
        subtype: 'file_share',
        text: undefined,
        files: [{ id: 'F1', name: 'a.png', permalink: 'https://x.slack.com/files/F1' }, { id: 'F2' }],
      },
      {
        kind: 'said',
        message: {
          text: '',
          files: [
            { id: 'F1', name: 'a.png', permalink: 'https://x.slack.com/files/F1' },
            { id: 'F2', name: null, permalink: null },
          ],
        },
      },
    ],
    [
      'a file that was taken off',
      {
        subtype: 'message_changed',
        message: { ...written, files: [{ id: 'F1', mode: 'tombstone' }] },
        previous_message: { ...written, files: [{ id: 'F1' }] },
      },
      { kind: 'edited', at: '5.1', message: { files: [] } },
    ],
    [
      'an app’s message that was deleted',
      { subtype: 'message_deleted', previous_message: { ts: '3.3', bot_id: 'B1', user: 'UBOT' } },
      { kind: 'withdrawn', message: { channelId: 'C1', ts: '3.3' } },
    ],
    [
      'an edit',
      {
        subtype: 'message_changed',
        message: { ...written, text: 'new', edited: { user: 'UANA', ts: '4.4' } },
        previous_message: written,
      },
      { kind: 'edited', at: '4.4', message: { ts: '1.1', threadTs: '0.1', text: 'new' } },
    ],
    [
      'a deletion',
      { subtype: 'message_deleted', deleted_ts: '1.1', previous_message: written },
      { kind: 'deleted', at: '5.1', message: { ts: '1.1', threadTs: '0.1' } },
    ],
    [
      'a message with replies that was deleted',
      {
        subtype: 'message_changed',
        message: { ts: '1.1', subtype: 'tombstone', text: 'This message was deleted.' },
        previous_message: { ...written, thread_ts: '1.1' },
      },
      { kind: 'deleted', message: { ts: '1.1' } },
    ],
    [
      'an app’s message with replies that was deleted',
      {
        subtype: 'message_changed',
        message: { ts: '3.3', subtype: 'tombstone' },
        previous_message: { ts: '3.3', bot_id: 'B1' },
      },
      { kind: 'withdrawn', message: { channelId: 'C1', ts: '3.3' } },
    ],
    ['a preview', { subtype: 'message_changed', message: written, previous_message: written }, { kind: 'other' }],
    ['a join', { subtype: 'channel_join', user: 'UANA', text: 'joined' }, { kind: 'other' }],
    ['an app', { ...written, bot_id: 'B1' }, { kind: 'other' }],
    [
      'an app that edits itself',
      { subtype: 'message_changed', message: { ...written, bot_id: 'B1' }, previous_message: { ts: '1.1' } },
      { kind: 'other' },
    ],
    ['a mention that came by an edit', { ...written, edited: { ts: '4.4' } }, { kind: 'other' }],
    ['nobody', { text: 'x' }, { kind: 'other' }],
  ])('%s', (_, event, expected) => expect(happened(event)).toMatchObject(expected))

  it('a direct message is told from a channel’s', () => {
    const event = { type: 'message', channel: 'D1', channel_type: 'im', ts: '1.1', user: 'UANA', text: 'hi' }
    expect(MessageEvent.parse({ event_id: 'Ev1', event })).toMatchObject({ direct: true, eventId: 'Ev1' })
  })

  it('a reaction counts whatever the colour of the hand, and only on messages', () => {
    const event = { user: 'UANA', reaction: 'memo::skin-tone-3', item: { type: 'message', channel: 'C1', ts: '1.1' } }
    expect(ReactionEvent.parse({ event })).toMatchObject({ emoji: 'memo', on: { channelId: 'C1', ts: '1.1' } })
    expect(ReactionEvent.parse({ event: { ...event, item: { type: 'file', file: 'F1' } } }).on).toBeNull()
  })
})

describe('people’s names', () => {
  const known = [buildMember({ id: 'UEVE', name: 'eve|<x>' })]
  const directory = {
    member: async () => buildMember(),
    everybody: async () => [],
    members: async (_: string, ids: readonly string[]) => known.filter(({ id }) => ids.includes(id)),
  }

  it('stand in their tokens as in a command, and unknown people’s stay as they are', async () => {
    expect(await namePeople({ directory }, 'T1', 'ask <@UEVE> and <@UNOBODY> and <@UEVE|eve>')).toBe(
      'ask <@UEVE|evex> and <@UNOBODY> and <@UEVE|eve>',
    )
  })
})

it.each(['what is due today?', 'Who has WEB-12 ? '])('%s is no task', (said) =>
  expect(() => refuseQuestion({ said })).toThrow(UserError),
)
it('a question mark elsewhere does no harm', () => expect(() => refuseQuestion({ said: 'Why? page' })).not.toThrow())

describe('views', () => {
  it('an offer quotes the message without its tokens and knows it again', () => {
    const on = { channelId: 'C1', ts: '1772438400.938051' }
    const offer = proposal(on, 'Crop <!channel> & *van* <@UEVE|eve>', { emoji: 'memo' })
    expect(offer.text).not.toMatch(/<[!@]/)
    expect(offer.text).toContain('@channel &amp;')
    const value = /"value":"([^"]+)"/.exec(JSON.stringify(offer.blocks))?.[1]
    const press = MakeTaskPress.parse({ user: { id: 'UANA' }, trigger_id: 't', actions: [{ value }] })
    expect(press).toEqual({ actorId: 'UANA', triggerId: 't', responseUrl: null, on })
  })

  it('are short', () => {
    expect(proposal({ channelId: 'C1', ts: '1.1' }, '', 'named').text).toBe('Make a task of this message?')
    expect(thanksReply().text).toBe('You are welcome.')
  })
})

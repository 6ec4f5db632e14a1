import type { App } from '@slack/bolt'

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } })

export const POLL_MODAL = {
  type: 'modal' as const,
  callback_id: 'poll',
  title: { type: 'plain_text' as const, text: 'New poll' },
  submit: { type: 'plain_text' as const, text: 'Ask' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'question',
      label: { type: 'plain_text' as const, text: 'Question' },
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    },
    {
      type: 'input' as const,
      block_id: 'until',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Until' },
      element: { type: 'datepicker' as const, action_id: 'date' },
    },
    {
      type: 'input' as const,
      block_id: 'topic',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Topic' },
      element: {
        type: 'external_select' as const,
        action_id: 'topics',
        min_query_length: 1,
        placeholder: { type: 'plain_text' as const, text: 'Find a topic' },
      },
    },
  ],
}

/** A small app as Bolt's guide writes one; it knows nothing of the sandbox. */
export function addListeners(app: App): void {
  app.command('/poll', async ({ ack, command, client, respond }) => {
    await ack()
    if (command.text === '') {
      await client.views.open({ trigger_id: command.trigger_id, view: POLL_MODAL })
      return
    }
    await respond({
      text: `Poll: ${command.text}`,
      blocks: [
        section(`*Poll*: ${command.text}`),
        {
          type: 'actions',
          block_id: 'answers',
          elements: [
            { type: 'button', action_id: 'yes', value: '1', text: { type: 'plain_text', text: 'Yes :tada:' } },
            { type: 'button', action_id: 'no', value: '0', text: { type: 'plain_text', text: 'No' } },
          ],
        },
      ],
      response_type: 'in_channel',
    })
  })
  app.command('/raw', async ({ ack, command }) => {
    await ack(`got: ${command.text}`)
  })
  app.command('/slow', async () => {
    await Promise.resolve()
  })
  app.action({ action_id: 'yes' }, async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || !body.channel || !body.message) return
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: 'Closed',
      blocks: [section(`<@${body.user.id}> said yes`)],
    })
  })
  app.view('poll', async ({ ack, view, body, client }) => {
    const question = view.state.values['question']?.['text']?.value ?? ''
    if (question.length < 3) {
      await ack({ response_action: 'errors', errors: { question: 'Too short' } })
      return
    }
    if (question === 'more') {
      await ack({ response_action: 'push', view: { ...POLL_MODAL, title: { type: 'plain_text', text: 'Second' } } })
      return
    }
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: `Asked: ${question}` })
  })
  app.options('topics', async ({ ack, payload }) => {
    const topics = ['apples', 'pears', 'plums'].filter((topic) => topic.includes(payload.value))
    await ack({ options: topics.map((value) => ({ value, text: { type: 'plain_text', text: value } })) })
  })
  app.shortcut('new_poll', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: POLL_MODAL })
  })
  app.shortcut({ callback_id: 'poll_of', type: 'message_action' }, async ({ ack, shortcut, client }) => {
    await ack()
    await client.chat.postMessage({
      channel: shortcut.channel.id,
      thread_ts: shortcut.message_ts,
      text: `A poll of: ${shortcut.message.text ?? ''}`,
    })
  })
  addEvents(app)
}

function addEvents(app: App): void {
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `Hello <@${event.user ?? ''}>`, thread_ts: event.ts })
  })
  app.event('reaction_added', async ({ event, client }) => {
    if (event.item.type === 'message')
      await client.chat.postMessage({ channel: event.item.channel, text: `Seen :${event.reaction}:` })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          section(`Welcome <@${event.user}>`),
          {
            type: 'actions',
            block_id: 'home',
            elements: [{ type: 'button', action_id: 'refresh', text: { type: 'plain_text', text: 'Refresh' } }],
          },
        ],
      },
    })
  })
  app.action('refresh', async ({ ack, body, client }) => {
    await ack()
    await client.views.publish({ user_id: body.user.id, view: { type: 'home', blocks: [section('Fresh')] } })
  })
  app.action('no', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'A pity', replace_original: false })
  })
}

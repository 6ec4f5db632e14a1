import { App, LogLevel } from '@slack/bolt'
import type { Logger, ViewStateValue } from '@slack/bolt'
import type { Credentials } from '../../../src/sandbox/index.ts'
import { bookingBlocks, formView, homeView, rulesView } from './views.ts'

/** The running app, and what it was told. */
export interface DeskApp {
  readonly app: App
  /** The values of each accepted form, by block. */
  readonly booked: readonly Readonly<Record<string, ViewStateValue>>[]
  stop(): Promise<void>
}

const CITIES = ['Berlin', 'Bern', 'London', 'Manila', 'New York']

/** Starts the desk app over Socket Mode, written as Bolt's documentation teaches. */
export async function startDeskApp(apiUrl: string, credentials: Credentials): Promise<DeskApp> {
  const booked: Record<string, ViewStateValue>[] = []
  let stopping = false
  const log = errorsOnly(() => stopping)
  const app = new App({
    token: credentials.botToken,
    appToken: credentials.appToken,
    socketMode: true,
    logger: log,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } },
  })
  commands(app)
  form(app, booked)
  buttons(app)
  events(app)
  await app.start()
  return {
    app,
    booked,
    stop: async () => {
      stopping = true
      await app.stop()
    },
  }
}

/** Bolt's errors on the console, until it is told to stop: then it complains of the socket that closes. */
function errorsOnly(stopping: () => boolean): Logger {
  const quiet = (): void => undefined
  return {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (...words: unknown[]) => {
      if (!stopping()) console.error(...words)
    },
    setLevel: quiet,
    getLevel: () => LogLevel.ERROR,
    setName: quiet,
  }
}

function commands(app: App): void {
  app.command('/desk', async ({ ack, command, client, respond }) => {
    await ack()
    if (command.text === 'form') {
      await client.views.open({ trigger_id: command.trigger_id, view: formView({ channel: command.channel_id }) })
    } else if (command.text === 'show') {
      const words = `Desk 4 for <@${command.user_id}>`
      await client.chat.postMessage({ channel: command.channel_id, text: words, blocks: bookingBlocks(words, 'open') })
    } else {
      await respond(`You said: ${command.text}`)
    }
  })
  // eslint-disable-next-line typescript/no-empty-function -- what happens to a command that nobody answers
  app.command('/desk-slow', async () => {})
  app.shortcut('book_desk', async ({ ack, shortcut, client }) => {
    await ack()
    await client.views.open({ trigger_id: shortcut.trigger_id, view: formView({ channel: shortcut.user.id }) })
  })
  app.shortcut({ callback_id: 'book_for_message', type: 'message_action' }, async ({ ack, shortcut, client }) => {
    await ack()
    const view = formView({ channel: shortcut.channel.id, note: shortcut.message.text ?? '' })
    await client.views.open({ trigger_id: shortcut.trigger_id, view })
  })
}

function form(app: App, booked: Record<string, ViewStateValue>[]): void {
  app.options('city', async ({ ack, payload }) => {
    const found = CITIES.filter((city) => city.toLowerCase().startsWith(payload.value.toLowerCase()))
    await ack({ options: found.map((city) => ({ text: { type: 'plain_text', text: city }, value: `city-${city}` })) })
  })
  app.action('rules', async ({ ack, body, client }) => {
    await ack()
    if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: rulesView })
  })
  app.view('desk_form', async ({ ack, view, body, client }) => {
    const values = Object.fromEntries(
      Object.entries(view.state.values).flatMap(([block, held]) => Object.values(held).map((value) => [block, value])),
    )
    const name = values['name']?.value ?? ''
    if (name.toLowerCase() === 'nobody') {
      await ack({ response_action: 'errors', errors: { name: 'A desk is for somebody.' } })
      return
    }
    await ack()
    booked.push(values)
    const words = `Desk booked for ${name} on ${values['day']?.selected_date ?? ''} by <@${body.user.id}>`
    await client.chat.postMessage({ channel: view.private_metadata, text: words, blocks: bookingBlocks(words, 'open') })
  })
}

function buttons(app: App): void {
  app.action('take', async ({ ack, body, respond }) => {
    await ack()
    const words = `Taken by <@${body.user.id}>`
    await respond({ replace_original: true, text: words, blocks: bookingBlocks(words, 'taken') })
  })
  app.action('cancel', async ({ ack, respond }) => {
    await ack()
    await respond({ replace_original: true, text: 'Cancelled', blocks: bookingBlocks('Cancelled', 'gone') })
  })
  app.action('room', async ({ ack, action, respond }) => {
    await ack()
    const room = action.type === 'static_select' ? action.selected_option.text.text : ''
    await respond({ replace_original: false, response_type: 'ephemeral', text: `Room ${room} it is` })
  })
  app.action('further', async ({ ack, action, respond }) => {
    await ack()
    const chosen = action.type === 'overflow' ? action.selected_option.text.text : ''
    await respond({ replace_original: false, response_type: 'ephemeral', text: `You chose ${chosen}` })
  })
  app.action('approve', async ({ ack, body, client }) => {
    await ack()
    await client.views.publish({ user_id: body.user.id, view: homeView(body.user.id, true) })
  })
}

function events(app: App): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home' || event.view) return
    await client.views.publish({ user_id: event.user, view: homeView(event.user, false) })
  })
  app.message('desk please', async ({ message, say }) => {
    await say({ text: 'Which day?', thread_ts: message.ts })
  })
  app.event('reaction_added', async ({ event, say }) => {
    if (event.reaction === 'tada') await say({ text: 'Thank you!', thread_ts: event.item.ts })
  })
}

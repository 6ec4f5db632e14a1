import { afterAll, beforeAll, expect, it } from 'vitest'
import type { KnownBlock } from '@slack/types'
import type { Log } from '../../src/sandbox/protocol.ts'
import { choose, dialog, message, startChromium, write } from '../support/browser.ts'
import type { Chromium, SandboxPage } from '../support/browser.ts'
import { startDeskWorld } from '../support/desk/world.ts'
import type { DeskWorld } from '../support/desk/world.ts'
import { CHROMIUM, describeWith } from '../support/needs.ts'

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const options = ['Red', 'Blue', 'Green'].map((text) => ({ text: plain(text), value: text.toLowerCase() }))

/** Every element that a message may have and that holds a value. */
const BLOCKS: KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'all',
    elements: [
      { type: 'datepicker', action_id: 'date', placeholder: plain('Pick a day') },
      { type: 'timepicker', action_id: 'time', placeholder: plain('Pick a time') },
      { type: 'datetimepicker', action_id: 'moment' },
      { type: 'users_select', action_id: 'user', placeholder: plain('Pick a person') },
      { type: 'channels_select', action_id: 'channel', placeholder: plain('Pick a channel') },
      { type: 'conversations_select', action_id: 'talk', placeholder: plain('Pick a conversation') },
      { type: 'multi_static_select', action_id: 'colours', placeholder: plain('Pick colours'), options },
      { type: 'checkboxes', action_id: 'checks', options: options.slice(0, 2) },
      { type: 'radio_buttons', action_id: 'radio', options },
    ],
  },
  {
    type: 'section',
    block_id: 'grouped',
    text: plain('In groups'),
    accessory: {
      type: 'static_select',
      action_id: 'group',
      placeholder: plain('Pick of a group'),
      option_groups: [
        { label: plain('Warm'), options: options.slice(0, 1) },
        { label: plain('Cold'), options: options.slice(1) },
      ],
    },
  },
]

/** Looked up by the app while one types; and a control in an attachment. */
const CITIES: KnownBlock = {
  type: 'section',
  block_id: 'cities',
  text: plain('Looked up'),
  accessory: {
    type: 'multi_external_select',
    action_id: 'city',
    min_query_length: 1,
    placeholder: plain('Pick cities'),
  },
}
const APART: KnownBlock = {
  type: 'actions',
  block_id: 'apart',
  elements: [{ type: 'static_select', action_id: 'apart', placeholder: plain('Pick apart'), options }],
}

interface Actions {
  readonly actions?: readonly Readonly<Record<string, unknown>>[]
}

describeWith(CHROMIUM, 'Chromium')('every control on the page', () => {
  let world: DeskWorld
  let browser: Chromium
  let at: SandboxPage

  beforeAll(async () => {
    world = await startDeskWorld()
    browser = await startChromium()
    for (const id of [
      'date',
      'time',
      'moment',
      'user',
      'channel',
      'talk',
      'colours',
      'checks',
      'radio',
      'group',
      'city',
      'apart',
    ]) {
      world.desk.app.action(id, ({ ack }) => ack())
    }
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  /** What the app was told by the last press of an element. */
  async function told(actionId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { entries } = (await (await fetch(`${world.sandbox.url}/sandbox/log?after=0`)).json()) as Log
    const all = entries
      .filter(({ name }) => name === 'block_actions')
      .flatMap(({ request }) => (request as Actions).actions ?? [])
    return all.findLast((action) => action['action_id'] === actionId)
  }

  it('hands its value to the app as Slack does, from a message', async () => {
    await world.client.chat.postMessage({ channel: '#general', text: 'All controls', blocks: BLOCKS })
    at = await browser.open(world.sandbox.url, { as: 'dev' })
    const card = message(at.page, 'In groups')
    await card.waitFor()
    const field = (label: string) => card.getByLabel(label, { exact: true })

    await field('Pick a day').fill('2026-04-01')
    await field('Pick a day').press('Enter')
    await expect.poll(() => told('date')).toMatchObject({ type: 'datepicker', selected_date: '2026-04-01' })
    await field('Pick a time').fill('14:30')
    await field('Pick a time').press('Enter')
    await expect.poll(() => told('time')).toMatchObject({ selected_time: '14:30' })
    await field('Date and time').fill('2026-04-01T09:00')
    await field('Date and time').press('Enter')
    // Nine in Manila.
    await expect
      .poll(() => told('moment'))
      .toMatchObject({ selected_date_time: Date.parse('2026-04-01T01:00:00Z') / 1000 })

    await choose(at.page, card, { label: /Pick a person/u, option: /Finn/u, typed: 'fin' })
    await expect.poll(() => told('user')).toMatchObject({ selected_user: expect.stringMatching(/^U/u) })
    await choose(at.page, card, { label: /Pick a channel/u, option: 'brand-refresh' })
    await expect.poll(() => told('channel')).toMatchObject({ selected_channel: expect.stringMatching(/^C/u) })
    await choose(at.page, card, { label: /Pick a conversation/u, option: 'general' })
    await expect.poll(() => told('talk')).toMatchObject({ selected_conversation: expect.stringMatching(/^C/u) })
    await choose(at.page, card, { label: /Pick of a group/u, option: 'Green' })
    await expect.poll(() => told('group')).toMatchObject({ selected_option: { value: 'green' } })

    await choose(at.page, card, { label: /Pick colours/u, option: 'Red' })
    await at.page.getByRole('option', { name: 'Blue' }).click()
    expect(await told('colours')).toBeUndefined()
    await at.page.keyboard.press('Escape')
    await expect.poll(() => told('colours')).toMatchObject({ selected_options: [{ value: 'red' }, { value: 'blue' }] })
    await card.getByRole('checkbox', { name: 'Blue' }).check()
    await expect.poll(() => told('checks')).toMatchObject({ selected_options: [{ value: 'blue' }] })
    await card.getByRole('radio', { name: 'Green' }).check()
    await expect.poll(() => told('radio')).toMatchObject({ selected_option: { value: 'green' } })
    await at.close()
  })

  it('keeps what several searches found, and works in an attachment', async () => {
    const attachments = [{ blocks: [APART] }]
    await world.client.chat.postMessage({ channel: '#general', text: 'Cities', blocks: [CITIES], attachments })
    at = await browser.open(world.sandbox.url, { as: 'dev' })
    const card = message(at.page, 'Looked up')
    await choose(at.page, card, { label: /Pick cities/u, option: 'Berlin', typed: 'ber' })
    const search = at.page.getByRole('combobox', { name: /^Search/u })
    await search.fill('man')
    await at.page.getByRole('option', { name: 'Manila' }).click()
    await at.page.keyboard.press('Escape')
    await expect
      .poll(() => told('city'))
      .toMatchObject({ selected_options: [{ value: 'city-Berlin' }, { value: 'city-Manila' }] })
    await choose(at.page, card, { label: /Pick apart/u, option: 'Blue' })
    await expect.poll(() => told('apart')).toMatchObject({ selected_option: { value: 'blue' } })
    await at.close()
  })

  it('is judged by the server where it holds the wrong thing, in a modal', async () => {
    world.desk.app.view('contact', ({ ack }) => ack())
    world.desk.app.action('contact', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({
        trigger_id: 'trigger_id' in body ? body.trigger_id : '',
        view: {
          type: 'modal',
          callback_id: 'contact',
          title: plain('Contact'),
          submit: plain('Send'),
          blocks: [
            {
              type: 'input',
              block_id: 'mail',
              label: plain('Mail'),
              element: { type: 'email_text_input', action_id: 'v' },
            },
            {
              type: 'input',
              block_id: 'site',
              label: plain('Site'),
              element: { type: 'url_text_input', action_id: 'v' },
            },
            {
              type: 'input',
              block_id: 'count',
              label: plain('Count'),
              element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false, max_value: '5' },
            },
          ],
        },
      })
    })
    const button = { type: 'button', action_id: 'contact', text: plain('Contact us') } as const
    await world.client.chat.postMessage({
      channel: '#general',
      text: 'Contact',
      blocks: [{ type: 'actions', elements: [button] }],
    })
    at = await browser.open(world.sandbox.url, { as: 'eve' })
    await at.page.getByRole('button', { name: 'Contact us' }).click()
    const form = dialog(at.page, 'Contact')
    await form.getByRole('textbox', { name: 'Mail' }).fill('nobody')
    await form.getByRole('textbox', { name: 'Site' }).fill('nowhere')
    await form.getByRole('textbox', { name: 'Count' }).fill('7')
    await form.getByRole('textbox', { name: 'Count' }).press('Enter')
    await form.getByText('Please enter a valid email address.').waitFor()
    await form.getByText('Please enter a valid URL.').waitFor()
    await form.getByText('Please enter a number of at most 5.').waitFor()
    await expect
      .poll(() => form.getByRole('textbox', { name: 'Mail' }).evaluate((box) => box === document.activeElement))
      .toBe(true)
    await form.getByRole('textbox', { name: 'Mail' }).fill('eve@example.com')
    await form.getByRole('textbox', { name: 'Site' }).fill('https://example.com')
    await form.getByRole('textbox', { name: 'Count' }).fill('4')
    await form.getByRole('textbox', { name: 'Count' }).press('Enter')
    await expect.poll(() => form.count()).toBe(0)
    await at.close()
  })

  it('is refused in a thread where it is a command, with the words kept', async () => {
    at = await browser.open(world.sandbox.url, { as: 'ben', in: 'web-redesign' })
    await write(at.page, 'A thread please: desk please')
    await message(at.page, 'A thread please').getByText('1 reply').click()
    await write(at.page, '/desk show', 'thread')
    const thread = at.page.getByRole('complementary', { name: 'Thread' })
    await expect.poll(() => thread.getByRole('alert').innerText()).toMatch(/thread/u)
    await expect.poll(() => thread.getByRole('textbox', { name: 'Reply…' }).inputValue()).toBe('/desk show')
    await at.close()
  })
})

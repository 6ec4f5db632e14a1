import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith, SHARED } from '../support/needs.ts'
import { INVALID_OLDER } from './support/invalid-blocks.ts'
import { INVALID_NEWER } from './support/invalid-newer-blocks.ts'
import { startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

const DATA = `${SHARED}data/block-kit/`
const describeData = describeWith(DATA, 'the Block Kit reference data')
const read = (path: string): Json => JSON.parse(readFileSync(DATA + path, 'utf8')) as Json
const names = (folder: string): string[] =>
  readdirSync(`${DATA}valid/${folder}`).map((file) => `valid/${folder}/${file}`)

const modal = (blocks: unknown): Json => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Title' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks,
})

const INVALID = { ...INVALID_OLDER, ...INVALID_NEWER }

/** Blocks that Slack takes in no payload of an app, or only in modals. */
const NOWHERE = new Set(['file'])
const NOT_IN_MODALS = new Set([
  'card',
  'carousel',
  'context_actions',
  'data_visualization',
  'markdown',
  'plan',
  'table',
  'task_card',
])
const NOT_IN_MESSAGES = new Set(['alert'])
const INPUTS =
  /^(email_text_input|file_input|number_input|plain_text_input|rich_text_input|url_text_input|datetimepicker)$/

function wrap(element: Json): Json {
  const type = String(element['type'])
  if (INPUTS.test(type)) return { type: 'input', label: { type: 'plain_text', text: 'Label' }, element }
  if (type === 'url') return { type: 'task_card', task_id: '1', title: 'T', status: 'pending', sources: [element] }
  return { type: 'section', text: { type: 'mrkdwn', text: 'x' }, accessory: element }
}

describeData('valid Block Kit', () => {
  let rig: Rig
  let channel: string
  beforeAll(async () => {
    const scopes = { bot: ['chat:write', 'commands', 'views:write'] }
    rig = await startRig({
      manifest: {
        display_information: { name: 'A' },
        features: { app_home: { home_tab_enabled: true } },
        oauth_config: { scopes },
      },
    })
    const state = await rig.get<{ workspaces: { channels: { id: string }[] }[] }>('state')
    channel = state.workspaces[0]!.channels[0]!.id
  })
  afterAll(async () => {
    await rig.stop()
  })
  /** The clock moves a minute with each post, so that the burst of a channel is never used up. */
  const post = async (args: Json) => {
    await rig.post('clock', { advance: '1m' })
    return rig.api('chat.postMessage', { channel, ...args })
  }

  it.each(names('blocks'))('takes %s where Slack does', async (file) => {
    const block = read(file)
    const type = String(block['type'])
    expect(await rig.api('blocks.validate', { blocks: [block] })).toMatchObject({ ok: true })
    const posted = await post({ blocks: [block], text: 'x' })
    const fine = !NOWHERE.has(type) && !NOT_IN_MESSAGES.has(type)
    expect(posted).toMatchObject(fine ? { ok: true } : { ok: false, error: 'invalid_blocks' })
    const view = await rig.api('blocks.validate', { view: modal([block]) })
    expect(view.ok).toBe(!NOWHERE.has(type) && !NOT_IN_MODALS.has(type))
    if (!fine) return
    const { messages } = await rig.get<{ messages: { ts: string; plain: string }[] }>(
      `channels/${channel}/messages?as=ana`,
    )
    const shown = messages.find((m) => m.ts === posted['ts'])
    expect(shown?.plain ?? '').not.toMatch(/undefined|\[object/)
    expect(type === 'divider' || shown?.plain !== '').toBe(true)
  })

  it.each(names('elements'))('takes %s', async (file) => {
    expect(await rig.api('blocks.validate', { view: modal([wrap(read(file))]) })).toMatchObject(
      read(file)['type'] === 'url' ? { ok: false } : { ok: true },
    )
    expect(await rig.api('blocks.validate', { blocks: [wrap(read(file))] })).toMatchObject({ ok: true })
  })

  it.each(names('rich_text'))('takes %s', async (file) => {
    const part = read(file)
    const inner = String(part['type']).startsWith('rich_text') ? part : { type: 'rich_text_section', elements: [part] }
    const block = part['type'] === 'rich_text' ? part : { type: 'rich_text', elements: [inner] }
    expect(await post({ blocks: [block], text: 'x' })).toMatchObject({ ok: true })
  })

  it.each(names('views'))('takes %s', async (file) => {
    expect(await rig.api('blocks.validate', { view: read(file) })).toMatchObject({ ok: true })
  })

  it.each(names('messages').filter((name) => !name.includes('webhook') && !name.includes('response')))(
    'posts %s',
    async (file) => {
      const { channel: _channel, ...message } = read(file)
      expect(await post(message)).toMatchObject({ ok: true })
    },
  )
})

describeData('invalid Block Kit', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
  })
  afterAll(async () => {
    await rig.stop()
  })
  const cases = (read('invalid-cases.json')['cases'] as { id: string; description: string }[]).map(
    ({ id, description }) => [id, description] as const,
  )

  it('has a payload for every case', () => {
    expect(cases.map(([id]) => id).filter((id) => INVALID[id] === undefined)).toEqual([])
  })

  it.each(cases)('refuses %s: %s', async (id) => {
    const made = INVALID[id]!
    const payload: Json = made.view ? { view: made.view } : { blocks: made.blocks }
    await rig.post('clock', { advance: '1m' })
    const answer = await rig.api('blocks.validate', payload)
    expect(answer).toMatchObject({ ok: false, error: made.view ? 'invalid_view' : 'invalid_blocks' })
    const errors = answer['errors'] as { pointer: string; message: string }[]
    expect(errors.map((e) => e.pointer)).toContain(made.at)
    if (made.near === undefined) return
    const fine: Json = made.view ? { view: made.near } : { blocks: made.near }
    expect(await rig.api('blocks.validate', fine)).toMatchObject({ ok: true })
  })
})

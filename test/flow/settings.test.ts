import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const runsheet = (text: string, as = 'ana') => bot.say(as, '#general', `/runsheet ${text}`)
const save = async (values: Readonly<Record<string, string>>) => {
  await runsheet('settings')
  return bot.act({ as: 'ana', do: 'submit', in: 'modal', values })
}
const DONE = 'Reaction that completes a task'
const PROPOSE = 'Reaction that offers to make a task'

/** A task that was made from a message of ana's, with its card. */
async function carded(text: string) {
  const [message] = (await bot.act({ as: 'ana', do: 'message', channel: '#web-redesign', text })).seen
  const [channel, root] = [message?.channel ?? '', message?.ts ?? '']
  await bot.act({ as: 'ana', do: 'message_shortcut', channel, ts: root, name: 'Create task from message' })
  const made = await bot.act({ as: 'ana', do: 'submit', in: 'modal' })
  const thread = async () => (await bot.messages('#web-redesign', 'ana', root)).filter(({ ephemeral }) => !ephemeral)
  await expect.poll(async () => (await thread()).length).toBe(2)
  return { reference: /WEB-\d+/.exec(read(made))?.[0] ?? '', channel, root, ts: (await thread())[1]?.ts ?? '' }
}

describe('/runsheet', () => {
  it('explains itself, and answers a near miss', async () => {
    expect(read(await runsheet('help'))).toContain('/runsheet settings')
    expect(read(await runsheet('setings'))).toMatch(
      /nothing that \/runsheet does\. Did you mean this\?\n\/runsheet settings/,
    )
  })
})

describe('/runsheet settings', () => {
  it('shows others how they are, and who can change them', async () => {
    const told = await runsheet('settings', 'ben')
    expect(told.modal).toBeNull()
    expect(read(told)).toMatch(/white_check_mark[^]*completes it[^]*Admins of this Slack workspace can change them/)
  })

  it('are a form for admins, saved at once and told in the answer', async () => {
    const opened = await runsheet('settings')
    expect(opened.modal?.title?.text).toBe('Settings')
    const saved = await bot.act({
      as: 'ana',
      do: 'submit',
      in: 'modal',
      values: { [DONE]: ':tada:', 'Tasks below messages that name them': 'Not shown' },
    })
    expect(read(saved)).toMatch(/The settings are saved\.[^]*tada[^]*completes it[^]*left as they are/)
    expect(saved.seen.every(({ ephemeral }) => ephemeral)).toBe(true)
    expect(read(await runsheet('settings', 'ben'))).toContain('(tada)')
    expect(read(await save({}))).toContain('Nothing was changed')
  })

  it('stay open with what is wrong in them', async () => {
    const refused = await save({ [DONE]: 'no such thing', [PROPOSE]: '' })
    expect(Object.keys(refused.modal?.errors ?? {})).toEqual([DONE])
    const same = await bot.act({
      as: 'ana',
      do: 'submit',
      in: 'modal',
      values: { [DONE]: ':memo:', [PROPOSE]: 'memo' },
    })
    expect(same.modal?.errors?.[PROPOSE]).toContain('cannot do both')
    await bot.act({ as: 'ana', do: 'close', all: true })
  })

  it('take a name that only the workspace may know, and ask whether it was meant', async () => {
    expect(read(await save({ [PROPOSE]: ':pushpinn:' }))).toContain('you may have meant')
    await save({ [PROPOSE]: ':pushpin:' })
  })

  it('do not overwrite what another admin saved meanwhile', async () => {
    await runsheet('settings')
    await bot.act({ as: 'ana', do: 'fill', values: { [PROPOSE]: ':eyes:' } })
    const { workspaces } = await bot.state()
    await bot.tell({
      type: 'user_change',
      user: { id: idOf(workspaces, 'ben'), name: 'ben', is_admin: true, tz: 'Europe/Berlin' },
    })
    await expect.poll(async () => (await runsheet('settings', 'ben')).modal?.title?.text).toBe('Settings')
    await bot.act({ as: 'ben', do: 'submit', in: 'modal', values: { [PROPOSE]: ':ticket:' } })
    const late = await bot.act({ as: 'ana', do: 'submit', in: 'modal' })
    expect(JSON.stringify(late.modal?.errors)).toContain('Somebody changed the settings while you had this form open')
    await bot.act({ as: 'ana', do: 'close', all: true })
    expect(read(await save({}))).toContain('Nothing was changed')
  })
})

const idOf = (workspaces: Awaited<ReturnType<TestRunsheet['state']>>['workspaces'], name: string): string =>
  workspaces[0]?.members.find((member) => member.name === name)?.id ?? ''

describe('reactions', () => {
  it('mean what the settings say', async () => {
    await save({ [DONE]: ':tada:', [PROPOSE]: ':ticket:' })
    const task = await carded('Order the stickers')
    await bot.act({ as: 'ana', do: 'react', channel: task.channel, ts: task.ts, emoji: 'white_check_mark' })
    expect(read(await bot.say('ana', '#general', `/task ${task.reference}`))).toContain('Status: Todo')
    await bot.act({ as: 'ana', do: 'react', channel: task.channel, ts: task.ts, emoji: 'tada' })
    expect(read(await bot.say('ana', '#general', `/task ${task.reference}`))).toContain('Status: Done')
    const [message] = (await bot.act({ as: 'ben', do: 'message', channel: '#web-redesign', text: 'The door sticks' }))
      .seen
    const on = { channel: message?.channel ?? '', ts: message?.ts ?? '' }
    expect(read(await bot.act({ as: 'ana', do: 'react', ...on, emoji: 'memo' }))).not.toContain('Make a task')
    const offer = read(await bot.act({ as: 'ana', do: 'react', ...on, emoji: 'ticket' }))
    expect(offer).toMatch(/Make a task of this message\?[^]*because you reacted with/)
    expect(offer).toMatch(/ticket|🎫/)
  })

  it('mean nothing where they are switched off', async () => {
    await save({ [DONE]: '', [PROPOSE]: '' })
    const task = await carded('Order the pens')
    await bot.act({ as: 'ana', do: 'react', channel: task.channel, ts: task.ts, emoji: 'tada' })
    expect(read(await bot.say('ana', '#general', `/task ${task.reference}`))).toContain('Status: Todo')
    expect(read(await runsheet('help'))).not.toContain('on a card completes it')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const referenceIn = (text: string): string => /[A-Z]+-\d+/.exec(text)?.[0] ?? ''
const create = async (line: string, as = 'ana'): Promise<string> =>
  referenceIn(read(await bot.say(as, '#web-redesign', `/task ${line}`)))

const tell = (as: string, text: string, threadTs?: string, channel = '#web-redesign') =>
  bot.act({ as, do: 'message', channel, text, ...(threadTs ? { thread_ts: threadTs } : {}) })
/** What Runsheet answered, without the person's own message, and without cards that are kept true. */
const answers = ({ seen }: Awaited<ReturnType<typeof tell>>) =>
  seen.filter(({ bot_id, edited, reactions }) => bot_id !== undefined && !edited && !reactions)
const answer = async (told: ReturnType<typeof tell>) => read({ seen: answers(await told) })
const card = async (reference: string): Promise<string> =>
  read(await bot.say('ana', '#web-redesign', `/task ${reference}`))

describe('@Runsheet in a channel', () => {
  it('does what the command does, and answers the speaker alone', async () => {
    const reference = await create('Said by mention @ana')
    const told = await tell('ben', `@Runsheet done ${reference}`)
    expect(read({ seen: answers(told) })).toContain('is now Done')
    expect(answers(told).map(({ ephemeral, thread_ts }) => [ephemeral, thread_ts])).toEqual([[true, undefined]])
    expect(await card(reference)).toContain('Status: Done')
  })

  it('makes a task in one line, with people by their names', async () => {
    const text = await answer(tell('ana', '@Runsheet Ask about the van @eve due fri 5pm !high'))
    expect(text).toMatch(/Created WEB-\d+ Ask about the van/)
    expect(text).toMatch(/Owner: eve/)
    const blocked = await answer(tell('ana', `@Runsheet block ${referenceIn(text)} waiting on the key from @ben`))
    expect(blocked).toContain('is now Blocked')
    expect(await card(referenceIn(text))).toMatch(/Blocked: waiting on the key from @ben .*waits on ben/)
  })

  it('alone offers the form for the channel’s project', async () => {
    const [offer] = answers(await tell('ana', '@Runsheet'))
    expect(offer?.plain).toContain('[New task]')
    const pressed = await bot.act({
      as: 'ana',
      do: 'click',
      channel: offer?.channel ?? '',
      ts: offer?.ts ?? '',
      label: 'New task',
    })
    expect(JSON.stringify(pressed.modal)).toContain('WEB · Web redesign')
    const made = await bot.act({ as: 'ana', do: 'submit', in: 'modal', values: { Title: 'Made from the offer' } })
    expect(read(made)).toMatch(/Created WEB-\d+ Made from the offer/)
  })

  it('keeps what was not understood behind a button', async () => {
    const told = await tell('ana', '@Runsheet Poster due someday maybe by fri 25:99 @ben @cleo')
    const [refusal] = answers(told)
    expect(refusal?.plain).toContain('No task was created yet')
    const pressed = await bot.act({
      as: 'ana',
      do: 'click',
      channel: refusal?.channel ?? '',
      ts: refusal?.ts ?? '',
      label: 'Open as form',
    })
    expect(JSON.stringify(pressed.modal)).toContain('Poster')
  })

  it('takes no question for a task', async () => {
    const text = await answer(tell('ana', '@Runsheet what is due today?'))
    expect(text).toContain('question mark')
    expect(text).toContain('[Open as form]')
    expect(text).not.toContain('Created')
  })

  it('answers courtesies as such', async () => {
    expect(await answer(tell('ana', 'hi @Runsheet!'))).toContain('/task done REF [note]')
    expect(await answer(tell('ana', '@Runsheet thanks!'))).toContain('You are welcome')
  })

  it('named in a sentence for others offers a task of it and does nothing', async () => {
    const told = await tell('ana', 'I will put the hero copy into @Runsheet tomorrow')
    const [offer] = answers(told)
    expect(offer?.plain).toContain('Make a task of this message?')
    expect(offer?.plain).toContain('hero copy into @runsheet tomorrow')
    expect(offer?.plain).not.toMatch(/@U[0-9A-Z]{6}/)
    expect(offer?.ephemeral).toBe(true)
    const pressed = await bot.act({
      as: 'ana',
      do: 'click',
      channel: offer?.channel ?? '',
      ts: offer?.ts ?? '',
      label: 'Make a task…',
    })
    expect(JSON.stringify(pressed.modal)).toContain('hero copy')
  })

  it('says nothing to edits, joins and its own words', async () => {
    const [own] = (await tell('ana', 'just talking')).seen
    const edited = await bot.act({
      as: 'ana',
      do: 'edit',
      channel: own?.channel ?? '',
      ts: own?.ts ?? '',
      text: '@Runsheet Made by an edit',
    })
    expect(answers(edited)).toEqual([])
    expect(read(await bot.say('ana', '#web-redesign', '/task list WEB'))).not.toContain('Made by an edit')
  })
})

describe('@Runsheet in a thread', () => {
  it('answers in the thread', async () => {
    const reference = await create('Said in a thread @ana')
    const [parent] = (await tell('ben', 'How far is it')).seen
    const told = await tell('ana', `@Runsheet review ${reference}`, parent?.ts)
    expect(read({ seen: answers(told) })).toContain('is now Review')
    expect(answers(told).map(({ ephemeral, thread_ts }) => [ephemeral, thread_ts])).toEqual([[true, parent?.ts]])
  })
})

describe('the direct message', () => {
  const dm = (text: string, as = 'ana') => tell(as, text, undefined, '@Runsheet')

  it('takes what stands behind /task, and answers plainly', async () => {
    const reference = await create('Said directly @ana')
    const told = await dm(`start ${reference}`)
    expect(read({ seen: answers(told) })).toContain('is now Doing')
    expect(answers(told).map(({ ephemeral }) => ephemeral ?? false)).toEqual([false])
    expect(await answer(dm('undo'))).toContain('as it was before')
    expect(await answer(dm('Call the printer in WEB due fri'))).toMatch(/Created WEB-\d+ Call the printer/)
  })

  it('greets with the help', async () => {
    for (const words of ['hello', 'Hi there!', 'help', '?'])
      expect(await answer(dm(words))).toContain('A new task in one line')
  })

  it('says that it needs a project, and keeps the line', async () => {
    const text = await answer(dm('Buy milk'))
    expect(text).toContain('BRD, CMP, WEB')
    expect(text).toContain('[Open as form]')
  })
})

describe('reactions', () => {
  const from = async (text: string, as = 'ana') => {
    const [message] = (await tell(as, text)).seen
    return { channel: message?.channel ?? '', ts: message?.ts ?? '' }
  }

  it(':memo: offers the form from that message, once it is a task it says so', async () => {
    const on = await from('Please crop the van photo by friday 5pm')
    const reacted = await bot.act({ as: 'eve', do: 'react', ...on, emoji: 'memo' })
    const [offer] = answers(reacted)
    expect(offer?.plain).toContain('Please crop the van photo')
    expect(offer?.ephemeral).toBe(true)
    const press = { as: 'eve', do: 'click', channel: on.channel, ts: offer?.ts ?? '', label: 'Make a task…' } as const
    expect(JSON.stringify((await bot.act(press)).modal)).toContain('Crop the van photo')
    const made = await bot.act({ as: 'eve', do: 'submit', in: 'modal' })
    expect(read(made)).toMatch(/Created WEB-\d+ Crop the van photo/)
    const thread = await bot.messages('#web-redesign', 'eve', on.ts)
    expect(thread.map(({ plain }) => plain).join('\n')).toContain('Status: Todo')
    expect(read(await bot.act(press))).toContain('already tracked')
  })

  it(':white_check_mark: on a card completes its task, and undoing the reaction undoes nothing', async () => {
    const on = await from('Order the stickers')
    await bot.act({ as: 'ana', do: 'message_shortcut', ...on, name: 'Create task from message' })
    const reference = referenceIn(read(await bot.act({ as: 'ana', do: 'submit', in: 'modal' })))
    const shown = (await bot.messages('#web-redesign', 'ana', on.ts)).find(({ bot_id }) => bot_id !== undefined)
    const onCard = { channel: on.channel, ts: shown?.ts ?? '', emoji: 'white_check_mark' }
    const reacted = await bot.act({ as: 'ana', do: 'react', ...onCard })
    expect(read({ seen: answers(reacted) })).toContain('is now Done')
    await bot.act({ as: 'ana', do: 'unreact', ...onCard })
    expect(await card(reference)).toContain('Status: Done')
    const again = await bot.act({ as: 'ben', do: 'react', ...onCard })
    expect(answers(again)).toEqual([])
  })

  it('on other messages, or others, mean nothing', async () => {
    const on = await from('No card at all')
    for (const emoji of ['white_check_mark', 'eyes']) {
      expect(answers(await bot.act({ as: 'ben', do: 'react', ...on, emoji }))).toEqual([])
    }
  })
})

it('an event that Slack delivers twice is answered once', async () => {
  await bot.fault({ method: 'delivery', kind: 'twice', times: 1 })
  const told = await tell('ana', '@Runsheet Only once please')
  await bot.clearFaults()
  expect(answers(told)).toHaveLength(1)
  const listed = read(await bot.say('ana', '#web-redesign', '/task list WEB unassigned'))
  expect(listed.match(/Only once please/g)).toHaveLength(1)
})

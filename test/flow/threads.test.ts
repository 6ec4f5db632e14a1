import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
/** A task that was made from a message of ana's, with its card in the message's thread. */
let reference: string
let channel: string
let root: string

beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

let count = 0

beforeEach(async () => {
  const text = `Crop picture ${(count += 1)} for the shop`
  const [message] = (await bot.act({ as: 'ana', do: 'message', channel: '#web-redesign', text })).seen
  channel = message?.channel ?? ''
  root = message?.ts ?? ''
  await bot.act({ as: 'ana', do: 'message_shortcut', channel, ts: root, name: 'Create task from message' })
  const made = await bot.act({ as: 'ana', do: 'submit', in: 'modal' })
  reference = /WEB-\d+/.exec(read(made))?.[0] ?? ''
  const cardIsThere = async (): Promise<void> => {
    if ((await thread()).length !== 2) throw new Error('The card is not in the thread.')
  }
  await vi.waitFor(cardIsThere, { timeout: 8000, interval: 50 })
})

const thread = async () => (await bot.messages('#web-redesign', 'ana', root)).filter(({ ephemeral }) => !ephemeral)
const threadText = async (): Promise<string> => (await thread()).map(({ plain }) => plain).join('\n')
const card = async (): Promise<string> => read(await bot.say('ana', '#web-redesign', `/task ${reference}`))
const reply = async (as: string, text: string): Promise<string> => {
  const { seen } = await bot.act({ as, do: 'message', channel, text, thread_ts: root })
  return seen.find((message) => message.thread_ts === root && message.bot_id === undefined)?.ts ?? ''
}

describe('what is said to Runsheet in the thread of a task', () => {
  const tell = async (text: string) => {
    const { seen } = await bot.act({ as: 'ben', do: 'message', channel, text: `@Runsheet ${text}`, thread_ts: root })
    return seen
      .filter(({ bot_id, edited }) => bot_id !== undefined && !edited)
      .map(({ plain }) => plain)
      .join('\n')
  }

  it('is about that task where a verb names none, and can be undone', async () => {
    expect(await tell('assign @eve')).toContain(`${reference} Crop picture`)
    expect(await tell('due next friday')).toContain('is now due')
    expect(await tell('done, client is happy')).toMatch(new RegExp(`${reference} .* is now Done.*client is happy`))
    const text = await card()
    expect(text).toContain('Owner: eve')
    expect(text).toContain('Status: Done')
    expect(await tell('undo')).toContain('as it was before')
    expect(await tell('history')).toContain(reference)
    expect(await tell('due')).toContain('needs')
  })

  it('is about another where that is named, and a new task where it may be one', async () => {
    const other = /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task Print the other')))?.[0] ?? ''
    expect(await tell(`done ${other}`)).toContain(`${other} Print the other is now Done`)
    const made = await tell('Review the second draft')
    expect(made).toMatch(/Created WEB-\d+ Review the second draft/)
    expect(await card()).toContain('Status: Todo')
  })
})

describe('a reply in the thread of a task’s card', () => {
  it('is the task’s comment, with people by their names, and Runsheet says nothing to it', async () => {
    await reply('ben', 'client likes <version B>, ask @cleo')
    expect(await card()).toMatch(/ben .*: client likes <version B>, ask @cleo/)
    expect(await thread()).toHaveLength(3)
  })

  it('that is edited changes the comment', async () => {
    const ts = await reply('ben', 'client likes A')
    await bot.act({ as: 'ben', do: 'edit', channel, ts, text: 'client likes B' })
    await bot.act({ as: 'ben', do: 'edit', channel, ts, text: 'client likes C' })
    expect(await card()).toContain('client likes C')
    expect(await card()).not.toMatch(/client likes [AB]/)
  })

  it('that is deleted takes the comment away', async () => {
    const ts = await reply('ben', 'wrong thread')
    await reply('cleo', 'right thread')
    await bot.act({ as: 'ben', do: 'delete', channel, ts })
    const text = await card()
    expect(text).not.toContain('wrong thread')
    expect(text).toContain('right thread')
  })

  it('that Slack delivers twice is one comment', async () => {
    await bot.fault({ method: 'delivery', kind: 'twice', times: 2 })
    await reply('ben', 'said only once')
    await bot.clearFaults()
    expect((await card()).match(/said only once/g)).toHaveLength(1)
  })

  it('that speaks to Runsheet is a command and no comment', async () => {
    await reply('ben', `@Runsheet start ${reference}`)
    const text = await card()
    expect(text).toContain('Status: Doing')
    expect(text).not.toContain('@Runsheet')
  })

  it('stands in nobody’s way: an undo takes back the last change, an open form can be saved', async () => {
    await bot.say('ana', '#web-redesign', `/task start ${reference}`)
    const [shown] = (await bot.say('ana', '#web-redesign', `/task ${reference}`)).seen
    await bot.act({ as: 'ana', do: 'click', channel, ts: shown?.ts ?? '', label: 'Edit' })
    await reply('ana', 'looking at it')
    await bot.act({ as: 'ana', do: 'submit', in: 'modal', values: { Estimate: '2h' } })
    expect(await card()).toContain('Estimate: 2h')
    await bot.say('ana', '#web-redesign', `/task review ${reference}`)
    await reply('ana', 'please have a look')
    expect(read(await bot.say('ana', '#web-redesign', '/task undo'))).toContain('as it was before')
    expect(await card()).toContain('Status: Doing')
  })
})

describe('other threads', () => {
  it('are nobody’s comments', async () => {
    const [message] = (await bot.act({ as: 'ana', do: 'message', channel, text: 'Lunch?' })).seen
    await bot.act({ as: 'ben', do: 'message', channel, text: 'Noodles', thread_ts: message?.ts ?? '' })
    expect(await card()).not.toContain('Noodles')
  })

  it('with two tasks in them belong to neither but to the one they begin with', async () => {
    const ts = await reply('ben', 'Also shoot the van')
    await bot.act({ as: 'ben', do: 'message_shortcut', channel, ts, name: 'Create task from message' })
    const second = /WEB-\d+/.exec(read(await bot.act({ as: 'ben', do: 'submit', in: 'modal' })))?.[0] ?? ''
    await reply('cleo', 'which one is meant')
    expect(await card()).toContain('which one is meant')
    expect(read(await bot.say('ana', '#web-redesign', `/task ${second}`))).not.toContain('which one is meant')
  })
})

describe('the thread of a duplicate', () => {
  it('speaks of the task that it went into, where its notes are read as well', async () => {
    const other = /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task Crop them all')))?.[0] ?? ''
    const last = /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task Crop even more')))?.[0] ?? ''
    await reply('ben', 'said before the merge')
    await bot.say('ana', '#web-redesign', `/task merge ${reference} into ${other}`)
    await bot.say('ana', '#web-redesign', `/task merge ${other} into ${last}`)
    await reply('cleo', 'said after the merge')
    expect(read(await bot.say('ben', '#general', `/task note ${reference} by command`))).toContain(`added to ${last}`)
    const shown = read(await bot.say('ana', '#web-redesign', `/task ${last}`))
    for (const note of ['said before the merge', 'said after the merge', 'by command']) expect(shown).toContain(note)
  })
})

describe('the task that follows a recurring one', () => {
  it('has its card in the same thread, once, though its project posts none', async () => {
    await bot.say('ana', '#web-redesign', '/project cards WEB off')
    await bot.say('ana', '#web-redesign', `/task repeat ${reference} every friday`)
    const done = read(await bot.say('ana', '#web-redesign', `/task done ${reference}`))
    const next = /The next one is (WEB-\d+)/.exec(done)?.[1] ?? ''
    const cards = async () => (await thread()).filter(({ plain }) => plain.startsWith(`${next} `))
    await expect.poll(cards).toHaveLength(1)
    expect((await bot.messages('#web-redesign', 'ana')).filter(({ plain }) => plain.startsWith(`${next} `))).toEqual([])
    await bot.say('ana', '#web-redesign', `/task start ${next}`)
    await expect.poll(async () => (await cards())[0]?.plain).toContain('Status: Doing')
  })
})

describe('a note by command', () => {
  it('appears in the card’s thread once, pings nobody, and is not noted again', async () => {
    await bot.say('ben', '#general', `/task note ${reference} logo is late, says @cleo`)
    const posted = (await thread()).slice(2)
    expect(posted.map(({ plain }) => plain).join('\n')).toMatch(/ben noted:\nlogo is late, says @cleo/)
    expect(posted.map(({ pings }) => pings)).toEqual([[]])
    expect((await card()).match(/logo is late/g)).toHaveLength(1)
    expect(await threadText()).toContain('Replies here are notes too')
  })

  it('of a task without a card is posted nowhere', async () => {
    const lone = /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task No card')))?.[0] ?? ''
    const told = await bot.say('ana', '#web-redesign', `/task note ${lone} quiet`)
    expect(told.seen.every(({ ephemeral }) => ephemeral)).toBe(true)
  })

  it('said in the thread is one note, whatever becomes of the message that said it', async () => {
    const ts = await reply('ben', `@Runsheet note ${reference} version B it is`)
    expect((await card()).match(/version B it is/g)).toHaveLength(1)
    await bot.act({ as: 'ben', do: 'edit', channel, ts, text: `@Runsheet note ${reference} version C` })
    await bot.act({ as: 'ben', do: 'delete', channel, ts })
    const text = await card()
    expect(text).toContain('version B it is')
    expect(text).not.toContain('version C')
  })

  it('that is undone is gone from the card, says so in the thread, and is told back to whoever typed it', async () => {
    const noted = await bot.say('ben', '#general', `/task note ${reference} wrong <client> altogether`)
    await expect.poll(threadText).toContain('wrong <client>')
    const { ts = '' } = noted.seen.find(({ plain }) => plain.includes('[Undo]')) ?? {}
    const undone = read(await bot.act({ as: 'ben', do: 'click', channel: '#general', ts, label: 'Undo' }))
    expect(undone).toContain(`your note on ${reference}`)
    expect(undone).toContain('It was:\nwrong <client> altogether')
    await expect.poll(threadText).toContain(`ben took back a note on ${reference}.`)
    expect(await threadText()).not.toContain('wrong <client>')
    expect(await card()).not.toContain('wrong <client>')
    expect(read(await bot.say('ana', '#general', '/task search altogether'))).not.toContain(reference)
    expect(read(await bot.say('ana', '#general', `/task history ${reference}`))).toContain('wrong <client>')
  })

  it('that waits to be posted is not posted once it is undone', async () => {
    await bot.fault({ method: 'chat.postMessage', kind: 'rate_limit', times: 1, retry_after: 1 })
    await bot.act({
      as: 'ben',
      do: 'command',
      channel: '#general',
      text: `/task note ${reference} too early`,
      wait_ms: 200,
    })
    expect(read(await bot.say('ben', '#general', '/task undo'))).toContain('It was:\ntoo early')
    await reply('ana', 'and on')
    await bot.advance('1m')
    expect(await threadText()).not.toContain('early')
    await bot.clearFaults()
  })

  it('on several tasks is undone on all of them', async () => {
    const other = /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task Print the other')))?.[0] ?? ''
    await bot.say('ben', '#general', `/task note ${reference} ${other} on both of them`)
    const undone = read(await bot.say('ben', '#general', '/task undo'))
    for (const each of [reference, other]) expect(undone).toContain(`your note on ${each}`)
    expect(read(await bot.say('ana', '#web-redesign', `/task ${other}`))).not.toContain('on both of them')
  })

  it('stays a note when its post in the thread is deleted', async () => {
    await bot.say('ben', '#general', `/task note ${reference} keep me`)
    const posted = (await thread()).at(-1)
    await bot.remove(channel, posted?.ts ?? '')
    expect(await card()).toContain('keep me')
  })
})

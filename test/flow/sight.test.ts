import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
  await bot.act({ as: 'ana', do: 'create_channel', channel: '#takeover', private: true })
  for (const user of ['Runsheet', 'ben']) await bot.act({ as: 'ana', do: 'invite', channel: '#takeover', user })
  await bot.say('ana', '#takeover', '/project new TKO Hostile takeover')
  await bot.say('ana', '#takeover', '/task Draft the press release @ana')
  await bot.act({ as: 'ana', do: 'add_member', name: 'gus', kind: 'guest' })
})
afterAll(() => bot.stop())

const say = async (as: string, line: string, channel = '#general'): Promise<string> =>
  read(await bot.say(as, channel, line))

describe('a project that lives in a private channel', () => {
  it('is there for those who are in the channel', async () => {
    expect(await say('ben', '/task TKO-1')).toContain('Draft the press release')
    expect(await say('ben', '/task list TKO')).toContain('Draft the press release')
    expect(await say('ben', '/project list')).toContain('Hostile takeover')
    expect(await say('ben', '/task search press release')).toContain('TKO-1')
  })

  it.each([
    ['/task TKO-1', 'There is no task TKO-1'],
    ['/task list TKO', 'needs a project’s key'],
    ['/task list @ana', 'No open tasks'],
    ['/task search press release', 'Nothing found'],
    ['/task history TKO-1', 'There is no task TKO-1'],
    ['/task done TKO-1', 'There is no task TKO-1'],
    ['/task watch TKO-1', 'There is no task TKO-1'],
    ['/task check TKO-1', 'There is no task TKO-1'],
    ['/task depends WEB-1 on TKO-1', 'There is no task TKO-1'],
    ['/task merge WEB-1 into TKO-1', 'There is no task TKO-1'],
    ['/project show TKO', 'There is no project TKO'],
    ['/project archive TKO', 'There is no project TKO'],
    ['/project list', 'Web redesign'],
    ['/task Spy on them in TKO', 'say which one you mean: BRD, CMP, WEB.'],
  ])('is not there for others: %s', async (line, answer) => {
    const told = await say('eve', line)
    expect(told).toContain(answer)
    expect(told).not.toMatch(/Hostile|press release @|WEB, TKO/)
  })

  it('cannot be chosen in a form by others', async () => {
    const opened = await bot.say('eve', '#general', '/task')
    expect(JSON.stringify(opened.modal)).toContain('WEB · Web redesign')
    expect(JSON.stringify(opened.modal)).not.toContain('TKO')
    await bot.act({ as: 'eve', do: 'close' })
  })

  it('shows a task to whoever has a part in it, and no more', async () => {
    await say('ana', '/task Translate the release @eve in TKO')
    expect(await say('eve', '/task TKO-2')).toContain('Translate the release')
    expect(await say('eve', '/task list me')).toContain('TKO-2')
    expect(await say('eve', '/task TKO-1')).toContain('There is no task TKO-1')
  })

  it('tells of a block only those who see the task, and names no task to whoever does not', async () => {
    const dm = async (as: string): Promise<string> => (await bot.dm(as)).map(({ plain }) => plain).join('\n')
    await say('ana', '/task Count the secret shares @ana in TKO')
    await say('ana', '/task block TKO-3 waiting on @dev')
    const open = /WEB-\d+/.exec(await say('ana', '/task Announce it @dev in WEB'))?.[0] ?? ''
    await say('ana', `/task block ${open} needs TKO-3`)
    await say('ana', '/task done TKO-3')
    await expect.poll(() => dm('dev')).toContain(`${open} Announce it can go on: what it waited on is Done.`)
    expect(await dm('dev')).not.toMatch(/secret shares|TKO-3 .*waits on you/)
  })

  it('opens to those who come in, and closes behind those who go', async () => {
    await bot.act({ as: 'ana', do: 'invite', channel: '#takeover', user: 'cleo' })
    await expect.poll(() => say('cleo', '/task TKO-1')).toContain('Draft the press release')
    await bot.act({ as: 'cleo', do: 'leave', channel: '#takeover' })
    await expect.poll(() => say('cleo', '/task TKO-1')).toContain('There is no task TKO-1')
  })
})

describe('a guest', () => {
  it('sees the projects of their channels, and what they have a part in', async () => {
    await bot.act({ as: 'ana', do: 'invite', channel: '#brand-refresh', user: 'gus' })
    expect(await say('gus', '/task BRD-1', '#brand-refresh')).toContain('BRD-1')
    expect(await say('gus', '/task WEB-1', '#brand-refresh')).toContain('There is no task WEB-1')
    const made = await say('ana', '/task Retouch the hero @gus', '#web-redesign')
    const reference = /WEB-\d+/.exec(made)?.[0] ?? ''
    expect(await say('gus', `/task ${reference}`, '#brand-refresh')).toContain('Retouch the hero')
    expect(await say('gus', '/project list', '#brand-refresh')).not.toContain('Web redesign')
  })
})

describe('somebody of another workspace', () => {
  it('sees the cards of a shared channel, and can press nothing on them', async () => {
    const shared = '#autumn-campaign'
    const said = await bot.act({ as: 'gita', do: 'message', channel: shared, text: 'Which poster do you like?' })
    const at = { channel: shared, ts: said.seen[0]?.ts ?? '' }
    await bot.act({ as: 'ana', do: 'message_shortcut', ...at, name: 'Create task from message' })
    await bot.act({ as: 'ana', do: 'submit', values: {} })
    const card = (await bot.messages(shared, 'gita', at.ts)).find(({ plain }) => plain.includes('Status: Todo'))
    const press = { do: 'click', channel: card?.channel ?? '', ts: card?.ts ?? '', label: 'Done' } as const
    expect(read(await bot.act({ as: 'gita', ...press }))).toContain('Only members and guests of this workspace')
    expect(read(await bot.act({ as: 'ana', ...press }))).toContain('Status: Done')
  })
})

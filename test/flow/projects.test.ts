import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const project = async (text: string, as = 'ana', channel = '#general'): Promise<string> =>
  read(await bot.say(as, channel, `/project ${text}`))

describe('/project', () => {
  it.each(['', 'help', '?'])('%j says what there is', async (text) => {
    expect(await project(text)).toContain('What /project does')
  })

  it('offers the nearest verb, and all of them where there is none', async () => {
    expect(await project('lst')).toContain('Did you mean this?')
    expect(await project('timeline')).toMatch(/“timeline” is nothing that \/project does.*What \/project does/s)
  })

  it('says what a verb still needs, with an example', async () => {
    expect(await project('role WEB coordinator')).toMatch(/Name the person.*\/project role WEB coordinator @ana/s)
    expect(await project('archive')).toContain('Name the project by its key')
  })
})

describe('starting a project', () => {
  it('takes a key and a name, in this channel, with its creator as coordinator', async () => {
    const text = await project('new SHOP Web shop <b> & @here')
    expect(text).toContain('Started project SHOP Web shop <b> & @here')
    expect(text).toContain('Channel: #general')
    expect(text).toMatch(/Coordinator: Ana/i)
    expect(text).toMatch(/Accountable: Ana/i)
    expect(text).toContain('working days at 09:00 (Europe/Berlin)')
    const created = read(await bot.say('ben', '#general', '/task First one'))
    expect(created).toContain('Created SHOP-1 First one')
  })

  it('refuses a key that another project has', async () => {
    expect(await project('new WEB Another one')).toContain('The key WEB belongs to the project Web redesign already')
  })

  it('opens the form without a key, with what is known and a free key', async () => {
    const opened = await bot.say('dev', '#brand-refresh', '/project new Website for the museum')
    expect(opened.modal?.title?.text).toBe('Start a project')
    const { blocks } = opened.modal ?? {}
    expect(JSON.stringify(blocks)).toContain('"initial_value":"Website for the museum"')
    expect(JSON.stringify(blocks)).toContain('"initial_value":"WM"')
    expect(JSON.stringify(blocks)).toContain('"initial_value":"Asia/Manila"')
    const refused = await bot.act({
      as: 'dev',
      do: 'submit',
      values: { Key: 'WEB', 'Time zone': 'Manila' },
    })
    expect(Object.keys(refused.modal?.errors ?? {})).toEqual(['Time zone'])
    const taken = await bot.act({ as: 'dev', do: 'submit', values: { 'Time zone': 'Europe/London' } })
    expect(taken.modal?.errors).toEqual({ Key: 'WEB is Web redesign. Choose another key.' })
    const values = { Key: 'mus', Client: 'City museum', 'Escalation channel': '#escalations', Accountable: 'cleo' }
    const done = await bot.act({ as: 'dev', do: 'submit', values })
    expect(done.modal).toBeNull()
    const text = read(done)
    expect(text).toContain('Started project MUS Website for the museum for City museum')
    expect(text).toContain('Channel: #brand-refresh')
    expect(text).toContain('Escalations: #escalations')
    expect(text).toMatch(/Coordinator: Dev/i)
    expect(text).toMatch(/Accountable: Cleo/i)
    expect(text).toContain('Europe/London')
  })

  it('opens the form by the global shortcut and answers by direct message', async () => {
    await bot.act({ as: 'finn', do: 'shortcut', name: 'Start a project' })
    const values = { Name: 'Poster series', Key: 'PST', Channel: '#general' }
    await bot.act({ as: 'finn', do: 'submit', values })
    expect((await bot.dm('finn')).at(-1)?.plain).toContain('Started project PST Poster series')
  })
})

describe('looking at projects', () => {
  it('lists them with how they stand', async () => {
    const text = await project('list')
    for (const line of ['WEB Web redesign for Larkspur Outdoors · #web-redesign', '4 open, 1 without an owner'])
      expect(text).toContain(line)
  })

  it('shows the one of the channel, or one by its key', async () => {
    expect(await project('show', 'ben', '#web-redesign')).toContain('WEB Web redesign')
    const shown = await project('show brd')
    expect(shown).toContain('BRD Brand refresh for Tallow & Finch')
    expect(shown).toMatch(/Project manager: Cleo/i)
  })

  it('asks which one is meant where none or several live, and says when there is none', async () => {
    expect(await project('show', 'ana', '#escalations')).toContain('This conversation has no project of its own')
    expect(await project('show', 'ana', '#general')).toContain('Several projects live in this channel')
    expect(await project('show NOPE')).toContain('There is no project NOPE')
  })
})

describe('changing a project', () => {
  it('hands out roles and takes them away', async () => {
    expect(await project('role CMP team lead @eve')).toMatch(/Team lead of CMP Autumn campaign is now eve/i)
    expect(await project('role CMP team lead nobody')).toContain('Team lead of CMP Autumn campaign is now nobody yet')
    expect(await project('role coordinator @ben', 'ana', '#autumn-campaign')).toContain('Coordinator of CMP')
    expect(await project('role CMP coordinator @Runsheet')).toContain('is an app and cannot hold a role')
  })

  it('sets the escalation channel', async () => {
    expect(await project('escalation CMP #general')).toContain('now go to #general')
    expect(await project('show CMP')).toContain('Escalations: #general')
  })

  it('moves the standup, which then comes at the new time', async () => {
    expect(await project('digest WEB 10:30')).toContain('on working days at 10:30 (Europe/Berlin)')
    expect(await project('digest BRD off')).toContain('is off now')
    const { posted } = await bot.moveTo('2026-03-02T12:00:00.000Z')
    const digests = posted.filter(({ plain }) => plain.includes('digest'))
    expect(digests.find(({ plain }) => plain.startsWith('WEB standup digest'))?.at).toMatch(/^2026-03-02T09:30/)
    expect(digests.filter(({ plain }) => plain.startsWith('BRD'))).toEqual([])
  })

  it('archives one: it is listed no more, and no task is made for it', async () => {
    expect(await project('archive PST')).toContain('PST Poster series is archived')
    expect(await project('list')).not.toContain('PST')
    expect(await project('show PST')).toContain('archived')
    expect(read(await bot.say('ana', '#general', '/task Print it in PST'))).not.toContain('Created PST')
  })

  it('never blames itself', () => {
    expect(bot.logged.filter(({ level }) => Number(level) >= 50)).toEqual([])
  })
})

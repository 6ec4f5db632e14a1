import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const WEB = '#web-redesign'
const act = async (line: string, as = 'ana') => bot.say(as, WEB, `/task ${line}`)
const say = async (line: string, as = 'ana'): Promise<string> => read(await act(line, as))
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(await say(line))?.[0] ?? ''

describe('time left', () => {
  it('stands beside the estimate', async () => {
    const reference = await create('Long one ~3d')
    expect(await say(`left ${reference} 4h`)).toContain('has 4h left to do')
    expect(await say(reference)).toMatch(/Estimate: 3d[\s\S]*Time left: 4h/)
    expect(await say(`left ${reference} nothing`)).toContain('has nothing left to do')
    expect(await say(`left ${reference} some`)).toContain('needs a time such as 3h')
  })
})

describe('labels', () => {
  it('are added and taken away', async () => {
    const reference = await create('Labelled #draft')
    expect(await say(`label ${reference} #launch -#draft`)).toContain('is now labelled #launch')
    expect(await say(`label ${reference} -#launch`)).toContain('has no labels now')
    await say(`done ${reference}`)
    expect(await say(`label ${reference} #late`)).toContain('Reopen it first')
  })
})

describe('phases', () => {
  it('are named by the project, and a task is in one of them', async () => {
    const reference = await create('In a phase')
    expect(await say(`phase ${reference} design`)).toContain('has no phases yet')
    expect(read(await bot.say('ana', WEB, '/project phases Design & copy, Build, Launch'))).toContain(
      'now goes through Design & copy, Build, Launch',
    )
    expect(await say(`phase ${reference} des`)).toContain('is now in the phase Design & copy')
    expect(await say(reference)).toContain('Phase: Design & copy')
    expect(await say(`phase ${reference} testing`)).toContain('Its phases are Design & copy, Build, Launch')
    await bot.say('ana', WEB, '/project phases WEB Build, design & COPY')
    expect(await say(reference)).toContain('Phase: design & COPY')
    expect(await say(`phase ${reference} none`)).toContain('is in no phase now')
    expect(read(await bot.say('ana', WEB, '/project phases Build, build'))).toContain('have the same name')
    expect(read(await bot.say('ana', WEB, '/project show'))).toContain('Phases: Build, design & COPY')
  })
})

describe('watching', () => {
  it('begins and ends by word and by button', async () => {
    const reference = await create('Watched by dev')
    const answer = await act(`watch ${reference}`, 'ben')
    expect(read(answer)).toContain(`You watch ${reference} Watched by dev now`)
    expect(await say(reference)).toContain('Watched by: ben')
    const [message] = answer.seen
    const pressed = await bot.act({
      as: 'ben',
      do: 'click',
      channel: message?.channel ?? '',
      ts: message?.ts ?? '',
      label: 'Stop watching',
    })
    expect(read(pressed)).toContain('You do not watch')
    expect(await say(reference)).not.toContain('Watched by:')
    expect(await say(`watch ${reference}, WEB-1`, 'ben')).toContain('You watch WEB-1')
    expect(await say(`unwatch ${reference}, WEB-1`, 'ben')).toContain('You do not watch WEB-1')
  })
})

describe('a recurring task', () => {
  it('is followed by the next one when it is done, by whatever way', async () => {
    const reference = await create('Weekly report @ana due fri 5pm ~2h #report')
    expect(await say(`repeat ${reference} every friday`)).toContain('now repeats every Friday at 17:00')
    const done = await say(`done ${reference}`)
    expect(done).toMatch(
      /is now Done\. The next one is WEB-\d+, due .* \(it repeats every Friday at 17:00 Berlin time\)/,
    )
    expect(done).not.toContain('does not repeat any more')
    const next = /The next one is (WEB-\d+)/.exec(done)?.[1] ?? ''
    const card = await say(next)
    expect(card).toMatch(
      /Weekly report\n[\s\S]*Status: Todo[\s\S]*Owner: ana[\s\S]*Estimate: 2h[\s\S]*Repeats: every Friday/,
    )
    expect(card).toContain('#report')
    expect(await say('undo')).toMatch(
      new RegExp(
        `${reference} Weekly report is now Todo, now repeats .*, as it was before[\\s\\S]*${next} .* taken away`,
      ),
    )
    expect(await say(next)).toContain('There is no task')
    expect(await say(reference)).toContain('Repeats: every Friday')
  })

  it('begins on the first day of its rule, ends when it is dropped, and is refused where nothing can be read', async () => {
    const reference = await create('Backup the drive')
    expect(await say(`repeat ${reference} every weekday at 9am`)).toMatch(/is now due .*, now repeats every weekday/)
    expect(await say(`repeat ${reference} every second tuesday`)).toContain('needs how often')
    expect(await say(`drop ${reference} not needed`)).toContain('does not repeat any more')
    expect(await say(`repeat ${reference} daily`)).toContain('Reopen it first')
  })

  it('is stopped by never', async () => {
    const reference = await create('Stop me')
    await say(`repeat ${reference} monthly`)
    expect(await say(`repeat ${reference} never`)).toContain('does not repeat any more')
    expect(await say(`done ${reference}`)).not.toContain('The next one')
  })
})

describe('duplicates', () => {
  it('go into the other task with all that they have, and come back by one undo', async () => {
    const [original, copy, waiting] = [
      await create('Fix the footer #web'),
      await create('Footer is broken @eve due mar 20 #bug'),
      await create('After the footer'),
    ]
    await say(`check ${copy} + Look at it on a phone`)
    await say(`link ${copy} https://example.com/footer`)
    await say(`depends ${waiting} on ${copy}`)
    // One after the other: what a person sees after a command is all that is new to them, other commands' answers too.
    const cards = async (): Promise<readonly string[]> => [await say(original), await say(copy), await say(waiting)]
    const before = await cards()
    const merged = await say(`merge ${copy} into ${original}`)
    expect(merged).toContain(`${copy} Footer is broken is dropped as a duplicate`)
    const card = await say(original)
    expect(card).toMatch(/Owner: eve[\s\S]*Checklist: 0 of 1/)
    expect(card).toContain('#web #bug')
    expect(card).toContain('example.com/footer')
    expect(card).toContain('Watched by: ana')
    expect(await say(copy)).toContain(`Merged: into ${original}`)
    expect(await say(waiting)).toContain(`after ${original}`)
    const undone = await say('undo')
    for (const reference of [original, copy, waiting]) expect(undone.split(`Undone: ${reference} `)).toHaveLength(2)
    expect(await cards()).toEqual(before)
  })

  it('are told to whose they were, until that is undone', async () => {
    const [original, copy] = [await create('Order chairs @ana'), await create('Buy chairs @cleo')]
    await say(`merge ${copy} into ${original}`)
    const told = async () => (await bot.dm('cleo')).findLast(({ plain }) => plain.includes('merged'))?.plain
    await expect
      .poll(told)
      .toContain(`ana merged ${copy} Buy chairs into ${original} Order chairs, where the work goes on. ana owns it.`)
    await say('undo')
    await expect.poll(told).toContain(`Undone: ana merged ${copy} Buy chairs into another task, and took that back.`)
  })

  it('are not merged into themselves, into what is closed, or in a circle', async () => {
    const [a, b, c] = [await create('A'), await create('B'), await create('C')]
    expect(await say(`merge ${a} into ${a}`)).toContain('cannot be a duplicate of itself')
    await say(`depends ${c} on ${b}`)
    await say(`depends ${a} on ${c}`)
    expect(await say(`merge ${a} into ${b}`)).toContain('in a circle')
    expect(await say(`merge ${b} into ${a}`)).toContain(`in a circle: ${c} → ${a} → ${c}`)
    expect(await say(a)).toContain('Status: Todo')
    await say(`done ${b}`)
    expect(await say(`merge ${c} into ${b}`)).toContain('Reopen it first')
    await say(`merge ${c} into ${a}`)
    expect(await say(`merge ${c} into ${a}`)).toContain('duplicate of another task already')
    expect(await say(`reopen ${c}`)).toContain('is now Todo')
  })
})

describe('undo', () => {
  it('takes back a note that came with a move that changed nothing, then what was before it', async () => {
    const reference = await create('Done already')
    await bot.say('cleo', WEB, `/task done ${reference}`)
    await say(`done ${reference} as the client said`)
    expect(await say('undo')).toContain(
      `your note on ${reference} Done already was taken back.\nIt was:\nas the client said`,
    )
    expect(await say('undo')).toContain('has changed since then: cleo changed Status')
  })
})

describe('dependencies', () => {
  it('can be taken away again', async () => {
    const [a, b] = [await create('Waits'), await create('Waited for')]
    await say(`depends ${a} on ${b}`)
    expect(await say(`depends ${a} not on ${b}`)).toContain('depends on nothing now')
    await bot.say('ben', WEB, `/task depends ${b} on ${a}`)
    expect(await say('undo')).toContain(`in a circle: ${a} → ${b} → ${a}`)
    expect(await say(a)).not.toContain(`after ${b}`)
  })
})

describe('steps', () => {
  it('have owners of their own, who are told', async () => {
    const reference = await create('Two hands @ana')
    expect(await say(`check ${reference} + Proofread <b> @cleo`)).toContain('☐ 1. Proofread <b> — cleo')
    await say(`check ${reference} + Upload`)
    expect(await say(`check ${reference} 2 @ben`)).toContain('☐ 2. Upload — ben')
    const dm = async () => (await bot.dm('cleo')).map(({ plain }) => plain).join('\n')
    await expect.poll(dm).toContain(`ana gave you a step of ${reference} Two hands:\n☐ Proofread <b>`)
    expect(await say(`check ${reference} 1`, 'cleo')).toContain('☑ 1. Proofread <b> — cleo (cleo,')
    expect(await say(`check ${reference} 3 @ben`)).toContain('no number 3')
    expect(await say(`check ${reference} 1 @Runsheet`)).toContain('is an app and cannot have a part')
  })
})

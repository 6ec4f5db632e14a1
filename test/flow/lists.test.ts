import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActDone } from '../../src/sandbox/protocol.ts'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
  for (const line of TASKS) await bot.say('ana', WEB, `/task ${line}`)
})
afterAll(() => bot.stop())

const WEB = '#web-redesign'
const GENERAL = '#general'
/** In this order WEB's fifth task and on; all have a label that nothing else has. */
const TASKS = [
  'Alpha @ben due fri 5pm !low ~3h #sorted #b',
  'Bravo @ana due thu 5pm !urgent ~1h #sorted',
  'Charlie due wed 5pm !high #sorted #a',
  'Delta @ben ~8h #sorted #a #b',
]
const list = (words: string, as = 'ana', channel = GENERAL): Promise<ActDone> =>
  bot.say(as, channel, `/task list ${words}`)
/** The tasks of a list, by the first letters of their titles, in its order. */
const order = (answer: ActDone): string =>
  [...read(answer).matchAll(/\b(Alpha|Bravo|Charlie|Delta)\b/g)].map(([, word = '']) => word.charAt(0)).join('')
const press = (as: string, answer: ActDone, label: string, nth = 1): Promise<ActDone> => {
  const message = answer.seen.at(-1)
  return bot.act({ as, do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label, nth })
}

describe('a list', () => {
  it('of all has every project’s tasks, in a project’s channel too', async () => {
    await bot.say('ana', WEB, '/task Elsewhere in BRD')
    expect(read(await list('', 'ana', WEB))).not.toContain('Elsewhere')
    const all = read(await list('all', 'ana', WEB))
    expect(all).toContain('in every project')
    expect(read(await list('all page 2', 'ana', WEB)) + all).toContain('Elsewhere')
  })

  it.each([
    ['sort:due', 'CBAD'],
    ['sort:-due', 'ABCD'],
    ['sort:priority', 'BCDA'],
    ['sort:-priority', 'ADCB'],
    ['sort:created', 'DCBA'],
    ['oldest first', 'ABCD'],
    ['sorted by owner', 'BADC'],
    ['sort:estimate', 'BADC'],
    ['sort:-estimate', 'DABC'],
    ['by owner', 'BADC'],
    ['group:label', 'CDADCBAD'],
    ['group:due sort:-priority', 'ACBD'],
  ])('label:sorted %s', async (words, wanted) => {
    expect(order(await list(`label:sorted ${words}`))).toBe(wanted)
  })

  it('says what it is, and heads its groups with their counts', async () => {
    const answer = await list('label:sorted sort:priority by owner')
    expect(read(answer)).toContain('4 open tasks: labelled #sorted; sorted by priority, grouped by owner')
    expect(read(answer)).toMatch(/ana · 1\n.*Bravo.*\nben · 2\n.*Delta.*\n.*Alpha.*\nNobody yet · 1\n.*Charlie/)
  })

  it('sorts by what was changed last', async () => {
    const reference = /WEB-\d+(?= Alpha)/.exec(read(await list('label:sorted')))?.[0] ?? ''
    await bot.say('ana', WEB, `/task priority ${reference} normal`)
    expect(order(await list('label:sorted sort:updated'))).toMatch(/^A/)
    await bot.say('ana', WEB, `/task priority ${reference} low`)
  })

  it.each([
    ['label:sorted urgent', 'B'],
    ['label:sorted low priority', 'A'],
    ['label:sorted undated', 'D'],
    ['label:sorted no estimate', 'C'],
    ['label:sorted due this week', 'CBA'],
    ['label:sorted tomorrow', ''],
    ['label:sorted watching', ''],
  ])('%s has %s', async (words, wanted) => {
    expect(order(await list(words))).toBe(wanted)
  })

  it('has what one watches, what was done in a span, and what is in a phase', async () => {
    await bot.say('ana', WEB, '/project phases WEB Copy writing, Build')
    const made = read(await bot.say('ana', WEB, '/task Phased page @ana #phased'))
    const reference = /WEB-\d+/.exec(made)?.[0] ?? ''
    await bot.say('ana', WEB, `/task phase ${reference} copy`)
    await bot.say('ben', WEB, `/task watch ${reference}`)
    expect(read(await list('phase:copy'))).toContain('1 open task: in phase copy')
    expect(read(await list('phase:copy-writing WEB by phase'))).toContain('Copy writing · 1')
    expect(read(await list('watching', 'ben'))).toContain('Phased page')
    await bot.say('ana', WEB, `/task done ${reference}`)
    expect(read(await list('done this week WEB'))).toContain('Phased page')
    expect(read(await list('done last week WEB'))).toContain('No tasks: done last week')
    expect(read(await list('phase:cooking'))).toContain(
      'There is no phase cooking. The phases are: Copy writing, Build.',
    )
  })

  it('of more than a page goes on where it stopped, group by group', async () => {
    for (let at = 0; at < 14; at += 1) await bot.say('ana', WEB, `/task Paged ${at} ${at % 2 ? '@ben' : ''} #paged`)
    const first = await list('label:paged by owner')
    const second = await press('ana', first, 'Next')
    const titles = [first, second].flatMap((answer) => [...read(answer).matchAll(/Paged (\d+)/g)].map(([, at]) => at))
    expect(titles).toHaveLength(14)
    expect(new Set(titles).size).toBe(14)
    expect(read(second)).toContain('Nobody yet · 7, continued')
    expect(read(await press('ana', second, 'Previous'))).toContain('Page 1 of 2')
  })

  it('has both of its neighbours beside a page in the middle', async () => {
    const labels = Array.from({ length: 10 }, (_, at) => `#mid${at}`).join(' ')
    for (const name of ['One', 'Two', 'Three'])
      await bot.say('ana', WEB, `/task ${name} in the middle #middle ${labels}`)
    const first = await list('label:middle by label')
    const second = await press('ana', first, 'Next')
    expect(read(second)).toContain('Page 2 of 3')
    expect(read(await press('ana', await press('ana', second, 'Next'), 'Previous'))).toContain('Page 2 of 3')
    expect(read(await press('ana', second, 'Previous'))).toContain('Page 1 of 3')
  })

  it('that is nearly said is offered, and one that is half said is asked about', async () => {
    const near = await list('label:sorted sort:prority')
    expect(read(near)).toContain('Did you mean /task list label:sorted sort:priority?')
    expect(order(await press('ana', near, 'Yes, do that'))).toBe('BCDA')
    expect(read(await list('sort:colour'))).toContain('needs one thing to sort by: due, priority')
    expect(read(await bot.say('ana', WEB, '/task List suppliers by friday'))).toMatch(/Created WEB-\d+ List suppliers/)
  })
})

describe('a saved list', () => {
  it('is called up by its name, with further filters, and is one’s own', async () => {
    const saved = await list('label:sorted sort:priority save:Hot-ones')
    expect(order(saved)).toBe('BCDA')
    expect(read(saved)).toContain('Saved: /task list hot-ones shows this list')
    const again = await list('hot-ones')
    expect([order(again), read(again)]).toEqual(['BCDA', expect.stringContaining('hot-ones · 4 open tasks')])
    expect(order(await list('hot-ones @ben sort:due'))).toBe('AD')
    // To others the word means nothing, so the line is a task.
    expect(read(await list('hot-ones', 'ben', WEB))).toMatch(/Created WEB-\d+ list hot-ones/)
  })

  it('takes the place of the one that had its name', async () => {
    const saved = await list('WEB overdue save:hot-ones')
    expect(read(saved)).toContain('no longer the one that had that name (/task list label:sorted sort:priority)')
    expect(read(await list('hot-ones'))).toContain('in WEB, overdue')
  })

  it('keeps the channel’s project that it was saved with', async () => {
    await list('save:here', 'ana', WEB)
    expect(read(await list('here', 'ana', GENERAL))).toContain('in WEB')
  })

  it('stands among the others, to be shown and forgotten', async () => {
    expect(read(await list('saved', 'cleo'))).toContain('You have saved no lists yet')
    const all = await list('saved')
    expect(read(all)).toContain('Your 2 saved lists')
    expect(read(await press('ana', all, 'Show'))).toContain('here · ')
    const left = await press('ana', await list('saved'), 'Forget', 2)
    expect(read(left)).toContain('Forgot hot-ones')
    expect(read(left)).toContain('Your 1 saved list')
    expect(read(await list('forget:hot-ones'))).toContain('You have saved no list called hot-ones. Yours are: here.')
    expect(read(await list('forget:here'))).toContain('Forgot here')
  })

  it('has a name that lists do not understand otherwise', async () => {
    for (const name of ['overdue', 'web', 'two words', '123', 'saved'])
      expect([name, read(await list(`me save:${name}`)).includes('Saved:')]).toEqual([name, false])
    expect(read(await list('me save:overdue'))).toContain('needs one name for the list')
  })
})

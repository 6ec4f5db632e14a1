import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

/** The reference in an answer. */
const referenceIn = (text: string): string => /[A-Z]+-\d+/.exec(text)?.[0] ?? ''

async function create(line: string, as = 'ana', channel = '#web-redesign'): Promise<string> {
  return referenceIn(read(await bot.say(as, channel, `/task ${line}`)))
}

describe('a task in one line', () => {
  it('is created and echoed part by part, with Edit and Undo', async () => {
    const answer = await bot.say(
      'ana',
      '#web-redesign',
      '/task Fix hero copy @eve due fri 5pm !high ~3h in WEB #launch',
    )
    const text = read(answer)
    expect(text).toMatch(/Created WEB-\d+/)
    expect(text).toContain('Fix hero copy')
    expect(text).toMatch(/Owner: eve/)
    expect(text).toMatch(/Priority: High/)
    expect(text).toMatch(/Estimate: 3h/)
    expect(text).toContain('#launch')
    expect(text).toContain('[Edit]')
    expect(text).toContain('[Undo]')
    expect(text).toContain('outside their working hours')
    expect(answer.seen.every(({ ephemeral, pings }) => ephemeral === true && pings.length === 0)).toBe(true)
  })

  it('reads the date in the author’s zone', async () => {
    const reference = await create('Timing plan due fri 5pm')
    const card = await bot.say('ana', '#web-redesign', `/task ${reference}`)
    // Friday 6 March 2026 at 17:00 in Berlin is 16:00 UTC.
    expect(JSON.stringify(card.seen[0]?.blocks)).toContain(`<!date^${Date.UTC(2026, 2, 6, 16) / 1000}^`)
  })

  it('belongs to the channel’s project unless it names another', async () => {
    expect(await create('Logo on the van in BRD')).toMatch(/^BRD-/)
    expect(await create('Poster', 'ana', '#autumn-campaign')).toMatch(/^CMP-/)
  })

  it('asks for the project where the channel has none', async () => {
    const text = read(await bot.say('ana', '#general', '/task Call the printer'))
    expect(text).toContain('BRD, CMP, WEB')
    expect(text).toContain('[Open as form]')
  })
})

describe('the card', () => {
  it('names every fact by its label, and the reference', async () => {
    const reference = await create('Hero image @ben due 2026-03-10 ~1.5d')
    const text = read(await bot.say('ben', '#web-redesign', `/task ${reference}`))
    for (const words of ['Status: Todo', 'Owner: ben', 'Due:', 'Priority: Normal', 'Estimate: 1.5d', reference]) {
      expect(text).toContain(words)
    }
  })

  it('says where there is no due date', async () => {
    const reference = await create('Some day')
    expect(read(await bot.say('ana', '#web-redesign', `/task ${reference}`))).toContain('no due date')
  })

  it('is renewed in place by its buttons', async () => {
    const reference = await create('Button work @ana')
    const shown = await bot.say('ana', '#web-redesign', `/task ${reference}`)
    const [card] = shown.seen
    const channel = card?.channel ?? ''
    const pressed = await bot.act({ as: 'ana', do: 'click', channel, ts: card?.ts ?? '', label: 'Start' })
    expect(read(pressed)).toContain('Status: Doing')
    expect(pressed.seen[0]?.ts).toBe(card?.ts)
  })
})

describe('verbs', () => {
  it('start, note, due and done a task', async () => {
    const reference = await create('Verb work @ana')
    expect(read(await bot.say('ana', '#web-redesign', `/task start ${reference}`))).toContain('is now Doing')
    expect(read(await bot.say('ana', '#web-redesign', `/task note ${reference} client likes B`))).toContain(
      'note was added',
    )
    expect(read(await bot.say('ana', '#web-redesign', `/task due ${reference} next tue`))).toContain('is now due')
    expect(read(await bot.say('ben', '#web-redesign', `/task done ${reference}`))).toContain('is now Done')
    const card = read(await bot.say('ana', '#web-redesign', `/task ${reference}`))
    expect(card).toContain('Status: Done')
    expect(card).toContain('client likes B')
  })

  it('tell what a date is to an owner who lives elsewhere, by due and by assign', async () => {
    const reference = await create('Far away @eve')
    const due = read(await bot.say('ana', '#web-redesign', `/task due ${reference} fri 6pm`))
    expect(due).toContain('is now due Mar 6 at 6:00 PM; for eve: Sat, Mar 7, 2026, 1:00 AM (Asia/Manila)')
    expect(due).toContain('outside their working hours.')
    const given = read(await bot.say('ana', '#web-redesign', `/task assign ${reference} @finn`))
    expect(given).toContain('is now owned by finn; for finn: Fri, Mar 6, 2026, 12:00 PM (America/New_York).')
    expect(read(await bot.say('ana', '#web-redesign', `/task priority ${reference} high`))).not.toContain('for finn')
  })

  it('take a date and an estimate away, and let nothing wait for itself', async () => {
    const reference = await create('Open end @ana due fri ~3h')
    const say = async (line: string) => read(await bot.say('ana', '#web-redesign', `/task ${line}`))
    expect(await say(`due ${reference} none`)).toContain('has no due date now')
    expect(await say(`estimate ${reference} none`)).toContain('has no estimate now')
    expect(await say('undo')).toContain('as it was before')
    expect(await say(reference)).toMatch(/Due: no due date[\s\S]*Estimate: 3h/)
    expect(await say(`block ${reference} on ${reference}`)).toContain('another task: none can wait for itself')
    expect(await say('Send the draft to @ben')).toMatch(
      /Created WEB-\d+ Send the draft to @ben[\s\S]*Owner: nobody yet/,
    )
  })

  it('take several references at once', async () => {
    const [one, two] = [await create('One'), await create('Two')]
    const text = read(await bot.say('ana', '#web-redesign', `/task done ${one}, ${two}`))
    expect(text).toContain(`${one} One is now Done`)
    expect(text).toContain(`${two} Two is now Done`)
  })

  it('assign and take', async () => {
    const reference = await create('Whose is it')
    expect(read(await bot.say('ana', '#web-redesign', `/task assign ${reference} @cleo`))).toContain('owned by cleo')
    expect(read(await bot.say('dev', '#web-redesign', `/task take ${reference}`))).toContain('owned by dev')
  })

  it('block with a reason and whom it waits on, and unblock to where it was', async () => {
    const reference = await create('Blockable @ana')
    await bot.say('ana', '#web-redesign', `/task start ${reference}`)
    await bot.say('ana', '#web-redesign', `/task block ${reference} waiting on the logo from @ben`)
    const card = read(await bot.say('ana', '#web-redesign', `/task ${reference}`))
    expect(card).toContain('Status: Blocked')
    expect(card).toMatch(/Blocked: waiting on the logo from @ben .*waits on ben/)
    expect(read(await bot.say('ana', '#web-redesign', `/task unblock ${reference}`))).toContain('is now Doing')
  })

  it('list what is open, by filters', async () => {
    const reference = await create('Listed by label #zebra')
    const text = read(await bot.say('ana', '#general', '/task list WEB label:zebra'))
    expect(text).toContain('1 open task')
    expect(text).toContain(reference)
    await bot.say('ana', '#general', `/task done ${reference}`)
    expect(read(await bot.say('ana', '#general', '/task list WEB label:zebra'))).toContain('No open tasks')
  })

  it('page through a long list', async () => {
    for (let number = 1; number <= 12; number += 1) await create(`Page filler ${number} #filler`)
    const first = await bot.say('ana', '#general', '/task list WEB')
    const [list] = first.seen
    expect(read(first)).toContain('[Next]')
    const next = await bot.act({
      as: 'ana',
      do: 'click',
      channel: list?.channel ?? '',
      ts: list?.ts ?? '',
      label: 'Next',
    })
    expect(read(next)).toContain('Page 2 of')
  })

  it('undo the last change, exactly', async () => {
    const reference = await create('Undone @ana due 2026-03-12')
    await bot.say('ana', '#web-redesign', `/task due ${reference} 2026-03-20`)
    expect(read(await bot.say('ana', '#web-redesign', '/task undo'))).toContain('as it was before')
    const card = await bot.say('ana', '#web-redesign', `/task ${reference}`)
    expect(JSON.stringify(card.seen[0]?.blocks)).toContain(`<!date^${Date.UTC(2026, 2, 12, 16) / 1000}^`)
  })

  it('undo a creation by the echo’s button', async () => {
    const created = await bot.say('ana', '#web-redesign', '/task Never mind')
    const reference = referenceIn(read(created))
    const [echo] = created.seen
    await bot.act({ as: 'ana', do: 'click', channel: echo?.channel ?? '', ts: echo?.ts ?? '', label: 'Undo' })
    expect(read(await bot.say('ana', '#web-redesign', `/task ${reference}`))).toContain(`There is no task ${reference}`)
  })

  it('explain themselves', async () => {
    const help = read(await bot.say('ana', '#general', '/task help'))
    expect(help).toContain('/task done REF [note]')
    expect(read(await bot.say('ana', '#general', '/task help due'))).toContain('/task due WEB-12 next tue')
  })
})

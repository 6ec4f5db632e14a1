import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActDone, Message } from '../../src/sandbox/protocol.ts'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const WEB = '#web-redesign'
const say = async (line: string, as = 'ana'): Promise<string> => read(await bot.say(as, WEB, `/task ${line}`))
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(await say(line))?.[0] ?? ''

/** The newest message about a task in somebody's direct message, once it is there. */
async function told(as: string, reference: string, words: string): Promise<Message> {
  const latest = async () => (await bot.dm(as)).findLast(({ plain }) => plain.includes(reference))
  await expect.poll(async () => (await latest())?.plain).toContain(words)
  const message = await latest()
  if (!message) throw new Error('There is no such message')
  return message
}
const press = (as: string, on: Message, label: string): Promise<ActDone> =>
  bot.act({ as, do: 'click', channel: '@Runsheet', ts: on.ts, label })

describe('a task that its owner hands off', () => {
  it('stays with them until the other accepts, and both see it on the card', async () => {
    const reference = await create('Pass it on @ana due mar 20')
    expect(await say(`handoff ${reference} @cleo files are in the drive`)).toContain('is offered to cleo')
    expect(await say(reference)).toMatch(/Owner: ana[\s\S]*Offered to: cleo \(not accepted yet\)/)
    const offer = await told('cleo', reference, 'would like to hand you')
    expect(offer.plain).toContain('says: files are in the drive')
    expect(offer.plain).toContain('Until you accept it stays with ana')
    expect(read(await press('cleo', offer, 'Accept'))).toContain('is now owned by cleo')
    expect(await say(reference)).toContain('Owner: cleo')
    expect(await say(reference)).not.toContain('Offered to')
    expect((await told('ana', reference, 'accepted')).plain).toContain('owns it now')
  })

  it('comes back with the reason when the other declines', async () => {
    const reference = await create('Not for me @ana')
    await say(`handoff ${reference} @cleo`)
    const offer = await told('cleo', reference, 'would like to hand you')
    await press('cleo', offer, 'Decline…')
    await bot.act({ as: 'cleo', do: 'submit', values: { Why: 'on holiday <!here>' } })
    expect((await bot.dm('cleo')).find(({ ts }) => ts === offer.ts)?.plain).not.toMatch(/Accept|Decline/)
    expect(await say(reference)).toContain('Owner: ana')
    const answer = await told('ana', reference, 'declined')
    expect(answer.plain).toContain('says: on holiday <!here>')
    expect(answer.plain).toContain('It stays with ana')
    expect(answer.plain).toContain('[Hand off…]')
    expect(answer.pings ?? []).toEqual([])
  })

  it('is answered by command too', async () => {
    const [one, two] = [await create('By word one @ana'), await create('By word two @ana')]
    await say(`handoff ${one} ${two} @cleo`)
    const accepted = await say(`accept ${one}`, 'cleo')
    expect(accepted).toContain('is now owned by cleo')
    expect(accepted).not.toContain('moments ago')
    expect(await say(`decline ${two} too much`, 'cleo')).toContain('stays with ana')
    expect(await say(two)).toContain('Owner: ana')
  })

  it('is refused to whom it is not offered, and when it is withdrawn', async () => {
    const reference = await create('Whose is it @ana')
    expect(await say(`accept ${reference}`, 'cleo')).toContain('is offered to nobody any more')
    await say(`handoff ${reference} @cleo`)
    expect(await say(`accept ${reference}`, 'ben')).toContain('is offered to somebody else')
    expect(await say('undo')).toContain('as it was before')
    expect(await say(`accept ${reference}`, 'cleo')).toContain('is offered to nobody any more')
    expect(await say(reference)).toContain('Owner: ana')
  })

  it('is offered no more once it is done, or somebody takes it', async () => {
    const [done, taken] = [await create('Done meanwhile @ana'), await create('Taken meanwhile @ana')]
    await say(`handoff ${done} ${taken} @cleo`)
    await say(`done ${done}`)
    await say(`take ${taken}`, 'ben')
    expect(await say(`accept ${done}`, 'cleo')).toContain('offered to nobody')
    expect(await say(taken)).not.toContain('Offered to')
  })

  it('can be handed to another instead, and back to oneself', async () => {
    const reference = await create('Round trip @ana')
    await say(`handoff ${reference} @cleo`)
    expect(await say(`handoff ${reference} @ben`)).toContain('is offered to ben')
    expect(await say(`handoff ${reference} @ben`)).toContain('nothing changed')
    expect(await say(`handoff ${reference} @ana`)).toContain('stays with ana')
  })
})

describe('the question that an offer is', () => {
  const now = async (on: Message) => (await bot.dm('cleo')).find(({ ts }) => ts === on.ts)?.plain
  const settled = async (on: Message): Promise<string | undefined> => {
    await expect.poll(() => now(on)).not.toMatch(/\[Accept]|\[Decline…]/)
    return now(on)
  }
  const offered = async (title: string) => {
    const reference = await create(`${title} @ana`)
    await say(`handoff ${reference} @cleo`)
    return { reference, offer: await told('cleo', reference, 'would like to hand you') }
  }

  it('leaves nothing to press once it was answered by command', async () => {
    const [yes, no] = [await offered('Answered with yes'), await offered('Answered with no')]
    await say(`accept ${yes.reference}`, 'cleo')
    expect(await settled(yes.offer)).toContain(`You accepted ${yes.reference} Answered with yes and own it now.`)
    await say(`decline ${no.reference} too much`, 'cleo')
    expect(await settled(no.offer)).toContain(`You declined ${no.reference} Answered with no.`)
  })

  it('says that it was withdrawn, and asks again when that is undone', async () => {
    const { reference, offer } = await offered('Asked twice')
    await say(`handoff ${reference} @ana`)
    expect(await settled(offer)).toContain(`ana withdrew the offer of ${reference} Asked twice. It is ana’s.`)
    await say('undo')
    await expect.poll(() => now(offer)).toContain('[Accept]')
    await say(`handoff ${reference} @ben`)
    expect(await settled(offer)).toContain(`ana offered ${reference} Asked twice to ben instead.`)
  })

  it('can be answered again where its answer is undone, and whoever heard of it hears that', async () => {
    const reference = await create('Changed my mind @ana')
    await say(`handoff ${reference} @cleo`)
    const offer = await told('cleo', reference, 'would like to hand you')
    const accepted = await press('cleo', offer, 'Accept')
    await told('ana', reference, 'accepted')
    const [answer] = accepted.seen
    if (!answer) throw new Error('Nothing was answered')
    const undone = read(await press('cleo', answer, 'Undo'))
    expect(undone).toMatch(/is offered to cleo.*[^]*\[Accept\] \[Decline…\]/)
    await told('ana', reference, 'Undone: cleo answered the offer of')
    expect(read(await press('cleo', answer, 'Accept'))).toContain('is now owned by cleo')
  })

  it('is settled by an undo, by another owner, and by the task’s end', async () => {
    const [taken, done] = [await offered('Taken'), await offered('Finished')]
    await say(`done ${done.reference}`)
    expect(await settled(done.offer)).toContain(`${done.reference} Finished is Done, so it is offered to you no more.`)
    await say(`take ${taken.reference}`, 'ben')
    expect(await settled(taken.offer)).toContain(
      `${taken.reference} Taken is ben’s now, so it is offered to you no more.`,
    )
    const undone = await offered('Undone')
    await say('undo')
    expect(await settled(undone.offer)).toContain(`ana withdrew the offer of ${undone.reference} Undone.`)
  })
})

describe('what somebody was told that they have', () => {
  const latest = async () => (await bot.dm('cleo')).at(-1)?.plain

  it('is taken back with an undo, where it was told', async () => {
    const made = await create('Never mind @cleo')
    await told('cleo', made, 'ana gave you')
    await say('undo')
    await expect.poll(latest).toBe(`Undone: ana took ${made} Never mind away again. There is nothing to do for you.`)
    const given = await create('Not theirs')
    await say(`assign ${given} @cleo`)
    await told('cleo', given, 'ana gave you')
    await say('undo')
    await expect.poll(latest).toContain(`Undone: ana gave you ${given} Not theirs, and took that back.`)
    expect(await latest()).not.toContain('[Start]')
  })

  it('is taken back of steps as well', async () => {
    const reference = await create('In steps @ana')
    await say(`check ${reference} + Count the chairs @cleo`)
    await told('cleo', reference, 'gave you a step')
    await say('undo')
    await expect.poll(latest).toContain(`Undone: ana gave you steps of ${reference} In steps, and took that back.`)
  })
})

describe('a task that somebody else gives away', () => {
  it('has its new owner at once: only an owner hands off', async () => {
    const reference = await create('Reassigned @eve')
    expect(await say(`handoff ${reference} @finn`, 'cleo')).toContain('is now owned by finn')
    expect(await say(`assign ${reference} @ben`, 'cleo')).toContain('is now owned by ben')
    const unowned = await create('Nobody has it')
    expect(await say(`handoff ${unowned} @ben`)).toContain('is now owned by ben')
  })
})

describe('those who have no other part in it', () => {
  it('are named to the new owner, and told that theirs was taken', async () => {
    const reference = await create('Passed around @eve')
    await say(`assign ${reference} @dev`, 'finn')
    await bot.moveTo('2026-03-03T01:00:00.000Z')
    await told('dev', reference, 'finn gave you')
    await say(`handoff ${reference} @eve`, 'dev')
    const offer = await told('eve', reference, 'dev would like to hand you')
    await press('eve', offer, 'Accept')
    await say(`handoff ${reference} @finn`, 'eve')
    await say(`accept ${reference}`, 'finn')
    expect((await told('eve', reference, 'finn accepted')).plain).toContain(
      `You get this because you offered ${reference}`,
    )
  })
})

describe('what may be undone of it', () => {
  it('is the acceptance, by whoever accepted', async () => {
    const reference = await create('Second thoughts @ana')
    await say(`handoff ${reference} @cleo`)
    await say(`accept ${reference}`, 'cleo')
    expect(await say('undo', 'cleo')).toContain('as it was before')
    expect(await say(reference)).toMatch(/Owner: ana[\s\S]*Offered to: cleo/)
  })
})

describe('an answer to an offer', () => {
  it('tells nobody in the morning of an answer that was undone in the evening', async () => {
    const reference = await create('Slept on it @ana')
    await say(`handoff ${reference} @cleo`)
    await bot.moveTo('2026-03-05T21:00:00.000Z')
    await say(`accept ${reference}`, 'cleo')
    await say('undo', 'cleo')
    await bot.moveTo('2026-03-06T10:00:00.000Z')
    expect((await bot.dm('ana')).filter(({ plain }) => plain.includes(`accepted ${reference}`))).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const say = (text: string, as = 'ana') => bot.say(as, '#web-redesign', `/task ${text}`)
/** A task of nobody's that these people watch. */
async function watched(title: string, ...watchers: readonly string[]): Promise<string> {
  const reference = /WEB-\d+/.exec(read(await say(title)))?.[0] ?? ''
  for (const as of watchers) await say(`watch ${reference}`, as)
  return reference
}
/** What somebody was told of a task they watch, in the order in which it came. */
const told = async (as: string, reference: string) =>
  (await bot.dm(as)).filter(({ plain }) => plain.includes(`because you watch ${reference}`))
const texts = async (as: string, reference: string): Promise<readonly string[]> =>
  (await told(as, reference)).map(({ plain }) => plain)

describe('those who watch a task', () => {
  it('are told what somebody else did, once for what happens within a minute', async () => {
    const reference = await watched('Shoot the bridge', 'cleo', 'ben')
    await say(`start ${reference}`, 'ben')
    await say(`due ${reference} fri 5pm`, 'ana')
    await say(`note ${reference} the weather is fine`, 'ana')
    expect(await told('cleo', reference)).toEqual([])
    await bot.advance('2m')
    const [text, ...others] = await texts('cleo', reference)
    expect(others).toEqual([])
    expect(text).toMatch(/is now Doing, is now due .* \(ben, ana\)\./)
    expect(text).toContain('ana noted: the weather is fine')
    expect(text).toContain('[Show task]')
    await say(`review ${reference}`, 'ana')
    await bot.advance('2m')
    expect((await texts('cleo', reference))[1]).toMatch(/is now Review \(ana\)\./)
    expect((await texts('cleo', reference))[1]).not.toContain('weather')
  })

  it('are not told what they did themselves, nor what was taken back', async () => {
    const reference = await watched('Shoot the river', 'cleo')
    await say(`start ${reference}`, 'cleo')
    await say(`review ${reference}`, 'ana')
    await say('undo', 'ana')
    await say(`priority ${reference} high`, 'ana')
    await bot.advance('5m')
    expect(await told('cleo', reference)).toEqual([])
  })

  it('are told once that they own it now', async () => {
    const reference = await watched('Shoot the tower', 'cleo')
    await say(`assign ${reference} @cleo`, 'ana')
    await bot.advance('5m')
    expect(await told('cleo', reference)).toEqual([])
    expect((await bot.dm('cleo')).map(({ plain }) => plain).join('\n')).toContain(`gave you ${reference}`)
    await say(`start ${reference}`, 'ana')
    await bot.advance('5m')
    expect((await texts('cleo', reference))[0]).toContain('is now Doing')
  })

  it('hear of replies in the thread of its card', async () => {
    const [message] = (await bot.act({ as: 'ana', do: 'message', channel: '#web-redesign', text: 'Shoot the moon' }))
      .seen
    const [channel, ts] = [message?.channel ?? '', message?.ts ?? '']
    await bot.act({ as: 'ana', do: 'message_shortcut', channel, ts, name: 'Create task from message' })
    const reference = /WEB-\d+/.exec(read(await bot.act({ as: 'ana', do: 'submit', in: 'modal' })))?.[0] ?? ''
    await say(`watch ${reference}`, 'cleo')
    await expect.poll(async () => (await bot.messages('#web-redesign', 'ana', ts)).length).toBeGreaterThan(1)
    await bot.act({ as: 'ben', do: 'message', channel, text: 'clouds at night', thread_ts: ts })
    await bot.advance('2m')
    expect((await texts('cleo', reference))[0]).toMatch(/Shoot the moon\nben noted: clouds at night/)
  })

  it('stop by the button below', async () => {
    const reference = await watched('Shoot the lake', 'cleo')
    await say(`start ${reference}`, 'ana')
    await bot.advance('2m')
    const [message] = await told('cleo', reference)
    const press = { channel: message?.channel ?? '', ts: message?.ts ?? '', label: 'Stop watching' }
    expect(read(await bot.act({ as: 'cleo', do: 'click', ...press }))).toContain('You do not watch')
    await say(`review ${reference}`, 'ana')
    await bot.advance('5m')
    expect(await told('cleo', reference)).toHaveLength(1)
  })

  it('who stop before it is sent are told nothing', async () => {
    const reference = await watched('Shoot the hill', 'cleo')
    await say(`start ${reference}`, 'ana')
    await say(`unwatch ${reference}`, 'cleo')
    await bot.advance('5m')
    expect(await told('cleo', reference)).toEqual([])
  })

  it('are told in their own working time, of all that happened before, in one message', async () => {
    // Nine in the morning in Berlin is three at night in New York.
    const reference = await watched('Shoot the sea', 'ben')
    await say(`start ${reference}`, 'ana')
    await bot.advance('1h')
    await say(`block ${reference} waiting on the boat`, 'cleo')
    await bot.advance('1h')
    expect(await told('ben', reference)).toEqual([])
    await bot.moveTo('2026-03-02T14:00:00.000Z')
    const [text, ...others] = await texts('ben', reference)
    expect(others).toEqual([])
    expect(text).toMatch(/is now Blocked \(ana, cleo\)\.\nWhy: waiting on the boat/)
  })
})

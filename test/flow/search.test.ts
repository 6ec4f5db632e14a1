import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const said = async (text: string, as = 'ana'): Promise<string> =>
  read(await bot.say(as, '#web-redesign', `/task ${text}`))
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(await said(line))?.[0] ?? ''

describe('/task search', () => {
  it('finds words of titles, descriptions and notes, best first', async () => {
    const inNote = await create('Quarterly banner')
    await said(`note ${inNote} the zeppelin comes later`)
    const inTitle = await create('Zeppelin poster')
    const text = await said('search zeppelin', 'cleo')
    expect(text).toContain('2 tasks for “zeppelin”')
    expect(text.indexOf(inTitle)).toBeLessThan(text.indexOf(inNote))
    expect(text).toContain('[Show]')
  })

  it('finds what is named by its reference, alone or before what else has the words', async () => {
    const named = await create('Xylophone lesson')
    const other = await create('Trombone lesson')
    expect(await said(`search ${named.toLowerCase()}`)).toMatch(new RegExp(`1 task for[^]*${named} Xylophone`))
    const both = await said(`search ${named} trombone`)
    expect(both.indexOf(named, both.indexOf('for “') + 30)).toBeLessThan(both.indexOf(`${other} Trombone`))
    expect(await said('search WEB-9999')).toContain('No task has all of “WEB-9999”')
  })

  it('forgives a slip or two, an unfinished word, case and accents', async () => {
    const reference = await create('Café photographs for the Brochure')
    for (const words of ['cafe brochure', 'PHOTOGRAPSH', 'photogaphs brohcure', 'broch'])
      expect(await said(`search ${words}`)).toContain(reference)
  })

  it('finds by people’s names, who they are now', async () => {
    const reference = await create('Kaleidoscope @finn')
    expect(await said('search finn kaleidoscope')).toContain(reference)
    await said(`assign ${reference} @dev`)
    expect(await said('search finn kaleidoscope')).toContain('No task has all of')
    expect(await said('search dev kaleidoscope')).toContain('1 task for')
  })

  it('does not find what is no longer said', async () => {
    const reference = await create('Obsolescent wording')
    await said('undo')
    expect(await said('search obsolescent')).toContain('Nothing found')
    expect(reference).not.toBe('')
  })

  it('prefers what has most of the words where nothing has all', async () => {
    const most = await create('Nebula quasar poster')
    const one = await create('Nebula brochure')
    const text = await said('search nebula quasar xylophonist')
    expect(text).toContain('No task has all of')
    expect(text).toContain(most)
    expect(text).not.toContain(one)
  })

  it('says so where nothing fits, or there is nothing to look for', async () => {
    expect(await said('search xylophonist')).toContain('Nothing found for “xylophonist”')
    expect(await said('search of the')).toContain('needs a word')
  })
})

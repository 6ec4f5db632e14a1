import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
const said = async (line: string, as = 'ana'): Promise<string> => read(await bot.say(as, '#web-redesign', line))
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(await said(`/task ${line}`))?.[0] ?? ''

beforeAll(async () => {
  bot = await startRunsheet()
  const fields = [
    'Budget number',
    'Budget left number',
    'Round: First draft, Final, None',
    'Shoot day date',
    'Note text',
  ]
  for (const field of fields) await said(`/project field WEB ${field}`)
})
afterAll(() => bot.stop())

describe('/task set', () => {
  it('fills in a project’s fields, in the words of whoever speaks', async () => {
    const reference = await create('Shoot the team')
    expect(await said(`/task set ${reference} budget: 1,200.50`)).toContain('Budget')
    await said(`/task set ${reference} Budget left 300`)
    await said(`/task set ${reference} round final`)
    await said(`/task set ${reference} shoot day 20 april`)
    await said(`/task set ${reference} note Bring *lights* & <!channel>`)
    const card = await said(`/task ${reference}`)
    for (const words of [
      'Budget: 1\u202F200.5',
      'Budget left: 300',
      'Round: Final',
      'Shoot day: Mon, 20 Apr 2026',
      '& <!channel>',
    ])
      expect(card).toContain(words)
  })

  it('empties them by none, which a choice may be called as well', async () => {
    const reference = await create('Empty again')
    await said(`/task set ${reference} budget 5`)
    await said(`/task set ${reference} round none`)
    expect(await said(`/task ${reference}`)).toContain('Round: None')
    await said(`/task set ${reference} budget none`)
    expect(await said(`/task ${reference}`)).not.toContain('Budget:')
    expect(await said('/task undo')).toContain('as it was before')
    expect(await said(`/task ${reference}`)).toContain('Budget: 5')
  })

  it('changes several tasks, closed ones too, and keeps who did it', async () => {
    const [one, other] = [await create('One of two'), await create('Other of two')]
    await said(`/task done ${other}`)
    await said(`/task set ${one} ${other} budget 80`, 'ben')
    for (const reference of [one, other]) {
      expect(await said(`/task ${reference}`)).toContain('Budget: 80')
      expect(await said(`/task history ${reference}`)).toMatch(/ben changed.*\n.*Budget 80/)
    }
  })

  it.each([
    ['size 3', 'Web redesign has no field that “size 3” begins with. Its fields are Budget, Budget left, Round'],
    ['budget', 'Say what Budget is to be after its name'],
    ['budget plenty', '“plenty” could not be read as a number for Budget'],
    ['round third', '“third” is not one of the choices for Round'],
    ['shoot day fri 3pm', 'Shoot day is a day without a time'],
    ['', 'budget'],
  ])('refuses %j kindly', async (words, why) => {
    const reference = await create('Refused fields')
    expect((await said(`/task set ${reference} ${words}`)).toLowerCase()).toContain(why.toLowerCase())
    expect(await said(`/task ${reference}`)).not.toContain('Budget:')
  })

  it('says how a project gets fields where it has none', async () => {
    const elsewhere = await create('Logo in BRD')
    expect(await said(`/task set ${elsewhere} budget 3`)).toContain(
      'has no fields of its own yet. Add one with /project field BRD',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { saidTo, smallTalk } from '../../../src/domain/address.ts'

describe('what a message says to Runsheet', () => {
  it.each<[string, string | null]>([
    ['<@UBOT> done WEB-12', 'done WEB-12'],
    ['<@UBOT>, done WEB-12', 'done WEB-12'],
    ['<@UBOT>: Fix hero copy <@UEVE> due fri', 'Fix hero copy <@UEVE> due fri'],
    ['<@UBOT|runsheet> list me', 'list me'],
    ['Hey <@UBOT> list me', 'list me'],
    ['hi, <@UBOT>!', 'hi'],
    ['thanks <@UBOT>', 'thanks'],
    ['<@UBOT>', ''],
    ['  <@UBOT> :wave:', ':wave:'],
    ['<@UBOT>?', '?'],
    ['I put it into <@UBOT> tomorrow', null],
    ['<@UEVE> done WEB-12', null],
    ['<@UBOTTLE> done WEB-12', null],
    ['done WEB-12', null],
  ])('%s', (text, said) => expect(saidTo('UBOT', text)).toBe(said))
})

describe('small talk', () => {
  it.each(['hi', 'Hello!', 'hey there', 'good morning :wave:', 'help', 'help me', 'help?', '?', '???', 'Moin'])(
    '%s is a greeting',
    (said) => expect(smallTalk(said)).toBe('greeting'),
  )
  it.each(['thanks', 'Thank you!', 'thanks a lot', 'merci'])('%s is thanks', (said) =>
    expect(smallTalk(said)).toBe('thanks'),
  )
  it.each(['hi-res logo for the van', 'help Eve with the copy', 'thank the printers', 'done WEB-12', '', 'help due'])(
    '%s is neither',
    (said) => expect(smallTalk(said)).toBeNull(),
  )
})

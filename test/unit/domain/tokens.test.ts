import { describe, expect, it } from 'vitest'
import { asReference, referencesIn, takeReferences } from '../../../src/domain/references.ts'
import { plainText, tokenize } from '../../../src/domain/tokens.ts'

const words = (line: string): readonly string[] =>
  tokenize(line).map(
    (token) => `${token.kind === 'word' && token.literal ? 'literal ' : ''}${token.kind} ${token.text}`,
  )

describe('tokenize', () => {
  it.each([
    ['Fix  it\tnow', ['word Fix', 'word it', 'word now']],
    ['<@U1|ana>, (<@U2>) <@W3|cleo><@U4|dev>', ['mention @ana', 'mention @U2', 'mention @cleo', 'mention @dev']],
    ["<@U1|ana>'s A:<@U2|ben>", ["word @ana's", 'word A:@ben']],
    ['<#C1|general> <#C2>!', ['channel #general', 'channel #C2']],
    ['<!here> <!subteam^S1> <!date^1^{date}|May 1>', ['literal word @here', 'literal word @S1', 'literal word May 1']],
    [
      '"due fri" “in WEB”. „x y“ "open',
      ['literal word "due fri"', 'literal word “in WEB”', 'word .', 'literal word „x y“', 'word "open'],
    ],
    ['a"b c"d 5" 6"', ['word a"b', 'word c"d', 'word 5"', 'word 6"']],
    [
      '\\due \\<@U1|ana> \\\\srv \\ C:\\x',
      ['literal word due', 'literal word @ana', 'literal word \\srv', 'word \\', 'word C:\\x'],
    ],
    ['&lt;@U1|ana&gt; &amp;lt; a &amp; b', ['word <@U1|ana>', 'word &lt;', 'word a', 'word &', 'word b']],
    ['', []],
  ])('%s', (line, expected) => {
    expect(words(line)).toEqual(expected)
  })

  it('keeps the address of a link and reads its label', () => {
    expect(tokenize('<https://x.test/?a=1&amp;b=2|draft>')).toMatchObject([
      { text: 'draft (https://x.test/?a=1&b=2)', url: 'https://x.test/?a=1&b=2' },
    ])
  })

  it('reads a whole message as a person does', () => {
    expect(plainText('Hi <@U1|ana>, see <https://x.test>\n&lt;3 <!channel>')).toBe(
      'Hi @ana, see https://x.test\n<3 @channel',
    )
  })
})

describe('references', () => {
  it.each([
    ['web-12', 'WEB-12'],
    ['WEB-012,', 'WEB-12'],
    ['(Q4X-7)', 'Q4X-7'],
    ['WEB–12', 'WEB-12'],
    ['W-1', null],
    ['TOOLONGG-1', null],
    ['WEB-', null],
    ['WEB-12a', null],
    ['4WEB-1', null],
  ])('%s is %s', (word, reference) => {
    expect(asReference(word)).toBe(reference)
  })

  it('are taken in a row, with what people put between them', () => {
    const tokens = tokenize('done WEB-1, web-2 and BRD-3 & WEB-1,CMP-4 and then rest WEB-9')
    expect(takeReferences(tokens, 1)).toEqual({ references: ['WEB-1', 'WEB-2', 'BRD-3', 'CMP-4'], next: 7 })
    expect(takeReferences(tokenize('done WEB-1 and rest'), 1)).toEqual({ references: ['WEB-1'], next: 2 })
  })

  it('are found anywhere in a text, but not in quotation marks', () => {
    expect(referencesIn(tokenize('waits on WEB-3 (see brd-4) "WEB-5"'))).toEqual(['WEB-3', 'BRD-4'])
  })
})

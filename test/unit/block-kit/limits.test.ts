import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { button, lineSections, modal, mrkdwn, remember, section, summary } from '../../../src/block-kit/blocks.ts'
import { textInput } from '../../../src/block-kit/inputs.ts'
import { clip, clipMarked, fit, LIMITS } from '../../../src/block-kit/limits.ts'
import { date } from '../../../src/block-kit/mrkdwn.ts'
import { messageFaults, viewFaults } from '../../support/block-limits.ts'

const graphemes = (text: string): readonly string[] =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

describe('a clipped text', () => {
  it('is within its limit, and is a beginning of the text that ends between what people see as characters', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '👩‍👩‍👧', 'e\u0301', '🇩🇪', '日', '👍🏽'), { maxLength: 40 })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (parts, limit) => {
        const whole = parts.join('')
        const cut = clip(whole, limit)
        expect(cut.length).toBeLessThanOrEqual(limit)
        if (cut === whole) return
        const kept = cut.slice(0, -1)
        expect(whole.startsWith(kept)).toBe(true)
        expect(graphemes(whole).slice(0, graphemes(kept).length).join('')).toBe(kept)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    [`see ${date(new Date(0))} and more`, 12, 'see…'],
    ['R&amp;D department', 5, 'R…'],
    ['R&amp;D department', 8, 'R&amp;D…'],
    ['short', 5, 'short'],
  ])('of finished mrkdwn ends in no token and no entity: %j to %i', (text, limit, cut) => {
    expect(clipMarked(text, limit)).toBe(cut)
  })
})

describe('lists that are too long', () => {
  it('say how many are left out', () => {
    expect(fit([1, 2, 3, 4], 3, (hidden) => -hidden)).toEqual([1, 2, -2])
    expect(fit([1, 2, 3], 3, (hidden) => -hidden)).toEqual([1, 2, 3])
  })

  it('of lines fit into a message, every line whole and in order, the rest counted', () => {
    const lines = fc.array(fc.string({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(lines, (texts) => {
        const blocks = lineSections(texts, (hidden) => `${hidden} more`)
        expect(messageFaults({ text: 'x', blocks })).toEqual([])
        const shown = blocks.map(({ text }) => text?.text ?? '').join('\n')
        const hidden = Number(/(?:^|\n)(\d+) more$/.exec(shown)?.[1] ?? 0)
        const told = texts.slice(0, texts.length - hidden).join('\n')
        expect(hidden > 0 ? shown.startsWith(told) : shown).toBe(hidden > 0 ? true : told)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what modals remember', () => {
  it('leaves out a response URL that is too long, and nothing else', () => {
    const origin = { taskId: 'task-1', responseUrl: `https://hooks.slack.com/${'x'.repeat(3000)}`, nudge: true }
    expect(JSON.parse(remember(origin))).toEqual({ taskId: 'task-1', responseUrl: null, nudge: true })
    expect(JSON.parse(remember({ ...origin, responseUrl: 'https://short' }))).toMatchObject({
      responseUrl: 'https://short',
    })
  })
})

describe('blocks', () => {
  it('hold every limit by themselves', () => {
    const long = 'x'.repeat(5000)
    const view = modal({
      callbackId: 'x',
      title: long,
      submit: long,
      close: long,
      blocks: [section(long), textInput({ blockId: 'a', label: long, hint: long, value: long, placeholder: long })],
    })
    expect(viewFaults(view)).toEqual([])
    expect(mrkdwn(long).text).toHaveLength(LIMITS.sectionText)
    expect(summary(long, long)).toHaveLength(LIMITS.messageText)
  })

  it('refuse a button whose value would be cut', () => {
    expect(() => button('x', 'y', 'z'.repeat(2001))).toThrow(RangeError)
  })
})

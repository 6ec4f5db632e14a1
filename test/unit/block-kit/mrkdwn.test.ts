import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { bold, code, date, escape, line, link, paragraphs } from '../../../src/block-kit/mrkdwn.ts'
import { readMrkdwn } from '../../../src/sandbox/text/viewer.ts'
import type { Viewer } from '../../../src/sandbox/text/viewer.ts'
import { parseMrkdwn } from '../../../src/sandbox/web/text/mrkdwn.ts'
import type { Inline } from '../../../src/sandbox/web/text/mrkdwn.ts'

const viewer: Viewer = {
  tz: 'UTC',
  now: new Date('2026-03-27T08:00:00Z'),
  user: (id) => id,
  channel: (id) => id,
  group: (id) => id,
}
const withoutWidth = (text: string): string => text.replaceAll(/[\u200B\uFEFF]/g, '')
/** What a person reads of our mrkdwn, by a reader of marks that is not ours. */
const seen = (mrkdwn: string): string => withoutWidth(readMrkdwn(mrkdwn, viewer))

/** What people type: words among everything that means something to Slack. */
const typed = (besides: readonly string[] = []) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom('<!channel>', '<@U123ABC>', '<#C123|general>', '&lt;', '&amp;', '<https://x.y|z>', '>>', '&'),
        fc.constantFrom(
          '*',
          '_',
          '~',
          '**',
          '__',
          ' ',
          '\n',
          '.',
          '(',
          '"',
          'a',
          'Ab9',
          'snake_case',
          'é',
          '日本',
          '👩‍👩‍👧',
        ),
        fc.constantFrom('> ', ' - ', '!here', '@channel', ...besides),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''))

const stylesIn = (inline: readonly Inline[]): readonly string[] =>
  inline.flatMap((node) => ['c' in node ? [node.t, ...stylesIn(node.c)] : node.t].flat())

describe('what a person typed, escaped', () => {
  it('has no sign left by which a mention, a ping or a link could arise', () => {
    fc.assert(
      fc.property(typed(['`', '```']), (text) => {
        const escaped = escape(text)
        expect(escaped).not.toMatch(/[<>]/)
        expect(escaped.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toContain('&')
      }),
      { numRuns: 500 },
    )
  })

  it('is read as it was typed', () => {
    fc.assert(
      fc.property(typed(), (text) => {
        expect(seen(escape(text))).toBe(withoutWidth(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('opens no bold, italic, strike, quote or preformatted passage, and names nobody', () => {
    fc.assert(
      fc.property(typed(['`', '```', '``']), (text) => {
        const passages = parseMrkdwn(escape(text), { verbatim: true })
        expect(passages.map(({ t }) => t).filter((t) => t !== 'lines')).toEqual([])
        const styles = passages.flatMap((passage) => ('c' in passage ? stylesIn(passage.c) : []))
        expect(styles.filter((style) => !['text', 'break', 'code'].includes(style))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['plain words, 2 * 3 and snake_case_names', 'plain words, 2 * 3 and snake_case_names'],
    ['R&D <b>', 'R&amp;D &lt;b&gt;'],
    ['*a*', '*\uFEFFa*'],
    ['> quoted', '\u200B&gt; quoted'],
    ['```\ncode\n```', '`\uFEFF`\uFEFF`\ncode\n`\uFEFF`\uFEFF`'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escape(text)).toBe(escaped)
  })
})

describe('a line and a paragraph', () => {
  it('hold their limit, and twice that when escaped', () => {
    const nasty = fc.oneof(
      fc.constantFrom('&'.repeat(500), '<>'.repeat(300), '*x '.repeat(300), '👩‍👩‍👧'.repeat(80)),
      typed(['`']),
    )
    fc.assert(
      fc.property(nasty, fc.integer({ min: 5, max: 150 }), (text, limit) => {
        for (const cut of [line(text, limit), paragraphs(text, limit)]) {
          expect(cut.length).toBeLessThanOrEqual(2 * limit)
          expect(cut.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toContain('&')
          expect(cut).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leave a text alone that fits', () => {
    expect(line('  two\n words ', 20)).toBe('two words')
    expect(paragraphs('two\n\nparts ', 20)).toBe('two\n\nparts')
  })
})

describe('our own marks', () => {
  it('are what they say', () => {
    expect(bold('x')).toBe('*x*')
    expect(code('a`b <x>')).toBe("`a'b &lt;x&gt;`")
    expect(link('https://x.y/?a=1&b|c>d', 'a <b>')).toBe('<https://x.y/?a=1&b%7Cc%3Ed|a &lt;b&gt;>')
  })

  it('write an instant so that each reader sees their own zone, with UTC for old clients', () => {
    expect(date(new Date('2026-03-06T16:00:30Z'), 'dateTime')).toBe(
      '<!date^1772812830^{date_long_pretty} at {time}|Fri, 6 Mar 2026, 16:00 UTC>',
    )
  })
})

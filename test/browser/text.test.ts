import { describe, expect, it } from 'vitest'
import { instantOf, nextMorning, parseWall, wallTime } from '../../src/sandbox/web/data/zone.ts'
import { axisTicks, slices } from '../../src/sandbox/web/blocks/chart-geometry.ts'
import { ago, formatDateTokens } from '../../src/sandbox/web/text/dates.ts'
import { parseInline, parseMrkdwn } from '../../src/sandbox/web/text/mrkdwn.ts'
import type { Inline } from '../../src/sandbox/web/text/mrkdwn.ts'

/** Runs as a short notation: `b(…)` bold, `i(…)` italic, `s(…)` struck, `c(…)` code. */
function short(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.t === 'text') return node.s
      if (node.t === 'code') return `c(${node.s})`
      if (node.t === 'bold' || node.t === 'italic' || node.t === 'strike')
        return `${node.t.charAt(0)}(${short(node.c)})`
      if (node.t === 'link') return `[${node.label}|${node.url}]`
      if (node.t === 'emoji') return `e(${node.name})`
      if (node.t === 'user' || node.t === 'channel' || node.t === 'group') return `${node.t}(${node.id})`
      if (node.t === 'ping') return `@${node.who}`
      return node.t === 'date' ? `date(${node.unix} ${node.format}|${node.fallback})` : '/'
    })
    .join('')
}

describe('mrkdwn', () => {
  it.each([
    ['*bold* and _italic_ and ~gone~', 'b(bold) and i(italic) and s(gone)'],
    ['*bold with _italic_ inside*', 'b(bold with i(italic) inside)'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['* not bold* and *not closed', '* not bold* and *not closed'],
    ['(*bold*), *bold*.', '(b(bold)), b(bold).'],
    ['`*code*` stays', 'c(*code*) stays'],
    ['*over\nlines*', '*over/lines*'],
    ['<https://a.example/x_y_z|the *page*>', '[the *page*|https://a.example/x_y_z]'],
    ['see https://a.example/a_b_c. Then', 'see [https://a.example/a_b_c|https://a.example/a_b_c]. Then'],
    ['<mailto:a@b.example|a@b.example>', '[a@b.example|mailto:a@b.example]'],
    ['<@U1> <#C1|x> <!subteam^S1> <!here>', 'user(U1) channel(C1) group(S1) @here'],
    ['<!date^1772557200^{date} at {time}|soon>', 'date(1772557200 {date} at {time}|soon)'],
    [':tada: :+1::skin-tone-3: done', 'e(tada) e(+1::skin-tone-3) done'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['*<https://a.example|WEB-12>*', 'b([WEB-12|https://a.example])'],
  ])('reads %j', (text, expected) => {
    expect(short(parseInline(text))).toBe(expected)
  })

  it('leaves bare addresses alone in verbatim text', () => {
    expect(short(parseInline('see https://a.example', { verbatim: true }))).toBe('see https://a.example')
  })

  it('tells quotations and preformatted text from lines', () => {
    expect(parseMrkdwn('before\n&gt; one\n&gt; two\nafter ```a\n  *b*```').map(({ t }) => t)).toEqual([
      'lines',
      'quote',
      'lines',
      'pre',
    ])
    expect(parseMrkdwn('```a &lt; b```')).toEqual([{ t: 'pre', s: 'a < b' }])
  })
})

describe('dates of a viewer', () => {
  const view = { zone: 'Europe/Berlin', now: Date.parse('2026-03-02T08:00:00Z') }
  const at = (iso: string): number => Date.parse(iso) / 1000

  it.each([
    ['{date_num}', '2026-03-06T23:30:00Z', '2026-03-07'],
    ['{date}', '2026-03-03T08:00:00Z', 'March 3rd'],
    ['{date_long}', '2026-03-12T08:00:00Z', 'Thursday, March 12th'],
    ['{date_short}', '2027-03-01T08:00:00Z', 'Mar 1, 2027'],
    ['{date_pretty} at {time}', '2026-03-02T16:00:00Z', 'today at 5:00 PM'],
    ['{date_short_pretty}', '2026-03-03T00:10:00Z', 'tomorrow'],
    ['{date_long_pretty}', '2026-03-01T20:00:00Z', 'yesterday'],
    ['{time_secs}', '2026-03-02T16:00:07Z', '5:00:07 PM'],
    ['{ago}', '2026-03-02T07:15:00Z', '45 minutes ago'],
    ['{unknown} stays', '2026-03-02T07:15:00Z', '{unknown} stays'],
  ])('fills %s', (format, iso, expected) => {
    expect(formatDateTokens(format, at(iso), view)).toBe(expected)
  })

  it('counts in the largest unit that fits', () => {
    expect(ago(view.now + 3 * 86_400_000, view.now)).toBe('in 3 days')
    expect(ago(view.now - 20_000, view.now)).toBe('20 seconds ago')
  })
})

describe('wall clocks', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Manila', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'go both ways in %s',
    (zone) => {
      for (let hour = 0; hour < 24 * 366; hour += 7) {
        const ms = Date.UTC(2026, 0, 1, hour)
        const back = instantOf(wallTime(ms, zone), zone)
        // An hour that comes twice in autumn has two instants; either is right.
        expect(wallTime(back, zone)).toEqual(wallTime(ms, zone))
      }
    },
  )

  it.each([
    ['2026-03-02T08:00:00Z', 'Europe/Berlin', '2026-03-03T08:00:00.000Z'],
    ['2026-03-02T05:00:00Z', 'Europe/Berlin', '2026-03-02T08:00:00.000Z'],
    ['2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00.000Z'],
    ['2026-10-24T12:00:00Z', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
    ['2026-12-31T20:00:00Z', 'Asia/Manila', '2027-01-01T01:00:00.000Z'],
  ])('find the morning after %s in %s', (now, zone, expected) => {
    expect(new Date(nextMorning(Date.parse(now), zone)).toISOString()).toBe(expected)
  })

  it('reads what a date field says, and nothing else', () => {
    expect(new Date(parseWall('2026-07-01', '09:30', 'America/New_York')).toISOString()).toBe(
      '2026-07-01T13:30:00.000Z',
    )
    expect(parseWall('', '', 'UTC')).toBeNaN()
  })
})

describe('charts', () => {
  it.each([
    { values: [70, 90], ticks: [0, 25, 50, 75, 100] },
    { values: [12_000, 13_500], ticks: [0, 5000, 10_000, 15_000] },
    { values: [0], ticks: [0, 0.25] },
    { values: [-3, 8], ticks: [-5, 0, 5, 10] },
  ])('put round ticks around $values', ({ values, ticks }) => {
    expect(axisTicks(values)).toEqual(ticks)
  })

  it('draw a whole pie of one slice', () => {
    expect(slices([5], 10)).toHaveLength(1)
    expect(slices([5], 10)[0]).toMatch(/^M0 0L0 -10A10 10 0 1 1 -?\d/u)
  })
})

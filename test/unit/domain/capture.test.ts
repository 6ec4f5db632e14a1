import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCapture, stopsCapture } from '../../../src/domain/capture.ts'
import type { Capture, CaptureProblem } from '../../../src/domain/capture.ts'
import { parseCommand } from '../../../src/domain/command.ts'
import { DESCRIPTION_LIMIT, TITLE_LIMIT } from '../../../src/domain/task.ts'
import { plainText } from '../../../src/domain/tokens.ts'
import { loadSamples, score } from '../../corpus/score.ts'
import { speech } from './speech.ts'

const read = (line: string): Capture => parseCapture(line, speech())
const problems = (line: string): readonly CaptureProblem[] => read(line).problems

describe('the labelled corpus', () => {
  const scores = loadSamples().map(score)

  it('has at least 400 lines, each once', () => {
    expect(scores.length).toBeGreaterThanOrEqual(400)
    expect(new Set(scores.map(({ sample }) => JSON.stringify([sample.line, sample.now, sample.locale]))).size).toBe(
      scores.length,
    )
  })

  it('is read without a silently wrong date', () => {
    expect(scores.filter(({ silentlyWrongDate }) => silentlyWrongDate)).toEqual([])
  })

  it.each(scores.map((item) => [item.sample.line, item] as const))('%s', (_, { read: got, wanted }) => {
    expect(got).toEqual(wanted)
  })
})

describe('parseCapture', () => {
  it('says how each part was read, in the words that were typed', () => {
    const { parts } = read('Fix hero <@U1|ana>, due fri 5pm !high ~half a day in WEB #Copy after WEB-9 and BRD-1')
    expect(parts).toEqual([
      { part: 'owner', words: '@ana' },
      { part: 'due', words: 'due fri 5pm' },
      { part: 'priority', words: '!high' },
      { part: 'estimate', words: '~half a day' },
      { part: 'project', words: 'in WEB' },
      { part: 'label', words: '#Copy' },
      { part: 'after', words: 'after WEB-9 and BRD-1' },
    ])
  })

  it('turns what would ping or link into plain text', () => {
    expect(
      read('Tell <!channel>, <!here|here> and <!subteam^S1|@designers> &lt;now&gt; &amp;amp; <#C1|general> news').title,
    ).toBe('Tell @channel, @here and @designers <now> &amp; #general news')
    expect(
      read('See <https://x.test/a?b&amp;c|the draft> or <http://y.test|y.test>, <mailto:a@b.test|a@b.test>').title,
    ).toBe('See the draft (https://x.test/a?b&c) or y.test, a@b.test')
  })

  it.each([
    ['Send draft to <@U1|ana>', 'Send draft to @ana', []],
    ['Get logo from <@U1|ana> due fri', 'Get logo from @ana', []],
    ['Ask <@U1|ana> about fonts', 'Ask @ana about fonts', []],
    ['Call <@U1|ana> back', 'Call @ana back', []],
    ['Call with <@U1|ana> and <@U2|ben>', 'Call with @ana and @ben', []],
    ['Layout by <@U1|ana>', 'Layout by @ana', []],
    ['Photos of the team and <@U1|ana>', 'Photos of the team and @ana', []],
    ['Abstimmung mit <@U1|ana> und <@U2|ben>', 'Abstimmung mit @ana und @ben', []],
    ['Entwurf an <@U1|ana>', 'Entwurf an @ana', []],
    ['Send draft to <@U2|ben> <@U1|ana>', 'Send draft to @ben', ['U1']],
    ['Weekly call <@U1|ana>', 'Weekly call', ['U1']],
    ['Fix hero copy <@U1|ana> due fri', 'Fix hero copy', ['U1']],
    ['<@U1|ana> fix the copy', 'fix the copy', ['U1']],
  ])('tells whom a task is about from who does it: %s', (line, title, ownerIds) => {
    expect(read(line)).toMatchObject({ title, ownerIds, problems: [] })
  })

  it.each([
    ['<@U1|ana> and <@U2|ben>: fix it', { code: 'two-owners', words: '@ana, @ben', memberIds: ['U1', 'U2'] }],
    ['Fix due soonish <@U1|ana>', { code: 'date-not-understood', words: 'soonish', near: null }],
    ['Fix due fri after lunch', { code: 'date-not-understood', words: 'fri after lunch', near: 'fri' }],
    ['Fix due yesterday', { code: 'date-in-past', words: 'yesterday', at: new Date('2026-03-03T16:00:00Z') }],
    ['Fix due fri due mon', { code: 'two-dates', words: 'due fri, due mon' }],
    ['Fix !high !low', { code: 'two-priorities', words: '!high, !low' }],
    ['Send recap by fri 5pm', { code: 'date-without-due', words: 'by fri 5pm', date: 'fri 5pm' }],
    ['Fix in XYZ', { code: 'project-unknown', words: 'XYZ' }],
    ['Fix @anna', { code: 'person-unknown', words: '@anna' }],
    ['Fix ~3', { code: 'estimate-not-understood', words: '~3' }],
    ['Fix !hgih', { code: 'priority-not-understood', words: '!hgih' }],
    ['!high', { code: 'empty-title', words: '' }],
  ])('reports the problem of: %s', (line, problem) => {
    expect(problems(line)).toEqual([problem])
  })

  it('stops on what would be a guess, and only notes what stays in the title', () => {
    const stops = (line: string): boolean => problems(line).some(stopsCapture)
    expect(
      ['Fix due soonish', '<@U1|a> <@U2|b> x', '!high', 'x due fri due mon', 'x due yesterday'].map(stops),
    ).toEqual(Array.from({ length: 5 }, () => true))
    expect(['Fix in XYZ', 'Fix @anna', 'Fix ~3', 'Fix !hgih', 'a '.repeat(120)].map(stops)).toEqual(
      Array.from({ length: 5 }, () => false),
    )
  })

  it('puts what is too long for the title into the description, cut at a word', () => {
    const line = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ')
    const capture = read(`${line} <@U1|ana>`)
    expect(capture.title.length).toBeLessThanOrEqual(TITLE_LIMIT)
    expect(`${capture.title} ${capture.description}`).toBe(line)
    expect(capture.problems).toEqual([{ code: 'title-too-long', words: capture.description }])
    expect(capture.ownerIds).toEqual(['U1'])
  })

  it('loses nothing of more than fits title and description', () => {
    const capture = read(`${'x'.repeat(TITLE_LIMIT - 1)}😀${'y'.repeat(DESCRIPTION_LIMIT)}`)
    expect(capture.title).toBe('x'.repeat(TITLE_LIMIT - 1))
    expect(capture.description?.length).toBeLessThanOrEqual(DESCRIPTION_LIMIT)
    const rest = capture.problems.find(({ code }) => code === 'text-too-long')?.words
    expect(`${capture.description}${rest}`).toBe(`😀${'y'.repeat(DESCRIPTION_LIMIT)}`)
  })

  it('makes the first line the title and the others the description, and reads parts in all of them', () => {
    const capture = read('Fix hero due fri\nThe logo is <@U1|ana> blurred\n\n- on retina')
    expect(capture).toMatchObject({
      title: 'Fix hero',
      description: 'The logo is blurred\n- on retina',
      ownerIds: ['U1'],
    })
  })

  it.each(['Stand by me', 'Photos by April', 'Fix it by launch', 'Send by fri what is there', 'Send by fri due mon'])(
    'says nothing of a date where none is said at the end: %s',
    (line) => {
      expect(problems(line)).toEqual([])
    },
  )

  it('reads the parts in any order alike', () => {
    const PARTS = ['<@U1|ana>', 'due fri 5pm', '!high', '~3h', 'in WEB', '#copy', 'after WEB-9']
    const wanted = read(`Tidy the footer ${PARTS.join(' ')}`)
    const holds = fc.property(
      fc.shuffledSubarray(PARTS, { minLength: 7 }),
      fc.integer({ min: 0, max: 7 }),
      (parts, at) => {
        const line = [...parts.slice(0, at), 'Tidy the footer', ...parts.slice(at)].join(' ')
        const capture = read(line)
        return JSON.stringify({ ...capture, parts: [] }) === JSON.stringify({ ...wanted, parts: [] })
      },
    )
    expect(fc.check(holds, { numRuns: 300 })).toMatchObject({ failed: false, counterexample: null })
  })
})

const WORDS = [
  ...'fix hero copy the due in after list done WEB-9 WEB XYZ ~3h ~3 ~half a day !high !foo #copy #12 fri 5pm 20/04 soonish or'.split(
    ' ',
  ),
  ...'<@U1|ana> <@U2> (<@U3|cleo>), <!here> <#C1|copy> <https://x.test|x> &lt;b&gt; &amp; "quoted due fri" "open \\due \\ @anna “in WEB” due: due:fri \n'.split(
    ' ',
  ),
]
const lines = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'<>@#!|&;~"\\ duein'.split('')), maxLength: 60 }) },
)

/** Letters and digits in a row, as a person sees them. */
const runs = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

describe('any line', () => {
  it('is read without a throw, and every word of it goes somewhere', () => {
    const holds = fc.property(lines, (line) => {
      const capture = read(line)
      const kept = [capture.title, capture.description ?? '', ...capture.parts.map(({ words }) => words)]
      const text = [...kept, ...capture.problems.map(({ words }) => words)].join(' ')
      return runs(plainText(line)).every((run) => text.includes(run))
    })
    expect(fc.check(holds, { numRuns: 3000 })).toMatchObject({ failed: false, counterexample: null })
  })

  it('is a command of some kind, and never an empty title without a word about it', () => {
    const holds = fc.property(lines, (line) => {
      const command = parseCommand(line, speech())
      if (command.kind !== 'create') return command.kind.length > 0
      const { title, problems: found } = command.capture
      return title.length <= TITLE_LIMIT && (title !== '' || found.some(({ code }) => code === 'empty-title'))
    })
    expect(fc.check(holds, { numRuns: 2000 })).toMatchObject({ failed: false, counterexample: null })
  })

  it('of names that objects have is a line like others', () => {
    for (const word of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])
      for (const line of [
        word,
        `${word} WEB-12`,
        `Fix due ${word}`,
        `Fix ~1 ${word}`,
        `Fix !${word}`,
        `list ${word}`,
        `x due fri 5pm ${word}`,
      ])
        expect(parseCommand(line, speech()).kind).toBe('create')
  })
})

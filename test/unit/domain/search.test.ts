import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '../../../src/domain/near.ts'
import { nearKeys, scoreOf, slipsAllowed, taskSearchWords, wordsOf } from '../../../src/domain/search.ts'
import type { Term } from '../../../src/domain/search.ts'
import { buildTask } from '../../support/builders.ts'

const term = (word: string, ...alike: readonly [string, number][]): Term => ({
  word,
  fits: new Map([[word, 1], ...alike]),
})

describe('the words of a text', () => {
  it.each([
    ['Fix the Hero-copy, v2!', ['fix', 'hero', 'copy', 'v2']],
    ['Größe für Zoë, ÉCLAIR', ['grosse', 'fur', 'zoe', 'eclair']],
    ['  of the a 7 ', []],
    ['copy COPY copy', ['copy']],
  ])('%j are %j', (text, words) => expect(wordsOf(text)).toEqual(words))

  it('are the task’s with its people and details', () => {
    const words = taskSearchWords(
      buildTask({ reference: 'WEB-12', labels: ['launch'], links: [{ url: 'https://x.com/', text: 'Mood board' }] }),
    )
    for (const word of ['@UANA', '@UCLEO', 'hero', 'web', '12', 'web12', 'launch', 'mood'])
      expect(words).toContain(word)
  })
})

it('words that are as few slips apart as are forgiven have a key in common', () => {
  const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const slip = fc.tuple(fc.constantFrom('drop', 'add', 'change', 'swap'), fc.nat(20), letter)
  const apply = (word: string, [kind, place, char]: readonly [string, number, string]): string => {
    const at = place % word.length
    if (kind === 'drop') return word.slice(0, at) + word.slice(at + 1)
    if (kind === 'add') return word.slice(0, at) + char + word.slice(at)
    if (kind === 'change') return word.slice(0, at) + char + word.slice(at + 1)
    return (
      word.slice(0, at) +
      word
        .slice(at, at + 2)
        .split('')
        .toReversed()
        .join('') +
      word.slice(at + 2)
    )
  }
  const word = fc.array(letter, { minLength: 5, maxLength: 14 }).map((letters) => letters.join(''))
  fc.assert(
    fc.property(word, fc.array(slip, { minLength: 1, maxLength: 2 }), (word, slips) => {
      const typed = slips.reduce(apply, word)
      const allowed = Math.min(slipsAllowed(word), slipsAllowed(typed))
      fc.pre(editDistance(word, typed) <= allowed)
      const keys = new Set(nearKeys(word))
      expect(nearKeys(typed).some((key) => keys.has(key))).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

describe('the score', () => {
  const score = (task: Parameters<typeof buildTask>[0], terms: readonly Term[], notes: readonly string[] = []) =>
    scoreOf({ task: buildTask(task), names: ['Ana Brandt ana'], notes }, terms)
  const [hero, copy] = [term('hero'), term('copy')]

  it('puts the title before names, those before the description, and that before notes', () => {
    const values = [
      score({ title: 'Hero' }, [hero]),
      score({ title: 'x' }, [term('brandt')]),
      score({ title: 'x', description: 'the hero' }, [hero]),
      score({ title: 'x' }, [hero], ['the hero']),
    ].map(({ value }) => value)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(new Set(values).size).toBe(4)
    expect(values.at(-1)).toBeGreaterThan(0)
  })

  it('puts the words together before the words apart, exact before nearly, open before closed', () => {
    const terms = [hero, copy]
    expect(score({ title: 'Fix hero copy' }, terms).value).toBeGreaterThan(
      score({ title: 'copy of hero' }, terms).value,
    )
    const slipped = score({ title: 'Hero' }, [term('heor', ['hero', 0.6])])
    expect(slipped.value).toBeLessThan(score({ title: 'Hero' }, [hero]).value)
    expect(score({ title: 'Hero', status: 'done' }, [hero]).value).toBeLessThan(score({ title: 'Hero' }, [hero]).value)
  })

  it('tells how many of the words it found', () => {
    expect(score({ title: 'Hero' }, [hero, copy]).matched).toBe(1)
    expect(score({ title: 'x' }, [hero, copy])).toEqual({ matched: 0, value: 0 })
  })
})

import fc from 'fast-check'
import type { Recurrence } from '../../src/domain/recurrence.ts'
import type { Move } from '../../src/domain/task-change.ts'
import { PRIORITIES } from '../../src/domain/task.ts'
import type { Task } from '../../src/domain/task.ts'
import { ANA, BEN, CLEO, DEV } from './time-world.ts'

export const MODEL_START = new Date('2026-03-02T08:00:00Z')
export const MODEL_MEMBERS = [ANA, BEN, CLEO, DEV]
const daysLater = (days: number): Date => new Date(MODEL_START.getTime() + days * 86_400_000)
export const MODEL_RULE_WORDS = 'every weekday at 16:00'
/** The rule that `repeat` sets, in the zone of whoever says it. */
export const modelRule = (zone: string): Recurrence => ({ rule: { kind: 'weekdays' }, time: '16:00', zone })

interface Named {
  readonly by: string
  /** Places among the tasks that there are. */
  readonly at: readonly number[]
}
type DeedOf<K extends string, T = unknown> = Named & { readonly kind: K } & Readonly<T>

/** What sets a fact of an open task. */
export type Setting =
  | DeedOf<'due', { to: Date }>
  | DeedOf<'priority', { priority: Task['priority'] }>
  | DeedOf<'left', { hours: number }>
  | DeedOf<'label', { add: string; remove: string }>
  | DeedOf<'step', { text: string }>
  | DeedOf<'tick', { index: number }>
  | DeedOf<'repeat', { on: boolean }>

/** What somebody does to tasks that are there. */
export type Deed =
  | Setting
  | DeedOf<'move', { move: Move; note: string | null }>
  | DeedOf<'give', { verb: 'assign' | 'handoff'; to: string }>
  | DeedOf<'answer', { accepts: boolean }>
  | DeedOf<'depend', { on: number; not: boolean }>
  | DeedOf<'note'>
  | DeedOf<'watch'>
  | DeedOf<'unwatch'>
export type DeedCalled<K extends Deed['kind']> = Extract<Deed, { readonly kind: K }>

type Merge = DeedOf<'merge', { into: number }>

export type Step =
  | Deed
  | Merge
  | { readonly kind: 'create'; readonly by: string; readonly owner: string | null }
  | { readonly kind: 'undo'; readonly by: string }
  | { readonly kind: 'wait'; readonly minutes: number }

const person = fc.constantFrom(ANA.id, BEN.id, ANA.id, BEN.id, CLEO.id)
const place = fc.nat(9)
/** Mostly one task, now and then two. */
const places: fc.Arbitrary<readonly number[]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(place) },
  { weight: 1, arbitrary: fc.tuple(place, place) },
)
const because = fc.constantFrom('because', 'client')
const label = fc.constantFrom('print', 'web', 'film')
const hereOf = <K extends string>(kind: K) => ({ kind: fc.constant(kind), by: person, at: places })
const move = (moves: readonly Move[], note: fc.Arbitrary<string | null>): fc.Arbitrary<Step> =>
  fc.record({ ...hereOf('move'), move: fc.constantFrom(...moves), note })
const due = fc.integer({ min: 1, max: 9 }).map(daysLater)
const verb = fc.constantFrom<('assign' | 'handoff')[]>('assign', 'handoff')

const DEEDS: readonly fc.Arbitrary<Step>[] = [
  move(['start', 'review', 'done', 'reopen', 'take'], fc.option(because, { freq: 2 })),
  move(['done'], fc.option(because, { freq: 2 })),
  move(['drop', 'block'], because),
  move(['block', 'unblock'], because),
  fc.record({ ...hereOf('give'), verb, to: person }),
  fc.record({ ...hereOf('answer'), accepts: fc.boolean() }),
  fc.record({ ...hereOf('due'), to: due }),
  fc.record({ ...hereOf('priority'), priority: fc.constantFrom(...PRIORITIES) }),
  fc.record({ ...hereOf('left'), hours: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ ...hereOf('label'), add: label, remove: label }),
  fc.record({ ...hereOf('step'), text: fc.constantFrom('Ask legal', 'Proofread', 'Export') }),
  fc.record({ ...hereOf('tick'), index: fc.nat(2) }),
  fc.record({ ...hereOf('repeat'), on: fc.boolean() }),
  fc.record({ ...hereOf('depend'), on: place, not: fc.boolean() }),
  fc.record({ ...hereOf('merge'), into: place }),
  fc.record(hereOf('note')),
  fc.record(hereOf('watch')),
  fc.record(hereOf('unwatch')),
]

const owner = fc.option(person)
const create: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('create'), by: person, owner })
const undo: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('undo'), by: person })
const wait: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('wait'), minutes: fc.constantFrom(1, 4, 9, 11) })

/**
 * What several people do one after the other. In each run they do a few kinds of things only, over and over, so that these
 * meet; with all kinds at once two that matter to each other would hardly ever come together.
 */
export const stepsOf = (maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc
    .shuffledSubarray([...DEEDS], { minLength: 1, maxLength: 4 })
    .chain((deeds) =>
      fc.array(
        fc.oneof(
          { weight: 2, arbitrary: create },
          { weight: 3, arbitrary: undo },
          { weight: 1, arbitrary: wait },
          { weight: 9, arbitrary: fc.oneof(...deeds) },
        ),
        { minLength: 1, maxLength, size: 'max' },
      ),
    )

/** The step with places of tasks that there are; undefined where there are none. */
export function placed(each: Step, there: readonly number[]): Step | undefined {
  if (!('at' in each)) return each
  if (there.length === 0) return undefined
  const real = (at: number): number => there[at % there.length] ?? 0
  const at = [...new Set(each.at.map(real))]
  if (each.kind === 'depend') return { ...each, at: at.slice(0, 1), on: real(each.on) }
  // One after the other: of two notes, or of two duplicates, it does not matter which came first.
  if (each.kind === 'merge') return { ...each, at: at.slice(0, 1), into: real(each.into) }
  return { ...each, at }
}

/** The line by which somebody says a step to Runsheet. */
export function lineOf(each: Exclude<Step, { kind: 'wait' }>, references: readonly string[]): string {
  if (each.kind === 'create') return `Shoot the posters${each.owner === null ? '' : ` <@${each.owner}>`}`
  if (each.kind === 'undo') return 'undo'
  const named = each.at.map((at) => references[at]).join(' ')
  switch (each.kind) {
    case 'move':
      return `${each.move} ${named} ${each.note ?? ''}`
    case 'give':
      return `${each.verb} ${named} <@${each.to}>`
    case 'answer':
      return each.accepts ? `accept ${named}` : `decline ${named} no time`
    case 'due':
      return `due ${named} ${each.to.toISOString().slice(0, 10)} 8:00 UTC`
    case 'priority':
      return `priority ${named} ${each.priority}`
    case 'left':
      return `left ${named} ${each.hours}h`
    case 'label':
      return `label ${named} #${each.add} -#${each.remove}`
    case 'step':
      return `check ${named} + ${each.text}`
    case 'tick':
      return `check ${named} ${each.index + 1}`
    case 'repeat':
      return `repeat ${named} ${each.on ? MODEL_RULE_WORDS : 'never'}`
    case 'depend':
      return `depends ${named} ${each.not ? 'not on' : 'on'} ${references[each.on]}`
    case 'merge':
      return `merge ${named} into ${references[each.into]}`
    case 'note':
      return `note ${named} hm`
    case 'watch':
    case 'unwatch':
      return `${each.kind} ${named}`
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FieldDefinition } from '../../../src/domain/custom-fields.ts'
import {
  fieldInput,
  inputsOf,
  namesOf,
  putAside,
  textsFor,
  textsOfForm,
  textsOfTask,
} from '../../../src/domain/form-fields.ts'
import { buildProject, buildTask } from '../../support/builders.ts'

const field = (id: string, name: string, type: FieldDefinition['type'], choices: string[] = []) => ({
  id,
  name,
  type,
  choices,
})
const web = buildProject({
  id: 'web',
  phases: [
    { id: 'w1', name: 'Design' },
    { id: 'w2', name: 'Build' },
  ],
  fields: [field('f1', 'Budget', 'number'), field('f2', 'Round', 'choice', ['Draft', 'Final'])],
})
const brd = buildProject({
  id: 'brd',
  phases: [{ id: 'b1', name: 'build' }],
  fields: [
    field('f3', 'budget', 'number'),
    field('f4', 'Round', 'choice', ['FINAL', 'Signed']),
    field('f5', 'Note', 'text'),
  ],
})
const cmp = buildProject({ id: 'cmp', phases: [], fields: [] })
const ALL = [web, brd, cmp]

describe('the inputs that a form has because of its project', () => {
  it('are shared by fields of one name, but for choices', () => {
    expect(inputsOf(web)).toEqual(['phase:web', 'field:budget', 'choice:f2'])
    expect(inputsOf(brd)).toEqual(['phase:brd', 'field:budget', 'choice:f4', 'field:note'])
    expect(inputsOf(cmp)).toEqual([])
  })

  it('begin with what the task says, its own project’s first', () => {
    const fields = [
      { fieldId: 'f1', value: 1200.5 },
      { fieldId: 'f3', value: 7 },
      { fieldId: 'f2', value: 'Draft' },
    ]
    const task = (projectId: string) => buildTask({ projectId, phaseId: 'w2', fields })
    expect(textsOfTask(task('web'), ALL, 'de-DE')).toEqual({
      'phase:web': 'w2',
      'field:budget': '1200,5',
      'choice:f2': 'Draft',
    })
    expect(textsOfTask(task('brd'), ALL, 'en-GB')).toMatchObject({ 'field:budget': '7' })
  })

  it('begin with what is held, else with what is called so in another project', () => {
    const held = { 'phase:web': 'w2', 'choice:f2': 'Final', 'field:budget': '3' }
    expect(textsFor(brd, held, ALL)).toEqual({ 'phase:brd': 'b1', 'choice:f4': 'FINAL', 'field:budget': '3' })
    expect(textsFor(brd, { ...held, 'choice:f4': 'Signed', 'choice:f2': 'Draft' }, ALL)).toMatchObject({
      'choice:f4': 'Signed',
    })
    expect(textsFor(cmp, held, ALL)).toEqual({})
  })

  it('are read together with what was put aside; what was emptied is gone', () => {
    const state = { title: 'x', 'field:budget': '', 'choice:f2': 'Final', 'field:note': null }
    expect(textsOfForm(state, { 'field:budget': '3', 'field:note': 'old', 'phase:brd': 'b1' })).toEqual({
      'choice:f2': 'Final',
      'phase:brd': 'b1',
    })
  })

  it('lose no text that is put aside, whatever the room', () => {
    const texts = fc.dictionary(
      fc.constantFrom('field:a', 'field:b', 'choice:f2', 'phase:web', 'field:budget'),
      fc.string({ maxLength: 80 }),
    )
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(web, brd, cmp, null),
        fc.integer({ min: 0, max: 300 }),
        (held, project, room) => {
          const { kept, staying } = putAside(held, project, room)
          const own = project ? inputsOf(project) : []
          expect([...Object.keys(kept), ...staying].sort()).toEqual(
            Object.keys(held)
              .filter((name) => !own.includes(name))
              .sort(),
          )
          for (const [name, text] of Object.entries(kept)) expect(text).toBe(held[name])
          expect(Object.keys(kept).length === 0 || JSON.stringify(kept).length <= room).toBe(true)
        },
      ),
    )
  })

  it('are named when they are put aside, but not where the project has one of that name', () => {
    const kept = { 'phase:web': 'w2', 'field:budget': '3', 'choice:f2': 'Final', 'field:note': 'x' }
    expect(namesOf(kept, ALL, cmp)).toEqual(['Phase', 'Budget', 'Round', 'budget', 'Note'])
    expect(namesOf(kept, ALL, brd)).toEqual([])
    expect(namesOf(kept, ALL, null)).toHaveLength(5)
    expect(fieldInput(field('f9', '  Shoot   DAY ', 'date'))).toBe('field:shoot day')
  })
})

import { describe, expect, it } from 'vitest'
import { renewed } from '../../../src/block-kit/renewal.ts'
import { readLists, readShown, readState } from '../../../src/block-kit/state.ts'

describe('what was put into a modal', () => {
  const values = {
    title: { value: { type: 'plain_text_input', value: 'x' } },
    due: { 'forms.read-due': { type: 'plain_text_input', value: null } },
    project: { value: { type: 'static_select', selected_option: { text: {}, value: 'p1' } } },
    owner: { value: { type: 'users_select', selected_user: 'U1' } },
    consulted: { value: { type: 'multi_users_select', selected_users: ['U2', 'U3'] } },
    files: { value: { type: 'checkboxes', selected_options: [{ value: 'F1' }, { text: {} }] } },
    empty: {},
  }

  it('is read by block, single things and lists apart', () => {
    expect(readState(values)).toEqual({
      title: 'x',
      due: null,
      project: 'p1',
      owner: 'U1',
      consulted: null,
      files: null,
      empty: null,
    })
    expect(readLists(values)).toEqual({ consulted: ['U2', 'U3'], files: ['F1'] })
  })

  it.each([undefined, null, 'x', [], { a: null, b: 'x', c: { d: 1 } }])('is nothing where Slack sends %j', (odd) => {
    expect(readLists(odd)).toEqual({})
    expect(Object.values(readState(odd)).every((value) => value === null)).toBe(true)
  })
})

describe('a modal that somebody has open', () => {
  const option = { text: { type: 'plain_text', text: 'Tea &amp; &lt;cake&gt;', emoji: true }, value: 'p1' }
  const view = {
    id: 'V1',
    hash: '1.abc',
    callback_id: 'tasks.edit-form',
    title: { type: 'plain_text', text: 'Edit &amp; save', emoji: true },
    submit: { type: 'plain_text', text: 'Save' },
    close: null,
    private_metadata: '{}',
    blocks: [
      { type: 'section', block_id: 's', text: { type: 'mrkdwn', text: 'a &amp; b', verbatim: true } },
      {
        type: 'input',
        block_id: 'project',
        element: { type: 'static_select', options: [option], initial_option: option },
      },
      'odd',
    ],
  }

  it('is put in its own place with what it had, plain texts as they were before Slack escaped them', () => {
    const shown = readShown(view)
    expect(shown).toMatchObject({ id: 'V1', hash: '1.abc', title: 'Edit & save', close: null })
    const again = renewed(shown, { blocks: shown.blocks, metadata: '{"a":1}', submit: 'Save anyway' })
    expect(again).toMatchObject({ type: 'modal', callback_id: 'tasks.edit-form', private_metadata: '{"a":1}' })
    expect(again.title.text).toBe('Edit & save')
    expect(again.submit?.text).toBe('Save anyway')
    expect(again).not.toHaveProperty('close')
    expect(again.blocks[0]).toEqual(view.blocks[0])
    expect(JSON.stringify(again.blocks[1])).toContain('"Tea & <cake>"')
    expect(again.blocks).toHaveLength(2)
  })

  it.each([undefined, null, {}, { blocks: 'x', title: 'x' }])('is empty where Slack sends %j', (odd) => {
    expect(readShown(odd)).toEqual({
      id: '',
      hash: '',
      callbackId: '',
      title: '',
      close: null,
      submit: null,
      metadata: '',
      blocks: [],
    })
  })
})

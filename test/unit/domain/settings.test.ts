import { describe, expect, it } from 'vitest'
import { readEmoji } from '../../../src/domain/emoji.ts'
import { mayChangeSettings } from '../../../src/domain/permission.ts'
import { changedSettings, readSettings } from '../../../src/domain/settings-form.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/workspace.ts'
import { settingErrors, settingsForm } from '../../../src/features/settings/form-views.ts'
import { savedReply, settingsReply } from '../../../src/features/settings/views.ts'
import { messageFaults, textsIn, viewFaults } from '../../support/block-limits.ts'
import { buildMember } from '../../support/builders.ts'

describe('an emoji', () => {
  it.each([
    [':memo:', 'memo'],
    ['memo', 'memo'],
    [' :Memo: ', 'memo'],
    ['📝', 'memo'],
    ['✔️', 'heavy_check_mark'],
    ['👍🏽', '+1'],
    [':+1::skin-tone-3:', '+1'],
    [':thumbsup:', '+1'],
    [':pencil:', 'memo'],
    [':party-parrot:', 'party-parrot'],
    [':größe:', 'größe'],
    ['', null],
    ['  ', null],
  ])('%j is %s', (typed, name) => expect(readEmoji(typed)).toMatchObject({ name, near: null }))

  it.each(['🍕', 'two words', ':a: :b:', '<!channel>', ':::', 'a'.repeat(101)])('%j is none', (typed) =>
    expect(readEmoji(typed)).toEqual({ fault: 'no-emoji' }),
  )

  it('that may be a slip is taken, with a doubt', () => {
    expect(readEmoji(':white_chek_mark:')).toEqual({ name: 'white_chek_mark', near: 'white_check_mark' })
    expect(readEmoji(':constructor:')).toMatchObject({ name: 'constructor' })
  })
})

const filled = {
  acceptance: 'all',
  doneReaction: ':tada:',
  proposeReaction: '',
  unfurls: 'off',
} as const

describe('the form of the settings', () => {
  it('is read', () => {
    expect(readSettings(filled)).toEqual({
      settings: { acceptance: 'all', doneReaction: 'tada', proposeReaction: null, unfurls: false },
      doubts: [],
    })
    expect(readSettings({ ...filled, doneReaction: ':eyse:' })).toMatchObject({
      doubts: [{ name: 'eyse', near: 'eyes' }],
    })
  })

  it.each([
    [{ ...filled, doneReaction: 'two words' }, { doneReaction: 'no-emoji' }],
    [{ ...filled, proposeReaction: '🎉' }, { proposeReaction: 'same-emoji' }],
    [{ ...filled, acceptance: 'perhaps' }, { acceptance: 'missing' }],
    [{ ...filled, unfurls: null }, { unfurls: 'missing' }],
  ])('%j has faults, and says so below the input', (state, faults) => {
    expect(readSettings(state)).toEqual({ faults })
    for (const text of Object.values(settingErrors(faults as Parameters<typeof settingErrors>[0], state)))
      expect(text).toMatch(/^\S.*\.$/)
  })

  it('knows what differs', () => {
    expect(changedSettings(DEFAULT_SETTINGS, DEFAULT_SETTINGS)).toEqual([])
    expect(changedSettings(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, unfurls: false, doneReaction: null })).toEqual([
      'doneReaction',
      'unfurls',
    ])
  })

  it('is within Slack’s limits, and so are its answers', () => {
    const off = { ...DEFAULT_SETTINGS, doneReaction: null, proposeReaction: 'x'.repeat(100), unfurls: false }
    for (const settings of [DEFAULT_SETTINGS, off, { ...off, acceptance: 'none' as const }]) {
      expect(viewFaults(settingsForm({ responseUrl: 'https://hooks.slack.com/x', settings }))).toEqual([])
      expect(messageFaults(settingsReply(settings))).toEqual([])
      const saved = savedReply(settings, ['doneReaction', 'unfurls'], [{ name: 'eyse', near: 'eyes' }])
      expect(messageFaults(saved)).toEqual([])
      expect(textsIn(saved.blocks)).toContain('you may have meant')
    }
  })
})

it('admins change settings, and nobody else', () => {
  expect(
    (['member', 'admin', 'guest', 'external', 'bot'] as const).filter((kind) =>
      mayChangeSettings(buildMember({ kind })),
    ),
  ).toEqual(['admin'])
  expect(mayChangeSettings(buildMember({ kind: 'admin', deleted: true }))).toBe(false)
})

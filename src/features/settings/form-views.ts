import { VIEWS } from '../../block-kit/action-ids.ts'
import { context, modal, option, remember } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { choiceInput, textInput } from '../../block-kit/inputs.ts'
import { clip } from '../../block-kit/limits.ts'
import type { SettingFault, SettingField, SettingsState } from '../../domain/settings-form.ts'
import { ACCEPTANCES } from '../../domain/workspace.ts'
import type { WorkspaceSettings } from '../../domain/workspace.ts'

const ACCEPTANCE_CHOICES: Readonly<Record<WorkspaceSettings['acceptance'], string>> = {
  handoffs: 'Hand-offs only: who is assigned a task is told',
  all: 'Hand-offs and assignments',
  none: 'Neither: who gets a task is told',
}

const EMOJI_LIMIT = 104
const colons = (name: string | null): string => (name === null ? '' : `:${name}:`)

/** The form of a workspace's settings, filled in with what they are. */
export function settingsForm(origin: Origin & { readonly settings: WorkspaceSettings }): View {
  const { acceptance, doneReaction, proposeReaction, unfurls } = origin.settings
  return modal({
    callbackId: VIEWS.settings,
    title: 'Settings',
    submit: 'Save',
    metadata: remember(origin),
    blocks: [
      context('They hold for everybody in this workspace.'),
      choiceInput({
        blockId: 'acceptance',
        label: 'What the other person must accept',
        optional: false,
        choices: ACCEPTANCES.map((each) => option(ACCEPTANCE_CHOICES[each], each)),
        value: acceptance,
        hint: 'Until they accept it, a task stays with whoever has it.',
      }),
      textInput({
        blockId: 'doneReaction',
        label: 'Reaction that completes a task',
        value: colons(doneReaction),
        placeholder: ':white_check_mark:',
        maxLength: EMOJI_LIMIT,
        hint: 'On the task’s card. Leave it empty to switch it off.',
      }),
      textInput({
        blockId: 'proposeReaction',
        label: 'Reaction that offers to make a task',
        value: colons(proposeReaction),
        placeholder: ':memo:',
        maxLength: EMOJI_LIMIT,
        hint: 'On any message that Runsheet can read. Leave it empty to switch it off.',
      }),
      choiceInput({
        blockId: 'unfurls',
        label: 'Tasks below messages that name them',
        optional: false,
        choices: [option('Shown', 'on'), option('Not shown', 'off')],
        value: unfurls ? 'on' : 'off',
        hint: 'A reference such as WEB-12, or a link to a task.',
      }),
    ],
  })
}

const FAULT_WORDS: Readonly<Record<SettingFault, (typed: string) => string>> = {
  missing: () => 'Choose one of these.',
  'no-emoji': (typed) =>
    `“${clip(typed, 60)}” is no emoji that Slack knows by name. Type its name, such as :memo:, one emoji only, or leave it empty.`,
  'same-emoji': () => 'One emoji cannot do both. Choose another one, or leave one of the two empty.',
}

/** What is wrong, below the inputs that it is about. */
export const settingErrors = (
  faults: Readonly<Partial<Record<SettingField, SettingFault>>>,
  state: SettingsState,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, FAULT_WORDS[fault](state[field] ?? '')]))

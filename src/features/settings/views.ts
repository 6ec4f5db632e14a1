import { context, section } from '../../block-kit/blocks.ts'
import { bold, code, line } from '../../block-kit/mrkdwn.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Doubt, SettingField } from '../../domain/settings-form.ts'
import { SETTING_FIELDS } from '../../domain/settings-form.ts'
import type { WorkspaceSettings } from '../../domain/workspace.ts'

const ACCEPTANCE_WORDS: Readonly<Record<WorkspaceSettings['acceptance'], string>> = {
  handoffs: 'Whoever is handed a task is asked first; whoever is assigned one is told.',
  all: 'Whoever is handed or assigned a task is asked first.',
  none: 'Whoever is handed or assigned a task is told, and has it.',
}

/** As an emoji where Slack knows it, and as the name that one types. */
const shown = (name: string): string => `:${name}: (${code(line(name, 100))})`

const WORDS: Readonly<Record<SettingField, (settings: WorkspaceSettings) => string>> = {
  acceptance: ({ acceptance }) => ACCEPTANCE_WORDS[acceptance],
  doneReaction: ({ doneReaction }) =>
    doneReaction === null ? 'No reaction completes a task.' : `${shown(doneReaction)} on a task’s card completes it.`,
  proposeReaction: ({ proposeReaction }) =>
    proposeReaction === null
      ? 'No reaction offers to make a task.'
      : `${shown(proposeReaction)} on a message offers to make a task of it.`,
  unfurls: ({ unfurls }) =>
    unfurls ? 'A message that names a task shows it below.' : 'Messages that name tasks are left as they are.',
}

const lines = (settings: WorkspaceSettings, fields: readonly SettingField[]): string =>
  fields.map((field) => `• ${WORDS[field](settings)}`).join('\n')

/** How a workspace's settings are, for those who cannot change them. */
export const settingsReply = (settings: WorkspaceSettings): MessageContent => ({
  text: 'The settings of Runsheet in this workspace',
  blocks: [
    section(`${bold('Settings of Runsheet in this workspace')}\n${lines(settings, SETTING_FIELDS)}`),
    context(`Admins of this Slack workspace can change them with ${code('/runsheet settings')}.`),
  ],
})

const doubtWords = ({ name, near }: Doubt): string =>
  `:${name}: is none of Slack’s common emoji. If it is not one of your workspace’s own, you may have meant :${near}: (${code(near)}).`

/** Confirms what was saved. */
export function savedReply(
  settings: WorkspaceSettings,
  changed: readonly SettingField[],
  doubts: readonly Doubt[],
): MessageContent {
  const said = changed.length === 0 ? 'Nothing was changed: the settings are as they were.' : 'The settings are saved.'
  return {
    text: said,
    blocks: [
      section(changed.length === 0 ? said : `${said}\n${lines(settings, changed)}`),
      ...(doubts.length > 0 ? [context(...doubts.map(doubtWords))] : []),
    ],
  }
}

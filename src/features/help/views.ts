import { context, section } from '../../block-kit/blocks.ts'
import { bold, code, line } from '../../block-kit/mrkdwn.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { RUNSHEET_WORDS } from '../../domain/runsheet-command.ts'
import type { RunsheetCommand, RunsheetWord } from '../../domain/runsheet-command.ts'
import type { WorkspaceSettings } from '../../domain/workspace.ts'

/** Each thing that one does most, with an example that can be typed as it stands but for the names. */
const COMMANDS: readonly (readonly [string, string])[] = [
  ['/task Fix hero copy @ana due fri 5pm !high ~3h in WEB', 'makes a task in one line; `/task` alone opens the form'],
  ['/task list me', 'lists tasks; also `today`, `overdue`, `week`, `blocked`, a person or a project’s key'],
  ['/task WEB-12', 'shows a task with its buttons'],
  ['/task done WEB-12', 'moves a task on; also `start`, `review`, `block`, `reopen`, `drop`'],
  ['/task assign WEB-12 @ben', 'gives a task an owner; `/task take WEB-12` makes it yours'],
  ['/task due WEB-12 next tue', 'sets the due date, in words, in your time zone'],
  ['/project new WEB Website relaunch', 'starts a project in this channel'],
  ['/project list', 'shows all projects and how they stand'],
]

const commandLine = ([example, what]: readonly [string, string]): string => `${code(example)}  ${what}`

/** What reactions do, as the workspace has set it. */
function reactions({ doneReaction, proposeReaction }: WorkspaceSettings): string {
  const told = [
    ...(doneReaction === null ? [] : [`:${doneReaction}: on a card completes it`]),
    ...(proposeReaction === null ? [] : [`:${proposeReaction}: on a message offers to make a task of it`]),
  ]
  return told.length > 0 ? ` ${told.join(', ')}.` : ''
}

/** What Runsheet is, its commands with an example each, and where more help is. */
export const helpMessage = (settings: WorkspaceSettings): MessageContent => ({
  text: 'Runsheet: every task has one owner and a date, and nobody has to chase. Commands: /task, /project, /runsheet.',
  blocks: [
    section(
      `${bold('Runsheet coordinates projects in Slack.')} Every task has one owner and a date. When one is late, Runsheet asks its owner in their working hours; when they do not answer within a working day of theirs, it tells whoever answers for the task. Each project’s day stands in its channel in the morning.`,
    ),
    section(COMMANDS.map(commandLine).join('\n')),
    section(
      `${bold('Without typing:')} the menu of a message has ${bold('Create task from message')}; the shortcuts have ${bold('New task')} and ${bold('Start a project')}; your own work is in Runsheet’s Home tab.`,
    ),
    section(
      `${bold('In a conversation:')} say the same to Runsheet by its name, in threads too (${code('@Runsheet done WEB-12')}), or in your direct message with it. Replies in the thread of a task’s card are its comments, and files shared there its files.${reactions(settings)}`,
    ),
    context(
      `More: ${code('/task help')}, ${code('/task help due')}, ${code('/project help')}. What holds for the whole workspace: ${code('/runsheet settings')}. Where Runsheet says “Something went wrong”, give its reference to whoever looks after Runsheet in your workspace.`,
    ),
  ],
})

const WORDS: Readonly<Record<RunsheetWord, string>> = {
  help: 'explains Runsheet',
  settings: 'shows what holds for the whole workspace; its admins can change it',
}

const wordLine = (word: RunsheetWord): string => `${code(`/runsheet ${word}`)} ${WORDS[word]}`

/** Answers a word that is nothing here: with the one that it was near to, else with all. */
export function unknownWord({ typed, near }: Extract<RunsheetCommand, { readonly word: 'unknown' }>): MessageContent {
  const sentence = `“${line(typed, 50)}” is nothing that /runsheet does.`
  const lines = (near === null ? RUNSHEET_WORDS : [near]).map(wordLine)
  const more =
    near === null ? 'This is what there is; tasks are made by /task and projects by /project.' : 'Did you mean this?'
  return { text: `${sentence} ${more}`, blocks: [section([`${sentence} ${more}`, ...lines].join('\n'))] }
}

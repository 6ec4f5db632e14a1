import { context, section } from '../../block-kit/blocks.ts'
import { bold, code, line } from '../../block-kit/mrkdwn.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { plainText } from '../../domain/tokens.ts'

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

/** What Runsheet is, its commands with an example each, and where more help is. */
export const helpMessage = (): MessageContent => ({
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
      `${bold('In a conversation:')} say the same to Runsheet by its name, in threads too (${code('@Runsheet done WEB-12')}), or in your direct message with it. Replies in the thread of a task’s card are its comments. :white_check_mark: on a card completes it, :memo: on a message offers to make a task of it.`,
    ),
    context(
      `More: ${code('/task help')}, ${code('/task help due')}, ${code('/project help')}. Where Runsheet says “Something went wrong”, give its reference to whoever looks after Runsheet in your workspace.`,
    ),
  ],
})

/** Answers what stands behind `/runsheet`; a word that is nothing here is answered with what there is. */
export function answerWord(said: string): MessageContent {
  if (said === '' || /^(help|\?)$/i.test(said)) return helpMessage()
  const sentence = `“${line(plainText(said), 50)}” is nothing that /runsheet does today. It has only help; tasks are made by /task and projects by /project.`
  return {
    text: sentence,
    blocks: [section(`${sentence} All in one place: ${code('/runsheet help')}.`)],
  }
}

import type { App, GlobalShortcut, ViewSubmitAction } from '@slack/bolt'
import { COMMANDS, SHORTCUTS, VIEWS } from '../../block-kit/action-ids.ts'
import type { Ports, TurnContext } from '../../ports.ts'
import { answerCommand } from './answer-command.ts'
import type { ProjectDeeds } from './deeds.ts'
import { ProjectCommandInput, ProjectFormSubmission, StartShortcut } from './inputs.ts'
import { openProjectForm } from './open-project-form.ts'
import { submitProjectForm } from './submit-project-form.ts'
import { startedReply } from './views.ts'

/** `/project`, the shortcut `Start a project`, and the form that both may open. */
export function registerProjects(app: App<TurnContext>, ports: Ports, deeds: ProjectDeeds): void {
  app.command(COMMANDS.project, async ({ ack, command, context: { workspaceId, answer } }) => {
    const reply = await answerCommand(ports, deeds, { ...ProjectCommandInput.parse(command), workspaceId })
    await (reply ? answer(reply) : ack())
  })

  app.shortcut<GlobalShortcut>(
    { callback_id: SHORTCUTS.startProject, type: 'shortcut' },
    async ({ ack, body, context: { workspaceId } }) => {
      await openProjectForm(ports, { ...StartShortcut.parse(body), workspaceId })
      await ack()
    },
  )

  app.view<ViewSubmitAction>(VIEWS.startProject, async ({ ack, body, context: { workspaceId, answer } }) => {
    const { responseUrl, ...submission } = ProjectFormSubmission.parse(body)
    const outcome = await submitProjectForm(ports, { ...submission, workspaceId })
    if ('errors' in outcome) return ack({ response_action: 'errors', errors: { ...outcome.errors } })
    await ack()
    const reply = startedReply(outcome.sheet)
    const reached = responseUrl !== null && (await ports.messenger.respond(responseUrl, reply, 'below'))
    if (!reached) await answer(reply)
  })
}

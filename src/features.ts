import type { App } from '@slack/bolt'
import { captureMessage } from './features/capture/capture-message.ts'
import { createInBulk } from './features/capture/create-in-bulk.ts'
import type { AddingDeeds } from './features/capture/deeds.ts'
import { registerCapture } from './features/capture/listeners.ts'
import { captureRoutes } from './features/capture/routes.ts'
import { alreadyTracked } from './features/capture/views.ts'
import { answerSpeech } from './features/commands/answer-speech.ts'
import type { Routes } from './features/commands/answer-speech.ts'
import { registerCommands, registerGate } from './features/commands/listeners.ts'
import { commandRoutes } from './features/commands/routes.ts'
import type { Deeds } from './features/conversation/deeds.ts'
import { registerConversation } from './features/conversation/listeners.ts'
import { spokenRoutes } from './features/conversation/routes.ts'
import { registerData } from './features/data/listeners.ts'
import { openImport } from './features/data/open-import.ts'
import { dataRoutes } from './features/data/routes.ts'
import { registerDetails } from './features/details/listeners.ts'
import { detailRoutes } from './features/details/routes.ts'
import { describeForm } from './features/forms/describe-form.ts'
import { registerForms } from './features/forms/listeners.ts'
import { settleForm } from './features/forms/settle-form.ts'
import { registerHelp } from './features/help/listeners.ts'
import { registerHome } from './features/home/listeners.ts'
import { findForFile } from './features/lists/find-for-file.ts'
import { registerLists } from './features/lists/listeners.ts'
import { listRoutes } from './features/lists/routes.ts'
import { forgetPlace } from './features/posting/forget-place.ts'
import { registerProjects } from './features/projects/listeners.ts'
import { recordRoutes } from './features/records/routes.ts'
import { registerSettings } from './features/settings/listeners.ts'
import { openSettings } from './features/settings/open-settings.ts'
import { changeInBulk } from './features/tasks/change-in-bulk.ts'
import { searchTasks } from './features/records/search-tasks.ts'
import { changeNamed } from './features/tasks/change-named.ts'
import { applyChange, changeWithin } from './features/tasks/change-task.ts'
import { registerTasks } from './features/tasks/listeners.ts'
import { moveTask } from './features/tasks/move-tasks.ts'
import { taskRoutes } from './features/tasks/routes.ts'
import { changedReply } from './features/tasks/views.ts'
import { registerUnfurls } from './features/unfurls/listeners.ts'
import type { Ports, TaskForms, TurnContext } from './ports.ts'

/** What each kind of line does that people say to Runsheet. */
export const lineRoutes = (ports: Ports, { change = changeNamed(ports), forms = formsOf(ports) } = {}) => ({
  ...commandRoutes(ports),
  ...captureRoutes(ports, forms),
  ...taskRoutes(ports),
  ...listRoutes(ports),
  ...dataRoutes(ports, findForFile(ports)),
  ...recordRoutes(ports),
  ...detailRoutes(ports, change),
})

/** Every feature's listeners, and what each kind of `/task` command does. */
export function registerFeatures(app: App<TurnContext>, ports: Ports): void {
  const change = changeNamed(ports)
  const forms = formsOf(ports)
  const routes = lineRoutes(ports, { change, forms })
  registerGate(app, ports)
  registerCommands(app, ports, routes)
  registerConversation(app, ports, deedsOf(ports, forms, { ...routes, ...spokenRoutes(routes.create) }))
  registerForms(app, ports)
  registerCapture(app, ports, forms, addingDeedsOf(ports))
  registerTasks(app, ports, forms)
  registerDetails(app, ports, change)
  registerLists(app, ports, changeInBulk(ports))
  registerData(app, ports, createInBulk(ports))
  registerProjects(app, ports, { openImport: (asked) => openImport(ports, asked) })
  registerHome(app, ports)
  registerUnfurls(app, ports)
  registerSettings(app, ports)
  registerHelp(app, ports, { settings: (asked) => openSettings(ports, asked) })
}

/** What people who speak or react have done by the features whose affair it is. */
const deedsOf = (ports: Ports, forms: TaskForms, routes: Routes): Deeds => ({
  say: (said) => answerSpeech(ports, routes, said),
  complete: async (of) => {
    const changed = await moveTask(ports, { ...of, move: 'done', via: 'reaction', note: null })
    return changed.changes.length > 0 ? changedReply([changed]) : null
  },
  capture: async (from) => {
    const tracked = await captureMessage(ports, forms, from)
    return tracked ? alreadyTracked(tracked) : null
  },
  change: async (taskId, by, decide) => {
    await applyChange(ports, taskId, { ...by, via: 'message', note: null }, decide)
  },
  forget: (workspaceId, message) => forgetPlace(ports, workspaceId, message),
})

/** What is done for those who add a message to a task. */
const addingDeedsOf = (ports: Ports): AddingDeeds => ({
  search: async (sight, words) => (await searchTasks(ports, sight, words)).sheets,
  change: (taskId, by, decide) => changeWithin(ports, taskId, { ...by, note: null }, decide),
})

/** What is done with task forms, whatever they are for. */
export const formsOf = (ports: Ports): TaskForms => ({
  describe: (form) => describeForm(ports, form),
  settle: (editor, changes, task) => settleForm(ports, editor, changes, task),
})

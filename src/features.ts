import type { App } from '@slack/bolt'
import { captureMessage } from './features/capture/capture-message.ts'
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
import { dataRoutes } from './features/data/routes.ts'
import { registerDetails } from './features/details/listeners.ts'
import { detailRoutes } from './features/details/routes.ts'
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
import { changeNamed } from './features/tasks/change-named.ts'
import { applyChange } from './features/tasks/change-task.ts'
import { registerTasks } from './features/tasks/listeners.ts'
import { moveTask } from './features/tasks/move-tasks.ts'
import { taskRoutes } from './features/tasks/routes.ts'
import { changedReply } from './features/tasks/views.ts'
import type { Ports, TurnContext } from './ports.ts'

/** Every feature's listeners, and what each kind of `/task` command does. */
export function registerFeatures(app: App<TurnContext>, ports: Ports): void {
  const change = changeNamed(ports)
  const routes = {
    ...commandRoutes(ports),
    ...captureRoutes(ports),
    ...taskRoutes(ports),
    ...listRoutes(ports),
    ...dataRoutes(ports, findForFile(ports)),
    ...recordRoutes(ports),
    ...detailRoutes(ports, change),
  }
  registerGate(app, ports)
  registerCommands(app, ports, routes)
  registerConversation(app, ports, deedsOf(ports, { ...routes, ...spokenRoutes(routes.create) }))
  registerCapture(app, ports)
  registerTasks(app, ports)
  registerDetails(app, ports, change)
  registerLists(app, ports, changeInBulk(ports))
  registerProjects(app, ports)
  registerHome(app, ports)
  registerSettings(app, ports)
  registerHelp(app, ports, { settings: (asked) => openSettings(ports, asked) })
}

/** What people who speak or react have done by the features whose affair it is. */
const deedsOf = (ports: Ports, routes: Routes): Deeds => ({
  say: (said) => answerSpeech(ports, routes, said),
  complete: async (of) => {
    const changed = await moveTask(ports, { ...of, move: 'done', via: 'reaction', note: null })
    return changed.changes.length > 0 ? changedReply([changed]) : null
  },
  capture: async (from) => {
    const tracked = await captureMessage(ports, from)
    return tracked ? alreadyTracked(tracked) : null
  },
  change: async (taskId, by, decide) => {
    await applyChange(ports, taskId, { ...by, via: 'message', note: null }, decide)
  },
  forget: (workspaceId, message) => forgetPlace(ports, workspaceId, message),
})

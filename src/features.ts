import type { App } from '@slack/bolt'
import { registerCapture } from './features/capture/listeners.ts'
import { captureRoutes } from './features/capture/routes.ts'
import { registerCommands } from './features/commands/listeners.ts'
import { commandRoutes } from './features/commands/routes.ts'
import { registerHelp } from './features/help/listeners.ts'
import { registerHome } from './features/home/listeners.ts'
import { registerProjects } from './features/projects/listeners.ts'
import { recordRoutes } from './features/records/routes.ts'
import { registerTasks } from './features/tasks/listeners.ts'
import { taskRoutes } from './features/tasks/routes.ts'
import type { Ports, TurnContext } from './ports.ts'

/** Every feature's listeners, and what each kind of `/task` command does. */
export function registerFeatures(app: App<TurnContext>, ports: Ports): void {
  registerCommands(app, ports, {
    ...commandRoutes(ports),
    ...captureRoutes(ports),
    ...taskRoutes(ports),
    ...recordRoutes(ports),
  })
  registerCapture(app, ports)
  registerTasks(app, ports)
  registerProjects(app, ports)
  registerHome(app, ports)
  registerHelp(app)
}

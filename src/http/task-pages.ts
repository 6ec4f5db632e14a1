import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NamedTask } from '../domain/task-address.ts'
import type { MessagePosition, Task } from '../domain/task.ts'
import type { Addresses, Log, Messenger, ProjectStore } from '../ports.ts'

export interface TaskPagesParts {
  readonly addresses: Pick<Addresses, 'at'>
  readonly taskNamed: (named: NamedTask) => Promise<Task | undefined>
  readonly projects: Pick<ProjectStore, 'get'>
  readonly messenger: Pick<Messenger, 'permalink'>
  /** Where Slack opens the app in a workspace. */
  readonly appPage: (workspaceId: string) => Promise<string>
  /** Real time in milliseconds. */
  readonly wall: () => number
  readonly log: Log
}

type Page = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** Followed links a minute and address, which may be a proxy's: people never get there, programs do. */
const MOST_A_MINUTE = 600
const MINUTE = 60_000
/** Addresses of messages that are remembered: they never change. */
const CAPACITY = 10_000

/**
 * The addresses of tasks, `/t/WORKSPACE/REFERENCE`: they lead into Slack, to the task's card where it has one, else to the
 * app. Slack asks who is there before it shows anything.
 *
 * Nothing is said of the task itself, and one that does not exist leads where one without a card does; so does a task of
 * a private project, whose card's place would tell that there is one.
 */
export function buildTaskPages(parts: TaskPagesParts): Page {
  const allowance = buildAllowance(parts.wall)
  const cardAddress = rememberAddresses(parts.messenger)
  return async (request, response) => {
    const named = isRead(request) ? parts.addresses.at(pathOf(request)) : null
    if (!named) return false
    if (!allowance(request.socket.remoteAddress ?? '')) {
      response.writeHead(429, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '60' })
      response.end('Too many links were followed from here. Wait a minute, then try again.\n')
      return true
    }
    const card = await cardOf(parts, named)
    const location = (card && (await cardAddress(named.workspaceId, card))) ?? (await parts.appPage(named.workspaceId))
    response.writeHead(302, { location, 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    response.end()
    return true
  }
}

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'

const pathOf = ({ url = '/' }: IncomingMessage): string =>
  URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : ''

/** The card that a link leads to, rather the one in the project's own channel. */
async function cardOf(
  { taskNamed, projects, log }: TaskPagesParts,
  named: NamedTask,
): Promise<MessagePosition | undefined> {
  try {
    const task = await taskNamed(named)
    const project = task && (await projects.get(task.workspaceId, task.projectId))
    if (!task || !project || project.private) return undefined
    return task.cards.find(({ channelId }) => channelId === project.channelId) ?? task.cards[0]
  } catch (error) {
    log.warn({ err: error, workspaceId: named.workspaceId }, 'A task’s address could not be looked up')
    return undefined
  }
}

/** Undefined where Slack does not tell: the message is gone, or nobody is connected. */
function rememberAddresses({ permalink }: TaskPagesParts['messenger']) {
  const known = new Map<string, string>()
  return async (workspaceId: string, { channelId, ts }: MessagePosition): Promise<string | undefined> => {
    const key = `${workspaceId} ${channelId} ${ts}`
    const found = known.get(key) ?? (await permalink(workspaceId, { channelId, ts }).catch(() => undefined))
    if (known.size >= CAPACITY) known.clear()
    if (found !== undefined) known.set(key, found)
    return found
  }
}

/** Counts by address and minute; false once there were too many. */
function buildAllowance(wall: () => number): (address: string) => boolean {
  let minute = 0
  const counts = new Map<string, number>()
  return (address) => {
    const now = Math.floor(wall() / MINUTE)
    if (now !== minute) counts.clear()
    minute = now
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count <= MOST_A_MINUTE
  }
}

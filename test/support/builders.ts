import type { Activity } from '../../src/domain/activity.ts'
import type { FormAside } from '../../src/domain/form-aside.ts'
import { NO_ANSWERS } from '../../src/domain/import.ts'
import type { Import } from '../../src/domain/import.ts'
import { DEFAULT_WORKING_HOURS } from '../../src/domain/member.ts'
import type { Member } from '../../src/domain/member.ts'
import type { Post } from '../../src/domain/notice.ts'
import type { Project } from '../../src/domain/project.ts'
import { NO_DETAILS } from '../../src/domain/task.ts'
import type { Task } from '../../src/domain/task.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/workspace.ts'
import type { Workspace } from '../../src/domain/workspace.ts'

/** A Friday morning in March, two days before Europe's clocks change: the day on which the builders' world was made. */
export const MADE_AT = new Date('2026-03-27T08:00:00Z')

/** Plain domain values, valid as they are; a test names only the facts that it is about. */
export const buildWorkspace = (overrides: Partial<Workspace> = {}): Workspace => ({
  id: 'T1',
  name: 'Fern & Field',
  enterprise: false,
  bot: { userId: 'UBOT', botId: 'BBOT', scopes: ['chat:write', 'commands'] },
  settings: DEFAULT_SETTINGS,
  uninstalledAt: null,
  createdAt: MADE_AT,
  version: 1,
  ...overrides,
})

export const buildMember = (overrides: Partial<Member> = {}): Member => ({
  workspaceId: 'T1',
  id: 'UANA',
  name: 'ana',
  realName: 'Ana Brandt',
  zone: 'Europe/Berlin',
  locale: 'en-GB',
  kind: 'member',
  deleted: false,
  workingHours: DEFAULT_WORKING_HOURS,
  version: 1,
  ...overrides,
})

export const buildProject = (overrides: Partial<Project> = {}): Project => ({
  workspaceId: 'T1',
  id: 'project-web',
  key: 'WEB',
  name: 'Website relaunch',
  client: 'Hollis Tea',
  channelId: 'CWEB',
  escalationChannelId: 'CESC',
  roles: { coordinator: 'UCLEO', projectManager: 'UDEV', teamLead: null, accountManager: null },
  accountableId: 'UCLEO',
  zone: 'Europe/Berlin',
  archived: false,
  private: false,
  phases: [],
  fields: [],
  cardsInChannel: false,
  digest: { enabled: true, at: '09:00', lastOn: null },
  nextDigestAt: null,
  createdAt: MADE_AT,
  version: 1,
  ...overrides,
})

export const buildTask = (overrides: Partial<Task> = {}): Task => ({
  workspaceId: 'T1',
  id: 'task-1',
  version: 1,
  reference: 'WEB-1',
  projectId: 'project-web',
  title: 'Fix hero copy',
  description: '',
  status: 'todo',
  priority: 'normal',
  ownerId: 'UANA',
  accountableId: null,
  dueAt: null,
  estimateMinutes: null,
  labels: [],
  dependsOnIds: [],
  ...NO_DETAILS,
  block: null,
  droppedReason: null,
  source: null,
  cards: [],
  followUp: { heardAt: null, nudgedAt: null, escalatedAt: null },
  nextCheckAt: null,
  createdBy: 'UCLEO',
  createdAt: MADE_AT,
  doneAt: null,
  ...overrides,
})

export const buildAside = (overrides: Partial<FormAside> = {}): FormAside => ({
  reader: buildMember(),
  project: null,
  people: new Map(),
  owner: null,
  due: null,
  load: null,
  more: false,
  minutes: null,
  texts: {},
  aside: [],
  ...overrides,
})

export const buildActivity = (overrides: Partial<Activity> = {}): Activity => ({
  workspaceId: 'T1',
  id: 'activity-1',
  taskId: 'task-1',
  projectId: 'project-web',
  at: MADE_AT,
  actorId: 'UANA',
  via: 'command',
  kind: 'changed',
  changes: [],
  note: null,
  undoes: null,
  taskVersion: 1,
  ...overrides,
})

export const buildImport = (overrides: Partial<Import> = {}): Import => ({
  workspaceId: 'T1',
  id: 'import-1',
  version: 0,
  actorId: 'UANA',
  projectId: 'project-web',
  fileName: 'plan.csv',
  digest: 'd1',
  separator: ',',
  header: ['Title', 'Who'],
  rowCount: 0,
  mapping: { title: 0, owner: 1 },
  answers: NO_ANSWERS,
  asked: { statuses: [], people: [] },
  state: 'proposed',
  plannedAt: MADE_AT,
  cursor: 0,
  made: 0,
  failed: 0,
  activityId: null,
  stopped: null,
  createdAt: MADE_AT,
  ...overrides,
})

export const buildPost = (overrides: Partial<Post> = {}): Post => ({
  workspaceId: 'T1',
  key: 'card:task-1:1',
  kind: 'card',
  to: { kind: 'channel', channelId: 'CWEB', threadTs: null },
  content: { text: 'Fix hero copy', blocks: [] },
  notBefore: MADE_AT,
  premise: null,
  cardOfTaskId: null,
  ...overrides,
})

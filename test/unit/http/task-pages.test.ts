import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildAddresses } from '../../../src/addresses.ts'
import type { Task } from '../../../src/domain/task.ts'
import { buildMetrics } from '../../../src/http/metrics.ts'
import { buildHttpServer } from '../../../src/http/server.ts'
import type { HttpServer } from '../../../src/http/server.ts'
import { buildTaskPages } from '../../../src/http/task-pages.ts'
import { buildProject, buildTask } from '../../support/builders.ts'
import { recordingLog } from '../../support/logs.ts'

const APP = 'https://slack.com/app_redirect?app=A1&team=T1'
const CARD = { channelId: 'CX', ts: '1.1' }
let server: HttpServer
let url: string
let task: Task
let projectFacts: object
let wall: number
let asked: string[]
let failing: boolean

beforeEach(async () => {
  task = buildTask({ reference: 'WEB-12', cards: [CARD] })
  projectFacts = {}
  wall = 0
  asked = []
  failing = false
  const log = recordingLog()
  const pages = buildTaskPages({
    addresses: buildAddresses('https://runsheet.example.com'),
    taskNamed: async ({ workspaceId, reference }) => {
      if (failing) throw new Error('the database is away')
      return workspaceId === 'T1' && reference === 'WEB-12' ? task : undefined
    },
    projects: { get: async () => buildProject(projectFacts) },
    messenger: {
      permalink: async (_, { channelId, ts }) => {
        asked.push(`${channelId} ${ts}`)
        if (channelId === 'CGONE') throw new Error('channel_not_found')
        return `https://fern.slack.com/archives/${channelId}/p${ts}`
      },
    },
    appPage: async () => APP,
    wall: () => wall,
    log,
  })
  server = buildHttpServer({ host: '127.0.0.1', port: 0, pages, checks: {}, metrics: buildMetrics(), log })
  url = `http://127.0.0.1:${(await server.listen()).port}`
})
afterEach(() => server.stop(100))

const visit = (path: string, method = 'GET') => fetch(`${url}${path}`, { redirect: 'manual', method })
const leadsTo = async (path: string): Promise<string | null> => (await visit(path)).headers.get('location')

it('leads to the task’s card in Slack, and asks Slack for its place once', async () => {
  const answer = await visit('/t/T1/WEB-12')
  expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://fern.slack.com/archives/CX/p1.1'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-security-policy')).toContain('default-src')
  expect(await leadsTo('/t/t1/web-12')).toContain('/archives/CX/')
  expect(asked).toEqual(['CX 1.1'])
})

it('leads rather to the card in the project’s own channel', async () => {
  task = { ...task, cards: [CARD, { channelId: 'CWEB', ts: '2.2' }] }
  expect(await leadsTo('/t/T1/WEB-12')).toContain('/archives/CWEB/')
})

it.each<[string, () => void]>([
  ['has no card', () => (task = { ...task, cards: [] })],
  ['has a card that is gone', () => (task = { ...task, cards: [{ channelId: 'CGONE', ts: '1.1' }] })],
  ['is of a private project', () => (projectFacts = { private: true })],
  ['cannot be looked up', () => (failing = true)],
])('leads to the app where the task %s, just as where there is none', async (_, change) => {
  change()
  const there = await visit('/t/T1/WEB-12')
  const none = await visit('/t/T1/WEB-99')
  for (const answer of [there, none]) {
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([302, APP, ''])
  }
})

it('is no page for anything else', async () => {
  expect((await visit('/t/T1/WEB-12', 'POST')).status).toBe(404)
  expect((await visit('/t/T1')).status).toBe(404)
  expect((await visit('/t/T1/WEB-12', 'HEAD')).status).toBe(302)
})

it('is followed a few hundred times a minute from one place, and again a minute later', async () => {
  for (let round = 0; round < 12; round += 1) {
    await Promise.all(Array.from({ length: 50 }, () => visit('/t/T1/WEB-12')))
  }
  const answer = await visit('/t/T1/WEB-12')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
  expect((await visit('/healthz')).status).toBe(200)
  wall = 60_000
  expect((await visit('/t/T1/WEB-12')).status).toBe(302)
}, 60_000)

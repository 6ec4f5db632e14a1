import { afterAll, beforeAll, expect, it } from 'vitest'
import { useStores } from '../store/stores.ts'
import { FakeSlack } from '../support/fake-slack.ts'
import { describeWith } from '../support/needs.ts'
import { CORPUS, readCorpus, sendCorpus } from '../support/payload-corpus.ts'
import type { SampleAnswer } from '../support/payload-corpus.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'

const world = useStores()

describeWith(CORPUS, 'the reference payloads')('every payload that Slack may send', () => {
  let app: SlackApp
  let slack: FakeSlack
  const seen: string[] = []

  beforeAll(async () => {
    slack = new FakeSlack()
    app = await startSlackApp(world.stores, world.clock)
    const listen = (what: string) => async (): Promise<void> => void seen.push(what)
    app.slack.app.command(/.*/, listen('command'))
    app.slack.app.action({ type: 'block_actions' }, listen('action'))
    app.slack.app.view(/.*/, listen('submission'))
    app.slack.app.view({ callback_id: /.*/, type: 'view_closed' }, listen('closed'))
    app.slack.app.shortcut(/.*/, listen('shortcut'))
    app.slack.app.options({ action_id: /.*/ }, listen('options'))
    app.slack.app.event(/.*/, listen('event'))
  })
  afterAll(async () => {
    await app?.stop()
    slack?.stop()
  })

  const expectAnswered = (answers: readonly SampleAnswer[]): void => {
    const wrong = answers.filter(({ status, milliseconds }) => status !== 200 || milliseconds > 2_900)
    expect(wrong.map(({ kind, status, milliseconds }) => ({ kind, status, milliseconds }))).toEqual([])
    expect(answers).toHaveLength(readCorpus().length)
  }

  it('from workspaces that have not installed the app is acknowledged, and no listener hears of it', async () => {
    expectAnswered(await sendCorpus(app))
    // Bolt asks nobody's leave for the two events by which a workspace goes.
    expect(new Set(seen)).toEqual(new Set(['event']))
  })

  it('from our workspace reaches its listener, or is acknowledged where Bolt cannot route it', async () => {
    seen.length = 0
    let number = 0
    const asOurs = (payload: object): object => {
      const text = JSON.stringify(payload)
        .replaceAll(/"(team_id|source_team|user_team|app_installed_team_id)":"T[^"]*"/g, '"$1":"T1"')
        .replaceAll(/"team":\{"(.*?)"id":"T[^"]*"/g, '"team":{"$1"id":"T1"')
        .replaceAll(/"team":\{"id":"T[^"]*"/g, '"team":{"id":"T1"')
        .replaceAll(/"event_id":"[^"]*"/g, () => `"event_id":"Ev-ours-${(number += 1)}"`)
      return JSON.parse(text) as object
    }
    expectAnswered(await sendCorpus(app, asOurs))
    expect(new Set(seen)).toEqual(
      new Set(['command', 'action', 'submission', 'closed', 'shortcut', 'options', 'event']),
    )
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { CAPTURE, COMMANDS, HOME, NUDGE, SHORTCUTS, TASK, VIEWS } from '../../src/block-kit/action-ids.ts'
import { readConfig } from '../../src/config.ts'
import { useStores } from '../store/stores.ts'
import { FakeSlack } from '../support/fake-slack.ts'
import { recordingLog } from '../support/logs.ts'
import { describeWith } from '../support/needs.ts'
import { CORPUS, readCorpus, sendCorpus, unanswered } from '../support/payload-corpus.ts'
import { freePort } from '../support/runsheet.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import { command, sendCommand, SIGNING_SECRET } from '../support/slack-requests.ts'
import type { SlackTarget } from '../support/slack-requests.ts'

const world = useStores()

/** Slack's samples as they would come from our workspace, each event a new one. */
function asOurs(payload: object): object {
  const text = JSON.stringify(payload)
    .replaceAll(/"(team_id|source_team|user_team|app_installed_team_id)":"T[^"]*"/g, '"$1":"T1"')
    .replaceAll(/"team":\{"(.*?)"id":"T[^"]*"/g, '"team":{"$1"id":"T1"')
    .replaceAll(/"team":\{"id":"T[^"]*"/g, '"team":{"id":"T1"')
    .replaceAll(/"event_id":"[^"]*"/g, () => `"event_id":"Ev-ours-${randomUUID()}"`)
  return JSON.parse(text) as object
}

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

  it('from workspaces that have not installed the app is acknowledged, and no listener hears of it', async () => {
    const answers = await sendCorpus(app)
    expect(answers).toHaveLength(readCorpus().length)
    expect(unanswered(answers)).toEqual([])
    // Bolt asks nobody's leave for the two events by which a workspace goes.
    expect(new Set(seen)).toEqual(new Set(['event']))
  })

  it('from our workspace reaches its listener, or is acknowledged where Bolt cannot route it', async () => {
    seen.length = 0
    expect(unanswered(await sendCorpus(app, asOurs))).toEqual([])
    expect(new Set(seen)).toEqual(
      new Set(['command', 'action', 'submission', 'closed', 'shortcut', 'options', 'event']),
    )
  })
})

describeWith(CORPUS, 'the reference payloads')('the whole of Runsheet', () => {
  let slack: FakeSlack
  let target: SlackTarget
  let app: ReturnType<typeof buildApp>
  const log = recordingLog()

  beforeAll(async () => {
    slack = new FakeSlack()
    const config = readConfig({
      MONGODB_URI: world.uri,
      PORT: String(await freePort()),
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: 'xoxb-one',
    })
    app = buildApp(config, log)
    const { port } = await app.start()
    target = { baseUrl: `http://127.0.0.1:${port}`, signingSecret: SIGNING_SECRET }
  })
  afterAll(async () => {
    await app?.stop()
    slack?.stop()
  })

  it('answers all of them in time', async () => {
    expect(unanswered(await sendCorpus(target))).toEqual([])
    expect(unanswered(await sendCorpus(target, asOurs))).toEqual([])
  })

  it.each([
    ['command', /^slash_command/, Object.values(COMMANDS)],
    ['action_id', /^block_/, [CAPTURE, TASK, NUDGE, HOME].flatMap((ids) => Object.values(ids))],
    ['callback_id', /^view_|^shortcut|^message_action/, [SHORTCUTS, VIEWS].flatMap((ids) => Object.values(ids))],
  ])('answers them in time under each %s of its own too, however little fits', async (name, kinds, ids) => {
    const field = new RegExp(`"${name}":"[^"]*"`, 'g')
    for (const id of ids) {
      const named = (payload: object): object =>
        JSON.parse(JSON.stringify(asOurs(payload)).replaceAll(field, `"${name}":"${id}"`)) as object
      const answers = await sendCorpus(target, named, kinds)
      expect(answers.length).toBeGreaterThan(5)
      expect(unanswered(answers)).toEqual([])
    }
  })

  it('ends nothing by it: the next command is answered as ever', async () => {
    const answer = (await (await sendCommand(target, command('help'))).json()) as { text: string }
    expect(answer.text).toContain('/task')
    expect(log.lines.filter(({ message }) => message === 'A request was answered by the last resort')).toEqual([])
  })
})

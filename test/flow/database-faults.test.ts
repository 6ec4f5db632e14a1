import { fullSight } from '../../src/domain/sight.ts'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { useStores } from '../store/stores.ts'
import { buildMember, buildProject } from '../support/builders.ts'
import { FakeSlack } from '../support/fake-slack.ts'
import { recordingLog } from '../support/logs.ts'
import { freePort } from '../support/runsheet.ts'
import { command, sendCommand, SIGNING_SECRET } from '../support/slack-requests.ts'
import type { SlackTarget } from '../support/slack-requests.ts'

const world = useStores()

/** An outside server lets nobody make its commands fail. */
const describeEmbedded = process.env['TEST_MONGODB_URI'] ? describe.skip : describe

describeEmbedded('a database that fails while somebody waits', () => {
  let slack: FakeSlack
  let target: SlackTarget
  let app: ReturnType<typeof buildApp>
  let client: MongoClient
  const log = recordingLog()

  beforeAll(async () => {
    slack = new FakeSlack()
    await world.stores.members.put(buildMember())
    await world.stores.projects.add(
      buildProject({ channelId: 'C1', digest: { enabled: false, at: '09:00', lastOn: null } }),
    )
    client = await MongoClient.connect(world.uri)
    const port = String(await freePort())
    app = buildApp(
      readConfig({
        MONGODB_URI: world.uri,
        PORT: port,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_BOT_TOKEN: 'xoxb-one',
      }),
      log,
    )
    const running = await app.start()
    target = { baseUrl: `http://127.0.0.1:${running.port}`, signingSecret: SIGNING_SECRET }
  })
  afterAll(async () => {
    await app?.stop()
    await client?.close()
    slack?.stop()
  })
  const failPoint = (mode: unknown, data: object = {}) =>
    client.db('admin').command({ configureFailPoint: 'failCommand', mode, data })
  afterEach(() => failPoint('off'))

  const say = async (text: string): Promise<string> => (await sendCommand(target, command(text))).text()
  const titles = async (): Promise<readonly string[]> => {
    const { tasks } = await world.stores.tasks.list(fullSight('T1'), {}, { offset: 0, limit: 50 })
    return tasks.map(({ title }) => title)
  }

  it.each(['insert', 'commitTransaction'])(
    'gives a reference that is in the log, and nothing is half written: %s',
    async (failing) => {
      await failPoint({ times: 1 }, { failCommands: [failing], errorCode: 8000 })
      const answer = await say(`Half written by ${failing}`)
      const reference = /Something went wrong \(reference ([A-Z0-9]{6})\)/.exec(answer)?.[1]
      expect(reference).toBeDefined()
      expect(log.lines.find(({ fields }) => fields['reference'] === reference)).toMatchObject({
        level: 'error',
        message: 'A request failed',
      })
      expect(answer).not.toContain('failpoint')
      expect(await titles()).not.toContain(`Half written by ${failing}`)
      expect(await say(`Whole after ${failing}`)).toContain('Created WEB-')
      expect(await titles()).toContain(`Whole after ${failing}`)
    },
  )

  it('that loses a race or a connection once is tried again unseen', async () => {
    const lostRace = { errorCode: 112, errorLabels: ['TransientTransactionError'] }
    await failPoint({ times: 1 }, { failCommands: ['insert'], ...lostRace })
    expect(await say('After a lost race')).toContain('Created WEB-')
    expect((await titles()).filter((title) => title === 'After a lost race')).toHaveLength(1)
  })

  it('that is slow delays the answer, not the acknowledgement', async () => {
    await failPoint({ times: 1 }, { failCommands: ['insert'], blockConnection: true, blockTimeMS: 2_600 })
    const begun = performance.now()
    expect(await say('Slow but sure')).toBe('')
    expect(performance.now() - begun).toBeLessThan(2_900)
    await expect
      .poll(() => slack.responses.map(({ body }) => String(body['text'])), { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/^Created WEB-\d+ Slow but sure$/))
    expect((await titles()).filter((title) => title === 'Slow but sure')).toHaveLength(1)
  })
})

import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { Mongoose, Schema } from 'mongoose'

/**
 * What a Slack app costs at least: Bolt checks the request, one document is inserted, and the command is acknowledged. For
 * `npm run bench -- commands`, beside Runsheet on the same database.
 *
 * With `whole` it writes what a task with a number and a history needs at least, in one transaction: what a creation costs
 * without anything that Runsheet does.
 *
 *     node --import tsx test/bench/bare-app.ts MONGODB_URI PORT SIGNING_SECRET API_URL [whole]
 */
const [, , uri = '', port = '', signingSecret = '', slackApiUrl = '', mode = ''] = process.argv
const mongoose = new Mongoose()
await mongoose.connect(uri, { dbName: 'bare', maxPoolSize: 30 })
const Line = mongoose.model('line', new Schema({ workspaceId: String, memberId: String, text: String, at: Date }))
const Entry = mongoose.model('entry', new Schema({ workspaceId: String, lineId: String, at: Date }))
const Counter = mongoose.model('counter', new Schema({ _id: String, last: Number }))
for (const model of [Line, Entry, Counter]) await model.createCollection()

interface Said {
  readonly team_id: string
  readonly user_id: string
  readonly text: string
}
const lineOf = ({ team_id: workspaceId, user_id: memberId, text }: Said) => ({
  workspaceId,
  memberId,
  text,
  at: new Date(),
})

/** A number, the document and an entry of its history: all of it or nothing. */
async function writeWhole(said: Said): Promise<void> {
  await Counter.findOneAndUpdate({ _id: said.team_id }, { $inc: { last: 1 } }, { upsert: true })
  await mongoose.connection.transaction(async (session) => {
    const [line] = await Line.create([lineOf(said)], { session })
    await Entry.create([{ workspaceId: said.team_id, lineId: String(line?._id), at: new Date() }], { session })
  })
}
const app = new App({
  token: 'xoxb-bare',
  receiver: new HTTPReceiver({ signingSecret, port: Number(port) }),
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl },
  convoStore: false,
})
app.command('/task', async ({ ack, command }) => {
  await (mode === 'whole' ? writeWhole(command) : Line.create(lineOf(command)))
  await ack('Noted.')
})
await app.start()
process.stdout.write('ready\n')

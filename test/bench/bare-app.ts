import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { Mongoose, Schema } from 'mongoose'

/**
 * What a Slack app costs at least: Bolt checks the request, one document is inserted, and the command is acknowledged. For
 * `npm run bench -- commands`, beside Runsheet on the same database.
 *
 *     node --import tsx test/bench/bare-app.ts MONGODB_URI PORT SIGNING_SECRET API_URL
 */
const [, , uri = '', port = '', signingSecret = '', slackApiUrl = ''] = process.argv
const mongoose = new Mongoose()
await mongoose.connect(uri, { dbName: 'bare', maxPoolSize: 30 })
const Line = mongoose.model('line', new Schema({ workspaceId: String, memberId: String, text: String, at: Date }))
await Line.createCollection()
const app = new App({
  token: 'xoxb-bare',
  receiver: new HTTPReceiver({ signingSecret, port: Number(port) }),
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl },
  convoStore: false,
})
app.command('/task', async ({ ack, command }) => {
  await Line.create({ workspaceId: command.team_id, memberId: command.user_id, text: command.text, at: new Date() })
  await ack('Noted.')
})
await app.start()
process.stdout.write('ready\n')

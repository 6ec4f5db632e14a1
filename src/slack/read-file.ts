import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { SharedFile } from '../ports.ts'
import { slackErrorOf } from './delivery.ts'

const Answer = z.object({
  file: z.looseObject({ id: z.string(), name: z.string(), permalink: z.string() }),
})

/** Reads what Slack shows of a file; undefined where Slack says that it is not there, or not for us. */
export async function readFile(client: WebClient, fileId: string): Promise<SharedFile | undefined> {
  try {
    const { file } = Answer.parse(await client.files.info({ file: fileId }))
    return { id: file.id, name: file.name, permalink: file.permalink }
  } catch (error) {
    if (slackErrorOf(error) === undefined) throw error
    return undefined
  }
}

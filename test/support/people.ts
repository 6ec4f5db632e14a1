import { expect } from 'vitest'
import type { ActRequest, Deed, InputValues, Message, UploadedFile } from '../../src/sandbox/protocol.ts'
import { read } from './drive.ts'
import type { Drive } from './drive.ts'

/** What came of something that a person did. */
export interface Outcome {
  /** All that is new or changed for them because of it, as they read it. */
  readonly text: string
  /** The form that is open then, as they read it; empty where none is. */
  readonly form: string
  /** What they wrote, or the answer to what they did: it is there to be pressed and replied to. */
  readonly message: Message
}

/** Somebody who does in the sandbox what one does in Slack: types, presses what is labelled so, and reads. */
export interface Person {
  /** Types a command. */
  types(channel: string, line: string): Promise<Outcome>
  writes(channel: string, text: string, files?: readonly UploadedFile[]): Promise<Outcome>
  /** Writes into the thread of a message. */
  replies(to: Message, text: string, files?: readonly UploadedFile[]): Promise<Outcome>
  edits(own: Message, text: string): Promise<Outcome>
  deletes(own: Message): Promise<Outcome>
  presses(label: string, on: Message): Promise<Outcome>
  /** Uses a shortcut of a message's menu. */
  picks(shortcut: string, of: Message): Promise<Outcome>
  /** Fills in the open form and sends it off. */
  sends(values?: InputValues): Promise<Outcome>
  /** What a message's thread says to everybody, one message after the other. */
  thread(of: Message): Promise<readonly Message[]>
  /** Their newest direct message from Runsheet that has these words, once it has come. */
  hears(words: string): Promise<Message>
  /** How many direct messages from Runsheet have these words. */
  heard(words: string): Promise<number>
}

/** A member of the sandbox by their name. */
function personOf(bot: Drive, name: string): Person {
  const does = async (deed: Deed): Promise<Outcome> => {
    const done = await bot.act({ as: name, ...deed, wait_ms: 15_000 } satisfies ActRequest)
    const own = deed.do === 'message' ? done.seen.find(({ bot_id: from }) => from === undefined) : undefined
    const answer = done.seen.findLast(({ ephemeral }) => ephemeral) ?? done.seen.at(-1)
    // What leads to no message leaves none to be pressed: whoever presses it all the same is told that it is not there.
    const message = own ?? answer ?? ({ channel: '', ts: '', plain: '', pings: [] } as unknown as Message)
    return { text: read(done), form: done.modal?.plain ?? '', message }
  }
  const at = ({ channel = '', ts }: Message) => ({ channel, ts })
  const newest = async (words: string) => (await bot.dm(name)).findLast(({ plain }) => plain.includes(words))
  return {
    types: (channel, text) => does({ do: 'command', channel, text }),
    writes: (channel, text, files = []) => does({ do: 'message', channel, text, files }),
    replies: ({ channel = '', ts, thread_ts: root = ts }, text, files = []) =>
      does({ do: 'message', channel, text, files, thread_ts: root }),
    edits: (own, text) => does({ do: 'edit', ...at(own), text }),
    deletes: (own) => does({ do: 'delete', ...at(own) }),
    presses: (label, on) => does({ do: 'click', ...at(on), label }),
    picks: (shortcut, of) => does({ do: 'message_shortcut', ...at(of), name: shortcut }),
    sends: (values = {}) => does({ do: 'submit', values }),
    thread: async ({ channel = '', ts, thread_ts: root = ts }) =>
      (await bot.messages(channel, name, root)).filter(({ ephemeral }) => !ephemeral),
    hears: async (words) => {
      await expect.poll(() => newest(words), { message: `${name} hears: ${words}` }).toBeDefined()
      return { ...(await newest(words))!, channel: '@Runsheet' }
    },
    heard: async (words) => (await bot.dm(name)).filter(({ plain }) => plain.includes(words)).length,
  }
}

/** The people of the sandbox's own agency, and its client. */
export const castOf = (bot: Drive) => ({
  /** Coordinates, from Berlin. */
  ana: personOf(bot, 'ana'),
  /** Runs the accounts, from New York. */
  ben: personOf(bot, 'ben'),
  /** Manages the projects and answers for them, from Berlin. */
  cleo: personOf(bot, 'cleo'),
  /** Leads the team, from Manila. */
  dev: personOf(bot, 'dev'),
  /** Designs, in Manila. */
  eve: personOf(bot, 'eve'),
  /** Makes the work, in New York. */
  finn: personOf(bot, 'finn'),
  /** The client's brand manager, in London; of a workspace of her own, with which the campaign's channel is shared. */
  gita: personOf(bot, 'gita'),
})

import { SlackError } from '../api/errors.ts'
import { answer } from '../deliveries/respond.ts'
import { basePayload, channelName, commandPayload } from '../deliveries/payloads.ts'
import { issueHook } from '../deliveries/hooks.ts'
import type { DeliveryResult } from '../deliveries/transport.ts'
import { messageShape } from '../shapes/message.ts'
import { typedCommand } from '../text/typed.ts'
import { lengthOf } from '../block-kit/schema.ts'
import type { UserRecord } from '../world/records.ts'
import { acknowledged } from './acknowledged.ts'
import { sameLabel } from './controls.ts'
import { CallerFault, Shown } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, need } from './fields.ts'
import { hasApp, installFor, messageAt, place } from './people.ts'
import type { Drive } from './show.ts'

const MAX_COMMAND = 8000

/** Runs a slash command as typed: `/task list me`. */
export async function command(drive: Drive, user: UserRecord, body: Body): Promise<number | null> {
  const { s } = drive
  const typed = need(body, 'text').trim()
  const channel = place(s, user, need(body, 'channel'))
  const [, name, rest] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? []
  if (name === undefined) throw new CallerFault('a command begins with a slash: "/task list me"')
  if (lengthOf(typed) > MAX_COMMAND) throw new CallerFault(`a command has ${MAX_COMMAND} characters at most`)
  const known = s.manifest.commands.find((c) => c.command === name)
  if (!known || !hasApp(s, user))
    throw new Shown(
      `${name} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    )
  if (maybe(body, 'thread_ts') !== undefined) throw new Shown(`${name} is not supported in threads. Sorry!`)
  const install = installFor(s, user)
  const text = typedCommand(s.world, user.teamId, rest ?? '', known.shouldEscape)
  const result = await s.transport.send({
    kind: 'slash_commands',
    name,
    channel: channel.id,
    payload: commandPayload({ s, install, user }, channel, name, text),
  })
  if (result.outcome !== 'acked') throw new Shown(`${name} failed with the error "${failure(result)}"`)
  if (result.body !== undefined && result.body !== '') {
    try {
      answer(s, { install, channel: channel.id, userId: user.id, typed }, result.body)
    } catch (error) {
      if (error instanceof SlackError) throw new Shown(`${name} failed with the error "${error.code}"`, result.ms)
      throw error
    }
  }
  return result.ms
}

function failure(result: DeliveryResult): string {
  switch (result.outcome) {
    case 'timeout':
      return 'operation_timeout'
    case 'connection_failed':
      return 'dispatch_failed'
    case 'http_error':
      return result.status >= 500 ? 'http_service_error' : 'http_client_error'
    case 'acked':
      return ''
  }
}

function shortcutNamed(drive: Drive, user: UserRecord, type: 'message' | 'global', name: string) {
  const all = hasApp(drive.s, user) ? drive.s.manifest.shortcuts.filter((shortcut) => shortcut.type === type) : []
  const found = all.find((shortcut) => sameLabel(shortcut.name) === sameLabel(name) || shortcut.callbackId === name)
  const labels = all.map((shortcut) => shortcut.name)
  if (found) return found
  throw new CallerFault(`there is no ${type} shortcut "${name}"; there are: ${labels.join(', ') || 'none'}`, {
    status: 404,
    labels,
  })
}

export async function globalShortcut(drive: Drive, user: UserRecord, body: Body): Promise<number> {
  const { s } = drive
  const { callbackId } = shortcutNamed(drive, user, 'global', need(body, 'name'))
  const result = await s.transport.send({
    kind: 'interactive',
    name: 'shortcut',
    payload: {
      type: 'shortcut',
      ...basePayload({ s, install: installFor(s, user), user }),
      callback_id: callbackId,
      action_ts: s.world.nextTs(),
    },
  })
  return acknowledged(result)
}

export async function messageShortcut(drive: Drive, user: UserRecord, body: Body): Promise<number> {
  const { s } = drive
  const { callbackId } = shortcutNamed(drive, user, 'message', need(body, 'name'))
  const channel = place(s, user, need(body, 'channel'))
  const message = messageAt(s, user, channel, need(body, 'ts'))
  if (message.ephemeralTo) throw new CallerFault('a message that only you see has no shortcuts')
  const install = installFor(s, user)
  const result = await s.transport.send({
    kind: 'interactive',
    name: 'message_action',
    channel: channel.id,
    payload: {
      type: 'message_action',
      ...basePayload({ s, install, user }, { channelId: channel.id }),
      callback_id: callbackId,
      action_ts: s.world.nextTs(),
      message_ts: message.ts,
      channel: { id: channel.id, name: channelName(channel) },
      message: messageShape(s.world, message, s.url()),
      response_url: issueHook(s, { install, channel: channel.id, userId: user.id, kind: 'app-actions' }),
    },
  })
  return acknowledged(result)
}

import { normaliseBlocks } from '../block-kit/normalise.ts'
import { isRecord } from '../block-kit/schema.ts'
import { checkView } from '../block-kit/validate.ts'
import type { Block, SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { viewShape } from '../shapes/view.ts'
import { blockText } from '../text/app-text.ts'
import type { ViewRecord } from '../world/records.ts'
import { openView, publishHome, homeOf, topView, updateView } from '../world/views.ts'
import type { ViewContent } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { invalidArguments, invalidView, SlackError } from './errors.ts'
import { json, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { userArg } from './places.ts'

/** Bytes of a view's JSON that Slack takes. */
const MAX_VIEW = 250_000
const MAX_STACK = 3

/** Checks a view and puts it as Slack keeps it. */
export function readView(
  s: Services,
  teamId: string,
  view: unknown,
  surfaces: readonly ('modal' | 'home')[],
): ViewContent {
  const issues = checkView(view, surfaces)
  if (issues.length > 0) throw invalidView(issues)
  if (!isRecord(view)) throw invalidArguments('must provide an object [json-pointer:/view]')
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW) throw new SlackError('view_too_large')
  const { type, blocks, external_id: externalId, ...fields } = view
  return {
    type: type === 'home' ? 'home' : 'modal',
    blocks: normaliseBlocks(blocks as Block[], blockText(s.world, teamId)), // checked above
    externalId: typeof externalId === 'string' ? externalId : '',
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainText(value)])),
  }
}

const plainText = (value: unknown): unknown =>
  isRecord(value) && value.type === 'plain_text' ? { emoji: true, ...value } : value

/** An `external_id` stands for one view of a workspace. */
export function refuseDuplicate(
  world: World,
  content: ViewContent,
  own: Pick<ViewRecord, 'teamId'> & Partial<Pick<ViewRecord, 'id'>>,
): void {
  if (content.externalId === '') return
  const other = world.views.find((v) => v.externalId === content.externalId && v.teamId === own.teamId)
  if (other && other.id !== own.id) throw new SlackError('duplicate_external_id')
}

function open(call: Call, push: boolean): SlackObject {
  const { world, triggers } = call.s
  const content = readView(call.s, call.teamId, call.args['view'], ['modal'])
  const id = text(call, 'trigger_id') ?? text(call, 'interactivity_pointer')
  if (!id) throw invalidArguments('missing required field: trigger_id')
  refuseDuplicate(world, content, { teamId: call.teamId })
  const trigger = triggers.use(id)
  if (typeof trigger === 'string') throw new SlackError(trigger)
  if (trigger.installId !== call.install.id) throw new SlackError('invalid_trigger_id')
  const owner = { teamId: trigger.teamId, appId: call.install.appId, userId: trigger.userId }
  if (!push) return { view: viewShape(world, openView(world, owner, content, { conversation: trigger.channelId })) }
  const stack = world.stacks.get(trigger.userId)?.views ?? []
  const on = topView(world, trigger.userId)
  if (!on || trigger.viewId === undefined || !stack.includes(trigger.viewId)) throw new SlackError('not_found')
  if (stack.length >= MAX_STACK) throw new SlackError('push_limit_reached')
  return { view: viewShape(world, openView(world, owner, content, { on, conversation: trigger.channelId })) }
}

function update(call: Call): SlackObject {
  const { world } = call.s
  const [id, external] = [text(call, 'view_id'), text(call, 'external_id')]
  if (!id && !external) throw invalidArguments('missing required field: view_id')
  const view = world.views.find(
    (v) => v.appId === call.install.appId && v.type === 'modal' && (id ? v.id === id : v.externalId === external),
  )
  const content = readView(call.s, call.teamId, call.args['view'], ['modal'])
  if (!view) throw new SlackError('not_found')
  const hash = text(call, 'hash')
  if (hash && hash !== view.hash) throw new SlackError('hash_conflict')
  const kept = content.externalId === '' ? { ...content, externalId: view.externalId } : content
  refuseDuplicate(world, kept, view)
  return { view: viewShape(world, updateView(world, view, kept)) }
}

function publish(call: Call): SlackObject {
  const { world } = call.s
  const content = readView(call.s, call.teamId, call.args['view'], ['home'])
  const user = userArg(call, 'user_id', 'missing_profile_id')
  if (!call.s.manifest.homeTab) throw new SlackError('not_enabled')
  const owner = { teamId: user.teamId, appId: call.install.appId, userId: user.id }
  const hash = text(call, 'hash')
  const shown = homeOf(world, owner)
  if (hash && shown && hash !== shown.hash) throw new SlackError('hash_conflict')
  refuseDuplicate(world, content, shown ?? { teamId: owner.teamId })
  return { view: viewShape(world, publishHome(world, owner, content)) }
}

const VIEW = { view: json('required'), interactivity_pointer: string() } as const

export const VIEWS: MethodTable = {
  'views.open': { tier: 4, scopes: [], args: { ...VIEW, trigger_id: string() }, run: (call) => open(call, false) },
  'views.push': { tier: 4, scopes: [], args: { ...VIEW, trigger_id: string() }, run: (call) => open(call, true) },
  'views.update': {
    tier: 4,
    scopes: [],
    args: { view: json('required'), view_id: string(), external_id: string(), hash: string() },
    run: update,
  },
  'views.publish': {
    tier: 4,
    scopes: [],
    args: { ...VIEW, user_id: string('required'), hash: string() },
    run: publish,
  },
}

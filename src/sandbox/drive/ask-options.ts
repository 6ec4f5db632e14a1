import { optionGroup, plainOption } from '../block-kit/objects.ts'
import { arr, isRecord, lengthOf } from '../block-kit/schema.ts'
import type { Issue } from '../block-kit/schema.ts'
import { issueText } from '../block-kit/validate.ts'
import { basePayload } from '../deliveries/payloads.ts'
import type { SlackObject } from '../protocol.ts'
import { objects } from '../text/elements.ts'
import { acknowledged } from './acknowledged.ts'
import type { Control } from './controls.ts'
import { Shown } from './fault.ts'
import type { Surface } from './surface.ts'

export interface Offered {
  readonly options: readonly SlackObject[]
  readonly groups: readonly SlackObject[]
}

/** A search opens no modal and is answered by its acknowledgement alone. */
function withoutAnswers(payload: SlackObject): SlackObject {
  const { trigger_id: _trigger, response_url: _url, state: _state, ...rest } = payload
  return rest
}

/** Asks the app what an external select offers for what is typed. */
export async function offered(surface: Surface, control: Control, query: string): Promise<Offered> {
  const least = Number(control.element['min_query_length'] ?? 3)
  if (lengthOf(query) < least) throw new Shown(`Type at least ${least} characters to see options.`)
  const { s } = surface.doing
  const result = await s.transport.send({
    kind: 'interactive',
    name: 'block_suggestion',
    payload: {
      type: 'block_suggestion',
      ...withoutAnswers({ ...basePayload(surface.doing), ...surface.context(control) }),
      action_id: control.actionId,
      block_id: control.blockId,
      value: query,
    },
  })
  acknowledged(result)
  const body = isRecord(result.body) ? result.body : {}
  const issues: Issue[] = []
  if (body['option_groups'] === undefined) arr(plainOption, 100)(body['options'], '/options', issues)
  else arr(optionGroup, 100)(body['option_groups'], '/option_groups', issues)
  if (issues.length > 0)
    throw new Shown(`The app gave options that Slack does not take: ${issues.map(issueText).join('; ')}`)
  const found = { options: objects(body['options']), groups: objects(body['option_groups']) }
  surface.offers.add(control, flat(found))
  return found
}

const flat = ({ options, groups }: Offered): SlackObject[] => [
  ...options,
  ...groups.flatMap((group) => objects(group['options'])),
]

export async function askOptions(surface: Surface, control: Control, query: string): Promise<readonly SlackObject[]> {
  return flat(await offered(surface, control, query))
}

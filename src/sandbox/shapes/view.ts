import type { SlackObject } from '../protocol.ts'
import type { ViewRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { installIn } from '../world/lookup.ts'

/** Slack's view object. `state` holds what the person has typed so far. */
export function viewShape(world: World, view: ViewRecord, withState = true): SlackObject {
  const install = installIn(world, view.appId, view.teamId)
  return {
    id: view.id,
    team_id: view.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: '',
    callback_id: '',
    state: { values: withState ? view.values : {} },
    hash: view.hash,
    title: null,
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...view.fields,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: view.appId,
    external_id: view.externalId,
    app_installed_team_id: install?.teamId ?? view.teamId,
    bot_id: install?.botId ?? '',
  }
}

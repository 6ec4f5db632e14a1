import type { Credentials } from '../protocol.ts'
import { firstTeam, installIn } from '../world/lookup.ts'
import type { Drive } from './show.ts'

/** What an app needs to be, or to become, installed here. The sandbox listens on loopback only and keeps no secrets from it. */
export function readCredentials({ s }: Drive): Credentials {
  const team = firstTeam(s.world)
  const install = team ? installIn(s.world, s.app.id, team.id) : undefined
  return {
    api_url: `${s.url()}/api/`,
    authorize_url: `${s.url()}/oauth/v2/authorize`,
    client_id: s.app.clientId,
    client_secret: s.app.clientSecret,
    signing_secret: s.app.signingSecret,
    app_token: s.app.appToken,
    bot_token: install?.botToken ?? null,
  }
}

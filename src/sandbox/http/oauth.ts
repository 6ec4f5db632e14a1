import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Codes, Granted } from '../api/oauth.ts'
import type { Services } from '../services.ts'
import { installIn } from '../world/lookup.ts'
import { uninstall } from '../world/installs.ts'
import { send } from './answer.ts'
import { readBody } from './body.ts'

/** Serves `/oauth/v2/authorize`, the page on which somebody allows the app into a workspace, and `/apps/manage`. */
export async function serveOAuth(
  s: Services,
  codes: Codes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', s.url())
  const posted = request.method === 'POST'
  const form = new URLSearchParams(posted ? ((await readBody(request, 100_000))?.toString('utf8') ?? '') : '')
  if (url.pathname === '/apps/manage') return manage(s, response, form)
  const asked = readAsk(s, url.searchParams)
  if (typeof asked === 'string')
    return html(response, 400, 'Something is not right', `<p role="alert">${escapeHtml(asked)}</p>`)
  if (!posted) return html(response, 200, `Install ${s.manifest.name}`, consent(s, asked))
  const to = new URL(asked.redirectUri)
  if (asked.state !== null) to.searchParams.set('state', asked.state)
  if (form.get('answer') !== 'allow') {
    to.searchParams.set('error', 'access_denied')
    return redirect(response, to)
  }
  const granted = readGrant(s, asked, form)
  if (!granted) return html(response, 400, 'Something is not right', '<p role="alert">Say where and as whom.</p>')
  to.searchParams.set('code', codes.issue(granted))
  return redirect(response, to)
}

/** Where and as whom somebody allowed it. */
function readGrant(s: Services, asked: Ask, form: URLSearchParams): Granted | undefined {
  const place = form.get('place') ?? ''
  const team = s.world.teams.get(place) ?? s.world.teams.find((t) => t.enterpriseId === place)
  const user =
    s.world.users.get(form.get('user') ?? '') ?? s.world.users.find((u) => u.teamId === team?.id && u.kind === 'admin')
  if (!user || !team) return undefined
  const { redirectUri, scopes, userScopes, challenge } = asked
  const orgWide = place === team.enterpriseId
  return {
    teamId: team.id,
    orgWide,
    userId: user.id,
    scopes,
    userScopes,
    redirectUri,
    ...(challenge ? { challenge } : {}),
  }
}

interface Ask {
  readonly redirectUri: string
  readonly state: string | null
  readonly scopes: readonly string[]
  readonly userScopes: readonly string[]
  readonly team: string | null
  readonly challenge: string | null
}

const list = (text: string | null): string[] => (text ?? '').split(/[,\s]+/).filter((part) => part !== '')

/** What the app asks for; a text when Slack would not show the page. */
function readAsk(s: Services, query: URLSearchParams): Ask | string {
  if (query.get('client_id') !== s.app.clientId) return 'invalid_client_id: the client_id is not that of this app'
  const scopes = list(query.get('scope'))
  const userScopes = list(query.get('user_scope'))
  if (scopes.length === 0 && userScopes.length === 0) return 'no_scopes: the app asks for no scopes'
  const unknown = scopes.filter((scope) => !s.manifest.botScopes.includes(scope))
  if (unknown.length > 0) return `invalid_scope: the manifest has no ${unknown.join(', ')}`
  const redirectUri = query.get('redirect_uri') ?? s.manifest.redirectUrls[0]
  if (redirectUri === undefined || !allowedRedirect(s, redirectUri)) {
    return `bad_redirect_uri: ${redirectUri ?? '(none)'} is not among the manifest's redirect_urls`
  }
  return {
    redirectUri,
    scopes,
    userScopes,
    state: query.get('state'),
    team: query.get('team'),
    challenge: query.get('code_challenge'),
  }
}

/** It begins with one of the manifest's; where the manifest has none, any address of this machine will do. */
function allowedRedirect(s: Services, uri: string): boolean {
  if (s.manifest.redirectUrls.length > 0) return s.manifest.redirectUrls.some((allowed) => uri.startsWith(allowed))
  return /^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//.test(uri)
}

function consent(s: Services, asked: Ask): string {
  const teams = s.world.teams.filter((t) => asked.team === null || t.id === asked.team)
  const orgs = s.manifest.orgDeploy ? [...s.world.enterprises.all()] : []
  const places = [...teams, ...orgs.map((o) => ({ id: o.id, name: `${o.name} (whole organisation)` }))]
  const people = s.world.users.filter((u) => u.kind === 'admin' && !u.deleted)
  const option = (id: string, name: string): string => `<option value="${id}">${escapeHtml(name)}</option>`
  return `<p><strong>${escapeHtml(s.manifest.name)}</strong> is requesting permission to access a workspace. It asks for:</p>
<ul>${[...asked.scopes, ...asked.userScopes].map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')}</ul>
<form method="post">
<p><label>Where <select name="place">${places.map((p) => option(p.id, p.name)).join('')}</select></label></p>
<p><label>As <select name="user">${people.map((u) => option(u.id, `${u.realName} (${s.world.teams.get(u.teamId)?.name ?? ''})`)).join('')}</select></label></p>
<p><button name="answer" value="cancel">Cancel</button> <button name="answer" value="allow">Allow</button></p>
</form>`
}

/** Where the app is installed, with a way to take it out. */
async function manage(s: Services, response: ServerResponse, form: URLSearchParams): Promise<void> {
  const wanted = form.get('uninstall')
  const found = wanted === null ? undefined : installIn(s.world, s.app.id, wanted)
  if (found) await uninstall(s, found)
  const rows = [...s.world.teams.all()].map((team) => {
    const there = installIn(s.world, s.app.id, team.id)
    const button = there ? `<button name="uninstall" value="${team.id}">Remove app</button>` : 'not installed'
    return `<tr><th scope="row">${escapeHtml(team.name)}</th><td>${button}</td></tr>`
  })
  await s.world.commit()
  return html(response, 200, `Manage ${s.manifest.name}`, `<form method="post"><table>${rows.join('')}</table></form>`)
}

function redirect(response: ServerResponse, to: URL): void {
  send(response, 302, '', { location: to.toString() })
}

function html(response: ServerResponse, status: number, title: string, body: string): void {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:36rem;margin:3rem auto;padding:0 1rem}th{text-align:left;padding-right:2rem}</style>
</head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
  send(response, status, page, { 'content-type': 'text/html; charset=utf-8' })
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The parts of an app's manifest that a workspace acts on; everything else in it is left alone. */
export interface Manifest {
  readonly name: string
  readonly description: string
  readonly color: string
  readonly botName: string
  readonly botScopes: readonly string[]
  readonly userScopes: readonly string[]
  readonly redirectUrls: readonly string[]
  readonly commands: readonly ManifestCommand[]
  readonly shortcuts: readonly ManifestShortcut[]
  readonly botEvents: readonly string[]
  readonly unfurlDomains: readonly string[]
  readonly homeTab: boolean
  readonly messagesTab: boolean
  readonly messagesReadOnly: boolean
  readonly interactive: boolean
  readonly socketMode: boolean
  readonly tokenRotation: boolean
  readonly orgDeploy: boolean
  readonly requestUrl: string | undefined
}

export interface ManifestCommand {
  readonly command: string
  readonly description: string
  readonly usageHint: string
  readonly shouldEscape: boolean
}

export interface ManifestShortcut {
  readonly name: string
  readonly type: 'message' | 'global'
  readonly callbackId: string
  readonly description: string
}

type Tree = { readonly [key: string]: unknown }

const tree = (value: unknown): Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)
const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === 'string')

/** Reads a parsed `manifest.yml` or `manifest.json`; throws with what is wrong where an app could not exist so. */
export function readManifest(source: unknown): Manifest {
  const root = tree(source)
  const display = tree(root['display_information'])
  const features = tree(root['features'])
  const oauth = tree(root['oauth_config'])
  const settings = tree(root['settings'])
  const events = tree(settings['event_subscriptions'])
  const home = tree(features['app_home'])
  const name = text(display['name'])
  if (!name) throw new Error('the manifest has no display_information.name')
  return {
    name,
    description: text(display['description']),
    color: text(display['background_color'], '#4a154b'),
    botName: text(tree(features['bot_user'])['display_name'], name),
    botScopes: texts(tree(oauth['scopes'])['bot']),
    userScopes: texts(tree(oauth['scopes'])['user']),
    redirectUrls: texts(oauth['redirect_urls']),
    commands: list(features['slash_commands']).map(command),
    shortcuts: list(features['shortcuts']).map(shortcut),
    botEvents: texts(events['bot_events']),
    unfurlDomains: texts(features['unfurl_domains']),
    homeTab: home['home_tab_enabled'] === true,
    messagesTab: home['messages_tab_enabled'] !== false,
    messagesReadOnly: home['messages_tab_read_only_enabled'] === true,
    interactive: tree(settings['interactivity'])['is_enabled'] === true,
    socketMode: settings['socket_mode_enabled'] === true,
    tokenRotation: settings['token_rotation_enabled'] === true,
    orgDeploy: settings['org_deploy_enabled'] === true,
    requestUrl: typeof events['request_url'] === 'string' ? events['request_url'] : undefined,
  }
}

function command(source: unknown): ManifestCommand {
  const fields = tree(source)
  const name = text(fields['command'])
  if (!/^\/[^\s]{1,31}$/.test(name)) throw new Error(`slash_commands: "${name}" is no command, one is like /task`)
  return {
    command: name,
    description: text(fields['description']),
    usageHint: text(fields['usage_hint']),
    shouldEscape: fields['should_escape'] === true,
  }
}

function shortcut(source: unknown): ManifestShortcut {
  const fields = tree(source)
  return {
    name: text(fields['name']),
    type: fields['type'] === 'message' ? 'message' : 'global',
    callbackId: text(fields['callback_id']),
    description: text(fields['description']),
  }
}

/** What the app asks for at an installation; `manifest.yml` says what each is for, and a test holds the two together. */
export const BOT_SCOPES = [
  'commands',
  'chat:write',
  'chat:write.public',
  'im:write',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
  'app_mentions:read',
  'reactions:read',
  'files:read',
  'files:write',
  'links:read',
  'links:write',
  'users:read',
] as const

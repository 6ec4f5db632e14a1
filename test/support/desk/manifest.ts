/** The manifest of a small desk-booking app that has nothing to do with Runsheet: it tries what any Bolt app may use. */
export const DESK_MANIFEST = {
  display_information: { name: 'Desk', description: 'Books desks in the office', background_color: '#2f5da3' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'Desk', always_online: true },
    shortcuts: [
      { name: 'Book a desk', type: 'global', callback_id: 'book_desk', description: 'Opens the form' },
      { name: 'Book for this', type: 'message', callback_id: 'book_for_message', description: 'A desk for a message' },
    ],
    slash_commands: [
      { command: '/desk', description: 'Books a desk', usage_hint: '[form | show | wish]', should_escape: false },
      { command: '/desk-slow', description: 'Never answers', should_escape: false },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:history',
        'channels:read',
        'chat:write',
        'commands',
        'files:read',
        'files:write',
        'im:history',
        'reactions:read',
        'users:read',
      ],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened', 'app_mention', 'message.channels', 'reaction_added'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
    org_deploy_enabled: false,
    token_rotation_enabled: false,
  },
} as const

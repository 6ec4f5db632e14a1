/** The manifest of the small app in `app.ts`. */
export const MANIFEST = {
  display_information: { name: 'Pollster', description: 'Asks people things', background_color: '#2c3e50' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'Pollster', always_online: true },
    shortcuts: [
      { name: 'New poll', type: 'global', callback_id: 'new_poll', description: 'Starts a poll' },
      {
        name: 'Make a poll of it',
        type: 'message',
        callback_id: 'poll_of',
        description: 'Turns a message into a poll',
      },
    ],
    slash_commands: [
      { command: '/poll', description: 'Starts a poll', usage_hint: '[question]', should_escape: true },
      { command: '/raw', description: 'Says what it got', should_escape: false },
      { command: '/slow', description: 'Never answers' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:history',
        'channels:join',
        'channels:read',
        'chat:write',
        'commands',
        'groups:history',
        'groups:read',
        'im:history',
        'im:read',
        'im:write',
        'mpim:read',
        'reactions:read',
        'reactions:write',
        'team:read',
        'usergroups:read',
        'users:read',
        'dnd:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'app_mention',
        'member_joined_channel',
        'message.channels',
        'message.im',
        'reaction_added',
        'user_change',
      ],
    },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
}

/** The workspace without a seed file: an agency of six with five channels, one of which is shared with a client. */
export const DEFAULT_SEED = {
  workspaces: [
    {
      name: 'Northlight Studio',
      domain: 'northlight',
      members: [
        { name: 'ana', real_name: 'Ana Keller', tz: 'Europe/Berlin', kind: 'admin', title: 'Coordinator' },
        { name: 'ben', real_name: 'Ben Ortiz', tz: 'America/New_York', title: 'Account manager' },
        { name: 'cleo', real_name: 'Cleo Brandt', tz: 'Europe/Berlin', title: 'Project manager' },
        { name: 'dev', real_name: 'Dev Santos', tz: 'Asia/Manila', title: 'Team lead' },
        { name: 'eve', real_name: 'Eve Reyes', tz: 'Asia/Manila', title: 'Designer' },
        { name: 'finn', real_name: 'Finn Walsh', tz: 'America/New_York', title: 'Developer' },
      ],
      channels: [
        { name: 'general', purpose: 'Announcements for everybody' },
        { name: 'web-redesign', purpose: 'The new website' },
        { name: 'brand-refresh', purpose: 'Logo, type and colours' },
        {
          name: 'autumn-campaign',
          purpose: 'Campaign for the autumn',
          members: ['ana', 'ben', 'cleo', 'dev', 'eve', 'finn', 'Harbour Foods/gita'],
          shared_with: ['Harbour Foods'],
        },
        { name: 'escalations', purpose: 'What needs attention now' },
      ],
    },
    {
      name: 'Harbour Foods',
      domain: 'harbour-foods',
      members: [{ name: 'gita', real_name: 'Gita Rao', tz: 'Europe/London', title: 'Brand manager at Harbour Foods' }],
    },
  ],
}

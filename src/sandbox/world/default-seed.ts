/** The workspace without a seed file: an agency of six, a client's contact, and five channels. */
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
        { name: 'autumn-campaign', purpose: 'Campaign for the autumn' },
        { name: 'escalations', purpose: 'What needs attention now' },
      ],
    },
  ],
}

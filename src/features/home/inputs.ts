import { z } from 'zod'

/** Somebody opened the app: its Home tab, or the tab with its messages. */
export const AppHomeOpened = z
  .looseObject({ user: z.string(), tab: z.string().optional() })
  .transform(({ user, tab }) => ({ memberId: user, isHome: tab === 'home' }))

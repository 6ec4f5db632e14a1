import type { World } from '../world/world.ts'
import { linkText } from './typed.ts'
import { tidyText } from './tokens.ts'

/** Top-level text of an app: addresses become links unless `parse` is `none`; names only with `link_names` or `full`. */
export function appText(
  world: World,
  teamId: string,
  text: string,
  options: { readonly parse?: string; readonly linkNames?: boolean },
): string {
  const places = options.linkNames === true || options.parse === 'full'
  return linkText(world, teamId, tidyText(text), {
    people: false,
    places,
    urls: options.parse !== 'none',
    bare: false,
    labels: false,
  })
}

/** Text of a mrkdwn object: unless it is verbatim, `@here`, user groups, `#channel` and addresses become links. */
export const blockText =
  (world: World, teamId: string) =>
  (text: string, verbatim: boolean): string =>
    verbatim
      ? tidyText(text)
      : linkText(world, teamId, tidyText(text), { people: false, places: true, urls: true, bare: false, labels: false })

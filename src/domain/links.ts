import type { TaskLink } from './task.ts'

export const LINK_LIMITS = { links: 20, url: 1000, text: 100 } as const

export type LinkFault = 'not-an-address' | 'address-too-long' | 'text-too-long' | 'too-many'

/**
 * An address as it is kept; null where it is none that a browser opens as a page.
 *
 * One with a user name in it (`https://bank.com@example.com`) is refused: it reads as if it led elsewhere.
 */
export function readAddress(words: string): string | null {
  if (!/^https?:\/\//i.test(words) || !URL.canParse(words)) return null
  const { protocol, username, password, host, href } = new URL(words)
  return /^https?:$/.test(protocol) && host !== '' && username === '' && password === '' ? href : null
}

/** Links as people edit them: one a line, the address first and then what they call it. */
export const linkLines = (links: readonly TaskLink[]): string =>
  links.map(({ url, text }) => (text === null ? url : `${url} ${text}`)).join('\n')

/** Reads edited links, empty lines left out; one that is named twice is kept once. Where one is none, its line is told. */
export function readLinks(
  words: string,
): { readonly links: readonly TaskLink[] } | { readonly fault: LinkFault; readonly line: string } {
  let links: readonly TaskLink[] = []
  for (const line of words.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '') continue
    const [address = '', ...rest] = line.split(/\s+/)
    const added = addLinks(links, [address], rest.length > 0 ? rest.join(' ') : null)
    if ('fault' in added) return { fault: added.fault, line }
    links = added.links
  }
  return { links }
}

/** Adds addresses to a task's links; one that is there already gets the new text, and keeps its own where none is given. */
export function addLinks(
  links: readonly TaskLink[],
  addresses: readonly string[],
  text: string | null,
): { readonly links: readonly TaskLink[] } | { readonly fault: LinkFault } {
  if (text !== null && text.length > LINK_LIMITS.text) return { fault: 'text-too-long' }
  let all = links
  for (const words of addresses) {
    const url = readAddress(words)
    if (url === null) return { fault: 'not-an-address' }
    if (url.length > LINK_LIMITS.url) return { fault: 'address-too-long' }
    all = all.some((link) => link.url === url)
      ? all.map((link) => (link.url === url ? { url, text: text ?? link.text } : link))
      : [...all, { url, text }]
  }
  return all.length > LINK_LIMITS.links ? { fault: 'too-many' } : { links: all }
}

/** One `<…>` of Slack's text. */
export type Token =
  | { readonly kind: 'user'; readonly id: string; readonly label: string | undefined }
  | { readonly kind: 'channel'; readonly id: string; readonly label: string | undefined }
  | { readonly kind: 'group'; readonly id: string; readonly label: string | undefined }
  | { readonly kind: 'special'; readonly name: 'here' | 'channel' | 'everyone' }
  | { readonly kind: 'date'; readonly unix: number; readonly format: string; readonly fallback: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string | undefined }

const TOKEN = /<([^<>]+)>/g

/** Replaces each token in a text; what is between angle brackets but no token is given to `other`. */
export function replaceTokens(
  text: string,
  token: (token: Token, source: string) => string,
  other: (source: string) => string = (source) => source,
): string {
  return text.replaceAll(TOKEN, (source, inner: string) => {
    const read = readToken(inner)
    return read ? token(read, source) : other(source)
  })
}

export function tokensIn(text: string): Token[] {
  const found: Token[] = []
  replaceTokens(text, (token, source) => {
    found.push(token)
    return source
  })
  return found
}

function readToken(inner: string): Token | undefined {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? undefined : inner.slice(bar + 1)
  const rest = target.slice(1)
  switch (target[0]) {
    case '@':
      return /^[UWB][A-Z0-9]{2,}$/.test(rest) ? { kind: 'user', id: rest, label } : undefined
    case '#':
      return /^[CGD][A-Z0-9]{2,}$/.test(rest) ? { kind: 'channel', id: rest, label } : undefined
    case '!':
      return readSpecial(rest, label)
    default:
      return /^(https?:\/\/|mailto:|tel:|slack:\/\/)\S+$/i.test(target)
        ? { kind: 'link', url: target, label }
        : undefined
  }
}

function readSpecial(rest: string, label: string | undefined): Token | undefined {
  if (rest === 'here' || rest === 'channel' || rest === 'everyone') return { kind: 'special', name: rest }
  if (rest.startsWith('subteam^')) return { kind: 'group', id: rest.slice('subteam^'.length), label }
  const date = /^date\^(-?\d+)\^([^^]*)(?:\^.*)?$/s.exec(rest)
  if (date) return { kind: 'date', unix: Number(date[1]), format: date[2] ?? '', fallback: label ?? '' }
  return undefined
}

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Text of an app as Slack keeps it: tokens stay, loose `&`, `<` and `>` are escaped, escapes are left as they are. */
export function tidyText(text: string): string {
  const kept: string[] = []
  const held = replaceTokens(text, (_token, source) => {
    kept.push(source)
    return `\uE000${kept.length - 1}\uE001`
  })
  return held
    .replaceAll(/&(?!amp;|lt;|gt;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\uE000(\d+)\uE001/g, (_all, index: string) => kept[Number(index)] ?? '')
}

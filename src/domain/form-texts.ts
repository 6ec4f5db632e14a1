/** What Slack lets a person type into one input. */
export const INPUT_LIMIT = 3000
/** How far back a cut may go to stand between words. */
const CUT_BACK = 200

/** What the inputs of a form hold, by the input's name: what was typed, or the one thing that was chosen. */
export type FormState = Readonly<Record<string, string | null>>
/** What was chosen in inputs that take several things. */
export type FormLists = Readonly<Record<string, readonly string[]>>

/** A long text in pieces that fit an input each, cut behind white space where there is some. */
export function textParts(text: string): readonly string[] {
  const parts: string[] = []
  for (let rest = text; parts.length === 0 || rest !== '';) {
    const end = rest.length > INPUT_LIMIT ? cutBefore(rest) : rest.length
    parts.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return parts
}

function cutBefore(text: string): number {
  // Shorter than a piece that had to be cut within a word, by which the two are told apart.
  for (let at = INPUT_LIMIT - 2; at > INPUT_LIMIT - CUT_BACK; at -= 1) if (/\s/.test(text.charAt(at - 1))) return at
  return /[\uD800-\uDBFF]/.test(text.charAt(INPUT_LIMIT - 1)) ? INPUT_LIMIT - 1 : INPUT_LIMIT
}

/** The pieces put together again, also where what stood at their edges was trimmed on its way. */
export const joinedParts = (parts: readonly string[]): string =>
  parts.reduce((text, part, index) => {
    const before = parts[index - 1] ?? ''
    const isCut = before.length >= INPUT_LIMIT - 1 || /\s$/.test(before) || /^\s/.test(part)
    return isCut || before === '' || part === '' ? text + part : `${text} ${part}`
  }, '')

/** The name of one of the inputs that a long text is spread over, counted from 1: `description`, `description-2` and so on. */
export const partName = (name: string, part: number): string => (part === 1 ? name : `${name}-${part}`)

/** What stands in the inputs of a long text, as many as there are; undefined where the form has none. */
export function longText(state: FormState, name: string): string | undefined {
  if (!(name in state)) return undefined
  const parts: string[] = []
  for (let part = 1; partName(name, part) in state; part += 1) parts.push(state[partName(name, part)] ?? '')
  return joinedParts(parts)
}

/** What was chosen in the inputs that a long list is spread over; undefined where the form has none. */
export function longList(lists: FormLists, name: string): readonly string[] | undefined {
  if (!(name in lists)) return undefined
  const chosen: string[] = []
  for (let part = 1; partName(name, part) in lists; part += 1) chosen.push(...(lists[partName(name, part)] ?? []))
  return chosen
}

/** Words with which people begin or end a conversation; they are no task. */
const GREETING =
  /^(?:hi|hiya|hello|hey|hallo|moin|servus|hola|bonjour|salut|ciao|good (?:morning|afternoon|evening)|help(?: me)?|\?)$/i
const THANKS =
  /^(?:thanks|thx|ty|cheers|thank you|many thanks|thanks a lot|thank you very much|danke|merci|gracias|great|perfect)$/i

/** What a message says without marks, emoji, and a `there` or `Runsheet` behind a greeting. */
const bare = (said: string): string =>
  said
    .replaceAll(/:[\w+-]+:/g, ' ')
    .replaceAll(/[\s!.,…]+/g, ' ')
    .trim()
    .replace(/(?<=\S)\s+(?:there|runsheet|all|again)$/i, '')
    .replace(/(?<=\w)\?+$/, '')
    .replace(/^\?+$/, '?')

/** Courtesies and cries for help, which are answered and never taken for a task's title; null for all else. */
export function smallTalk(said: string): 'greeting' | 'thanks' | null {
  const words = bare(said)
  if (GREETING.test(words)) return 'greeting'
  return THANKS.test(words) ? 'thanks' : null
}

/**
 * What a message that names Runsheet says to it: the rest behind the name, where the message begins with it or with a
 * greeting before it. Null where Runsheet is merely named in a sentence that is meant for others.
 *
 * @param text as Slack sends it
 */
export function saidTo(botUserId: string, text: string): string | null {
  const found = new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>(?:[,:;](?=\\s|$))?`).exec(text)
  if (!found) return null
  const before = text
    .slice(0, found.index)
    .replace(/[\s,]+$/, '')
    .trim()
  const rest = text.slice(found.index + found[0].length).trim()
  // `@Runsheet!` says no more than the name.
  const behind = /[\p{L}\p{N}?]/u.test(rest) ? rest : ''
  if (before === '') return behind
  if (smallTalk(before) === null) return null
  return behind === '' ? before : behind
}

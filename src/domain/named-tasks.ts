/** What is quoted or is code names nothing, nor does what stands in a link or a mention. */
const PASSED_OVER = /```[^]*?(?:```|(?![^]))|`[^`\n]*`|^&gt;.*$|<[^<>\n]*>/gm

/** A reference that stands by itself: no piece of a path, a file's name, an address or a longer word. */
const REFERENCE =
  /(?<![\p{L}\p{N}_/\\.@#:+-])([A-Z][A-Z0-9]{1,5})[-‐‑–]([1-9]\d{0,8})(?![\p{L}\p{N}_/\\-]|\.[\p{L}\p{N}])/giu

/**
 * The references that a message names in passing, in capitals, each once.
 *
 * @param text as Slack sends it
 */
export const namedInPassing = (text: string): readonly string[] => [
  ...new Set(
    [...text.replaceAll(PASSED_OVER, ' ').matchAll(REFERENCE)].map(
      ([, key = '', number = '']) => `${key.toUpperCase()}-${number}`,
    ),
  ),
]

/** The addresses in a message, as they stand there. */
export const linksIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/<(https?:[^<>|\s]+)(?:\|[^<>]*)?>/g)].flatMap(([, url]) => url ?? [])),
]

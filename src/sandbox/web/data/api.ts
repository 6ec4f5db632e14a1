import type { Refused } from '../../protocol.ts'

const path = (name: string, query: Readonly<Record<string, string | undefined>>): string => {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const search = new URLSearchParams(filled).toString()
  return `/sandbox/${name}${search ? `?${search}` : ''}`
}

const unreachable: Refused = { ok: false, error: 'The sandbox does not answer. Is it still running?' }

/** Reads from the drive API; undefined where it cannot be reached or knows no such thing. */
export async function read<T>(
  name: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<T | undefined> {
  try {
    const answer = await fetch(path(name, query))
    if (!answer.ok) return undefined
    // The shapes are the server's own types: both sides compile against protocol.ts.
    return (await answer.json()) as T
  } catch {
    return undefined
  }
}

/** Sends to the drive API. What it refuses, and that it cannot be reached, comes back as an answer, never as a throw. */
export async function send<T>(name: string, body: unknown): Promise<T | Refused> {
  try {
    const answer = await fetch(`/sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    // As above: protocol.ts is the contract of both sides, refusals included.
    return (await answer.json()) as T | Refused
  } catch {
    return unreachable
  }
}

/** The address of the stream of changes that a person would notice. */
export const streamAddress = (as: string, workspace: string): string => path('stream', { as, workspace })

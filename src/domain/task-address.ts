/** Which task an address names. */
export interface NamedTask {
  readonly workspaceId: string
  readonly reference: string
}

const PATH = /^\/t\/([TE][A-Z0-9]{1,20})\/([A-Z][A-Z0-9]{1,5}-[1-9][0-9]{0,8})\/?$/i

/** Reads the path of a task's address; null for every other path. */
export function readTaskPath(path: string): NamedTask | null {
  const [, workspaceId, reference] = PATH.exec(path) ?? []
  if (workspaceId === undefined || reference === undefined) return null
  return { workspaceId: workspaceId.toUpperCase(), reference: reference.toUpperCase() }
}

/** A task's address for people; `publicUrl` is where they reach Runsheet. */
export const taskAddress = (publicUrl: string, { workspaceId, reference }: NamedTask): string =>
  new URL(`/t/${workspaceId}/${reference}`, publicUrl).href

/** The task that a link leads to; null for links elsewhere. */
export function readTaskAddress(publicUrl: string, url: string): NamedTask | null {
  if (!URL.canParse(url)) return null
  const { origin, pathname } = new URL(url)
  return origin === new URL(publicUrl).origin ? readTaskPath(pathname) : null
}

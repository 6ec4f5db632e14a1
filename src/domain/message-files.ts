import type { Attachment } from './task.ts'

/** A file as its message tells of it. */
interface Told {
  readonly id: string
  readonly name: string
  readonly permalink: string
}

/** The files of a message as a task's, each once; one without an address of the web cannot be led to. */
export const attachmentsOf = (
  files: readonly Told[],
  came: Pick<Attachment, 'addedBy' | 'message'>,
): readonly Attachment[] => {
  const known = new Map(files.map((file) => [file.id, file]))
  return [...known.values()]
    .filter(({ permalink }) => /^https?:\/\//i.test(permalink))
    .map(({ id, name, permalink }) => ({ fileId: id, name, permalink, ...came }))
}

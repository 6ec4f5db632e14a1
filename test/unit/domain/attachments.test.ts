import { describe, expect, it } from 'vitest'
import { addedFiles, ATTACHMENT_LIMIT, keptOf, withFiles, withoutFile } from '../../../src/domain/attachments.ts'
import type { Attachment } from '../../../src/domain/task.ts'

const MESSAGE = { channelId: 'C1', ts: '1.1' }
const file = (fileId: string, message: Attachment['message'] = MESSAGE): Attachment => ({
  fileId,
  name: `${fileId}.png`,
  permalink: `https://x.slack.com/files/${fileId}`,
  addedBy: 'UANA',
  message,
})
const ids = (files: readonly Attachment[]): string => files.map(({ fileId }) => fileId).join(' ')
const [one, two, three] = [file('one'), file('two'), file('three', { channelId: 'C2', ts: '1.1' })]

describe('files of a task', () => {
  it('are each there once, as they first came', () => {
    expect(ids(withFiles([one], [two, { ...one, name: 'other' }]))).toBe('one two')
    expect(withFiles([one], [{ ...one, name: 'other' }])).toEqual([one])
  })

  it('are not without end', () => {
    const many = Array.from({ length: ATTACHMENT_LIMIT + 5 }, (_, index) => file(`f${index}`))
    expect(withFiles([], many)).toEqual(many.slice(0, ATTACHMENT_LIMIT))
  })

  it('go with their message, or from it', () => {
    const all = [one, two, three, file('four', null)]
    expect(ids(keptOf(all, MESSAGE, []))).toBe('three four')
    expect(ids(keptOf(all, MESSAGE, ['two']))).toBe('two three four')
    expect(ids(keptOf(all, { channelId: 'C9', ts: '1.1' }, []))).toBe('one two three four')
  })

  it('go when they are deleted', () => expect(ids(withoutFile([one, two], 'one'))).toBe('two'))

  it('are told once they are new', () => expect(ids(addedFiles([one], [two, one, three]))).toBe('two three'))
})

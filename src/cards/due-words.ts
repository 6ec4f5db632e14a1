import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import type { Member } from '../domain/member.ts'
import { calendarOf, isWorking } from '../domain/working-time.ts'
import { localWords } from './words.ts'

/**
 * What a due date is to its owner, behind what it is to the reader: their clock where it shows something else, and that
 * they do not work then; nothing where there is nothing to say. In mrkdwn.
 */
export function dueForOwner(at: Date, owner: Member, reader: Member): string {
  const theirs = localWords(at, owner.zone, reader.locale)
  // Work is due by an instant: what counts is whether they work in the minute before it.
  const works = isWorking(calendarOf(owner), new Date(at.getTime() - 1))
  const who = line(owner.realName, 80)
  if (theirs !== localWords(at, reader.zone, reader.locale)) {
    const outside = works ? '' : `, ${bold('outside their working hours')}`
    return `; for ${who}: ${theirs} (${escape(owner.zone)})${outside}`
  }
  return works ? '' : `; ${bold(`outside ${owner.id === reader.id ? 'your' : `${who}’s`} working hours`)}`
}

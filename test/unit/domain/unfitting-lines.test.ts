import { describe, expect, it } from 'vitest'
import { isSurelyCommand, parseCommand } from '../../../src/domain/command.ts'
import { speech } from './speech.ts'

const read = (line: string) => parseCommand(line, speech())

describe('a verb whose rest does not fit it', () => {
  it.each([
    ['Label WEB-12 jars', 'label'],
    ['label WEB-12 foo bar', 'label'],
    ['link WEB-12 javascript:alert(1)', 'address'],
    ['Link WEB-12 footer to the imprint', 'address'],
    ['Check WEB-12 links on staging', 'item'],
    ['Watch WEB-12 video with the client', 'references-only'],
    ['accept WEB-12 terms and conditions', 'references-only'],
    ['show WEB-12 please', 'references-only'],
    ['history WEB-12 please', 'history-page'],
    ['Merge WEB-12 branch to main', 'into'],
    ['phase WEB-12 the one that comes after this one', 'phase'],
    ['depends WEB-12 strongly', 'reference'],
    ['undo 2', 'nothing'],
    ['undo WEB-12', 'nothing'],
    ['undo that', 'nothing'],
    ['export xml', 'format'],
    ['export xlsx WEB overdue', 'format'],
  ])('says what the verb needs instead of making a task: %s', (line, missing) => {
    expect(read(line)).toMatchObject({ kind: 'incomplete', missing, typed: line })
  })

  it.each([
    'due WEB-12',
    'assign',
    'depends WEB-12, WEB-13 on',
    'raci WEB-12 C:none for all',
    'list me overdue sort:no',
  ])('is surely no title: %s', (line) => {
    expect(isSurelyCommand(read(line))).toBe(true)
  })

  it.each(['Watch WEB-12 video with the client', 'estimate WEB-12 some time soon', 'done WEB-12', 'Fix it', ''])(
    'may be one: %j',
    (line) => {
      expect(isSurelyCommand(read(line))).toBe(false)
    },
  )

  it.each([
    'Undo 2 of the changes',
    'Export pdf',
    'Export excel of the budget',
    'Check the links on staging',
    'Check WBE-12 links',
    'Label WEB-12 jars due fri',
    'Link WEB-12 footer to the imprint <@U1|ana>',
    'WEB-12 link is broken',
  ])('may begin a task: %s', (line) => {
    expect(read(line).kind).toBe('create')
  })
})

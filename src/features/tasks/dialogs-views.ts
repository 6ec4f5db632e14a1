import { VIEWS } from '../../block-kit/action-ids.ts'
import { modal, remember, section } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { personInput, textInput } from '../../block-kit/inputs.ts'
import { taskName } from '../../cards/change-words.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

/** Asks until when the owner needs. `origin` is what the submission needs: the task and where it was pressed. */
export const needUntilForm = (sheet: TaskSheet, origin: Origin): View =>
  modal({
    callbackId: VIEWS.needUntil,
    title: 'Need until…',
    submit: 'Save',
    metadata: remember(origin),
    blocks: [
      section(taskName(sheet)),
      textInput({
        blockId: 'due',
        label: 'New due date',
        optional: false,
        placeholder: 'fri 5pm, tomorrow, in 2 days, 2026-03-06',
        hint: 'In words or as a date, in your time zone. A day alone means the end of your working day.',
      }),
      textInput({
        blockId: 'note',
        label: 'Why',
        placeholder: 'What changed? Everyone on the task can read it.',
        multiline: true,
        maxLength: 1000,
      }),
    ],
  })

export const blockedForm = (sheet: TaskSheet, origin: Origin): View =>
  modal({
    callbackId: VIEWS.blocked,
    title: 'Blocked…',
    submit: 'Save',
    metadata: remember(origin),
    blocks: [
      section(taskName(sheet)),
      textInput({
        blockId: 'reason',
        label: 'What does it wait on?',
        optional: false,
        placeholder: 'the client’s logo',
        multiline: true,
        maxLength: 1000,
      }),
      personInput({ blockId: 'person', label: 'Whom does it wait on?', placeholder: 'Nobody in particular' }),
    ],
  })

/** Asks why somebody does not take a task over; they need not say. */
export const declineForm = (sheet: TaskSheet, origin: Origin): View =>
  modal({
    callbackId: VIEWS.decline,
    title: 'Decline…',
    submit: 'Decline',
    metadata: remember(origin),
    blocks: [
      section(taskName(sheet)),
      textInput({
        blockId: 'note',
        label: 'Why',
        placeholder: 'What should they know? Perhaps who else could do it.',
        multiline: true,
        maxLength: 1000,
      }),
    ],
  })

export const handOffForm = (sheet: TaskSheet, origin: Origin): View =>
  modal({
    callbackId: VIEWS.handOff,
    title: sheet.task.ownerId ? 'Hand off…' : 'Assign…',
    submit: 'Save',
    metadata: remember(origin),
    blocks: [
      section(taskName(sheet)),
      personInput({ blockId: 'owner', label: 'New owner', optional: false, placeholder: 'Who takes it over?' }),
      textInput({
        blockId: 'note',
        label: 'Note',
        placeholder: 'What should they know?',
        multiline: true,
        maxLength: 1000,
      }),
    ],
  })

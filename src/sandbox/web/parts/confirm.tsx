import { signal } from '@preact/signals'
import type { TextObject } from '../../protocol.ts'
import { plainOf, TextView } from '../text/text-view.tsx'
import { Dialog } from './dialog.tsx'

/** Slack's confirmation object. */
export interface ConfirmObject {
  readonly title: TextObject
  readonly text: TextObject
  readonly confirm: TextObject
  readonly deny: TextObject
  readonly style?: 'primary' | 'danger'
}

interface Question {
  readonly ask: ConfirmObject
  readonly answer: (yes: boolean) => void
}

const question = signal<Question | undefined>(undefined)

/** Asks the person; resolves to true at once where there is nothing to ask. */
export function confirmed(ask: ConfirmObject | undefined): Promise<boolean> {
  if (!ask) return Promise.resolve(true)
  return new Promise((resolve) => {
    question.value = {
      ask,
      answer: (yes) => {
        question.value = undefined
        resolve(yes)
      },
    }
  })
}

const text = (words: string): TextObject => ({ type: 'plain_text', text: words })

/** The same for questions of the page itself. */
export const confirmWords = (title: string, body: string, yes: string): Promise<boolean> =>
  confirmed({ title: text(title), text: text(body), confirm: text(yes), deny: text('Cancel'), style: 'danger' })

/** Where the question is shown. */
export function ConfirmHost() {
  const open = question.value
  if (!open) return null
  const { ask, answer } = open
  return (
    <Dialog
      title={plainOf(ask.title)}
      class="confirm"
      onClose={() => answer(false)}
      footer={
        <>
          <button type="button" class="button" onClick={() => answer(false)}>
            {plainOf(ask.deny) || 'Cancel'}
          </button>
          <button type="button" class={`button button-${ask.style ?? 'primary'}`} onClick={() => answer(true)}>
            {plainOf(ask.confirm) || 'Yes'}
          </button>
        </>
      }
    >
      <TextView text={ask.text} />
    </Dialog>
  )
}

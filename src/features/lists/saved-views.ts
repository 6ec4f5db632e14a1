import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import type { KnownBlock } from '../../block-kit/blocks.ts'
import { clipMarked } from '../../block-kit/limits.ts'
import { bold, code, escape } from '../../block-kit/mrkdwn.ts'
import { counted } from '../../cards/words.ts'
import type { SavedList } from '../../domain/list-view.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { viewWords } from '../../cards/list-words.ts'

/** As many as one message holds, with two buttons each. */
const SHOWN = 12
const WORDS_SHOWN = 250

type People = ReadonlyMap<string, Member>

const savedBlocks = ({ name, view }: SavedList, people: People): readonly KnownBlock[] => [
  section(`${bold(escape(name))} · ${clipMarked(viewWords(view, people), WORDS_SHOWN)}`),
  actions(button('Show', TASK.say, `list ${name}`), button('Forget', TASK.sayOther, `list forget:${name}`)),
]

const HOW = `Save one: ${code('/task list me overdue sort:priority save:hot')}. Then ${code('/task list hot')} shows it.`

/** The lists that somebody has saved, each with Show and Forget. */
export function savedListsReply(lists: readonly SavedList[], people: People): MessageContent {
  if (lists.length === 0)
    return { text: 'You have saved no lists yet.', blocks: [section(`You have saved no lists yet. ${HOW}`)] }
  const hidden = lists.length - SHOWN
  const more = lists.slice(SHOWN).map(({ name }) => escape(name))
  return {
    text: `Your saved lists: ${lists.map(({ name }) => escape(name)).join(', ')}`,
    blocks: [
      section(bold(`Your ${counted(lists.length, 'saved list')}`)),
      ...lists.slice(0, SHOWN).flatMap((list) => savedBlocks(list, people)),
      ...(hidden > 0
        ? [section(`And ${hidden} more, each shown by its name behind ${code('/task list')}: ${more.join(', ')}.`)]
        : []),
      context('Only you see them, and each shows what fits it now.'),
    ],
  }
}

/** A list was forgotten; those that are left. */
export function forgottenReply(name: string, left: readonly SavedList[], people: People): MessageContent {
  const rest = left.length > 0 ? savedListsReply(left, people).blocks : []
  const said = `Forgot ${bold(escape(name))}. Its tasks stay as they are.`
  return { text: `Forgot ${escape(name)}.`, blocks: [section(said), ...rest] }
}

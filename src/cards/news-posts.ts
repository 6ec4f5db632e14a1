import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, section } from '../block-kit/blocks.ts'
import { fit } from '../block-kit/limits.ts'
import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import type { Activity } from '../domain/activity.ts'
import type { Member } from '../domain/member.ts'
import { isNews } from '../domain/news.ts'
import type { News } from '../domain/news.ts'
import type { MessageContent, Post } from '../domain/notice.ts'
import { recipientsOf, rolesOf } from '../domain/raci.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { MINUTE } from '../domain/time.ts'
import { changeSentence, taskName } from './change-words.ts'
import { inWorkingTime } from './posts.ts'
import { listed, nameOf, STATUS_WORDS } from './words.ts'

/** What happens within so long of the first change is told together. */
const BURST = MINUTE
const NOTES_SHOWN = 5
const NOTE_SHOWN = 500

/** Those who know of it: who did it, and a new owner, who is told that they are. */
const knowing = ({ task }: TaskSheet, { actorId, changes, undoes }: Activity): readonly string[] => [
  ...(actorId ? [actorId] : []),
  ...(task.ownerId && undoes === null && changes.some(({ fact }) => fact === 'ownerId') ? [task.ownerId] : []),
]

/**
 * Tells those who watch a task of what somebody else did, in their own working time. Within a burst, and while it waits
 * for working time, one message stands for all.
 */
export function newsPosts(sheet: TaskSheet, entry: Activity): readonly Post[] {
  const { task, project, people } = sheet
  if (task.watcherIds.length === 0 || !isNews(entry)) return []
  const roles = rolesOf(task, project, [...people.values()])
  return recipientsOf('watched', roles, knowing(sheet, entry)).members.map((member) => ({
    workspaceId: task.workspaceId,
    key: `news:${task.id}:${member.id}:${entry.id}`,
    bundle: `news:${task.id}`,
    kind: 'news',
    to: { kind: 'member', memberId: member.id },
    content: { draws: 'news', taskId: task.id, memberId: member.id, since: entry.at },
    notBefore: inWorkingTime(member, new Date(entry.at.getTime() + BURST)),
    premise: null,
    cardOfTaskId: null,
  }))
}

/** Why work stopped, where the news is that it did. */
function reasonOf({ task }: TaskSheet, { changes }: News): readonly string[] {
  if (!changes.some(({ fact }) => fact === 'status')) return []
  const reason = task.droppedReason ?? task.block?.reason
  return reason ? [`Why: ${line(reason, NOTE_SHOWN)}`] : []
}

/** What became of a task that somebody watches; `people` are those who did it. */
export function newsNotice(sheet: TaskSheet, news: News, people: ReadonlyMap<string, Member>): MessageContent {
  const { task } = sheet
  const name = `${escape(task.reference)} ${line(task.title, 150)}`
  const by = news.changedByIds.length > 0 ? listed(news.changedByIds.map((id) => nameOf(people, id))) : 'Runsheet'
  const authors = news.notes.map(({ actorId }) => nameOf(people, actorId ?? ''))
  const said = fit(
    news.notes.map(({ note }, index) => `${authors[index]} noted: ${line(note ?? '', NOTE_SHOWN)}`),
    NOTES_SHOWN,
    (hidden) => `and ${hidden} notes more`,
  )
  const changed = news.changes.length > 0
  return {
    text: changed
      ? `${by} changed ${name}: ${STATUS_WORDS[task.status]}`
      : `${listed([...new Set(authors)])} noted on ${name}`,
    blocks: [
      section(
        [
          changed ? changeSentence(sheet, news.changes).replace(/\.$/, ` (${by}).`) : taskName(sheet),
          ...reasonOf(sheet, news),
          ...said,
        ].join('\n'),
      ),
      actions(button('Show task', TASK.show, task.id), button('Stop watching', TASK.unwatch, task.id)),
      context(`You get this because you watch ${bold(escape(task.reference))}.`),
    ],
  }
}

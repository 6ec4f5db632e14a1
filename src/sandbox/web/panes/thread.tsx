import { Composer } from '../composer/composer.tsx'
import { closeThread } from '../data/go.ts'
import { conversationName } from '../data/people.ts'
import { actorId, channelOf, thread, threadMessages } from '../data/store.ts'
import { MessageList } from '../message/message-list.tsx'
import { Icon } from '../parts/icon.tsx'

/** The thread beside the conversation. */
export function ThreadPane() {
  const at = thread.value
  if (!at) return null
  const list = threadMessages.value
  const place = channelOf(at.channel) ? `#${conversationName(at.channel)}` : conversationName(at.channel)
  return (
    <aside
      class="thread"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closeThread()
      }}
    >
      <header class="heading">
        <div class="heading-name">
          <h2>Thread</h2>
          <p class="muted">{place}</p>
        </div>
        <button type="button" class="icon-button" aria-label="Close thread" title="Close thread" onClick={closeThread}>
          <Icon name="close" />
        </button>
      </header>
      {list ? (
        <>
          <MessageList
            key={`${actorId.value} ${at.ts}`}
            channel={at.channel}
            messages={list}
            inThread
            label="Messages in the thread"
          />
          <Composer channel={at.channel} thread={at.ts} label="Reply…" />
        </>
      ) : (
        <div class="scroll" aria-busy="true" />
      )}
    </aside>
  )
}

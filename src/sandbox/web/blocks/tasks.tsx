import { Icon } from '../parts/icon.tsx'
import type { IconName } from '../parts/icon.tsx'
import { OutLink } from '../text/inline.tsx'
import { RichText } from '../text/rich-text.tsx'
import { PlainText } from '../text/text-view.tsx'
import { textIn } from './types.ts'
import type { BlockProps, Task } from './types.ts'

const STATUS: Readonly<Record<string, { readonly icon: IconName; readonly words: string }>> = {
  complete: { icon: 'check', words: 'Complete' },
  in_progress: { icon: 'clock', words: 'In progress' },
  pending: { icon: 'more', words: 'Pending' },
  error: { icon: 'alert', words: 'Failed' },
}

function TaskView({ task }: { readonly task: Task }) {
  const status = STATUS[task.status ?? 'pending'] ?? { icon: 'more' as const, words: task.status ?? '' }
  return (
    <div class="step">
      <span
        class={`step-mark step-${task.status ?? 'pending'}`}
        role="img"
        aria-label={status.words}
        title={status.words}
      >
        <Icon name={status.icon} size={14} />
      </span>
      <div>
        <div>
          <PlainText text={task.title ?? ''} />
        </div>
        {task.details ? (
          <div class="muted">
            <RichText value={task.details} />
          </div>
        ) : null}
        {task.output ? (
          <div class="muted">
            <RichText value={task.output} />
          </div>
        ) : null}
        {task.sources && task.sources.length > 0 ? (
          <div class="sources">
            {task.sources.map((source) => (
              <OutLink key={source.url} url={source.url}>
                {source.text}
              </OutLink>
            ))}
          </div>
        ) : null}
      </div>
    </div>
  )
}

/** One step of what an app is doing. */
export const TaskCard = ({ block }: BlockProps) => (
  <div class="steps">
    <TaskView task={block} />
  </div>
)

/** The steps of what an app is doing, under a title. */
export const Plan = ({ block }: BlockProps) => (
  <div class="steps">
    <strong>
      <PlainText text={textIn(block, 'title')?.text ?? ''} />
    </strong>
    {block.tasks?.map((task, index) => (
      <TaskView key={task.task_id ?? index} task={task} />
    ))}
  </div>
)

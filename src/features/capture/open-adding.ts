import { addingForm } from './adding-views.ts'
import type { MessageShortcut } from './inputs.ts'
import { attachmentsOf } from '../../domain/message-files.ts'
import { linksOf } from '../../domain/message-words.ts'
import { nameMentions, namelessMentions } from '../../domain/tokens.ts'
import type { Ports } from '../../ports.ts'

/**
 * Opens the dialog that adds a message to a task. What the message says is kept as a draft until then, since a modal has no
 * room to remember it, and it may be one that Runsheet cannot read again.
 */
export async function openAdding(
  ports: Ports,
  { workspaceId, actorId, triggerId, responseUrl, written, source }: MessageShortcut & { readonly workspaceId: string },
): Promise<void> {
  const message = { channelId: source.channelId, ts: source.ts }
  const files = attachmentsOf(written.files, { addedBy: written.authorId, message })
  const draftId = ports.ids.next()
  const draft = { workspaceId, id: draftId, memberId: actorId, channelId: source.channelId, text: written.text, files }
  await ports.drafts.add({ ...draft, createdAt: ports.clock.now() })
  // Those whom Runsheet has met: nobody is asked of Slack while a dialog is to open.
  const named = await ports.members.getMany(workspaceId, namelessMentions(written.text))
  const text = nameMentions(written.text, new Map(named.map(({ id, name }) => [id, name])))
  const origin = { draftId, responseUrl, source, authorId: written.authorId }
  const view = addingForm({ text, links: linksOf(written.text), files }, origin)
  await ports.messenger.openModal(workspaceId, triggerId, view)
}

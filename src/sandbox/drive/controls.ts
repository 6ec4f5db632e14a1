import type { Block, SlackObject } from '../protocol.ts'
import { optionsOf, readText } from '../text/elements.ts'
import type { Viewer } from '../text/viewer.ts'
import { blocksIn, elementsOf } from '../world/view-state.ts'
import { CallerFault } from './fault.ts'

/** Something on the screen that a person can use, with all that it may be called by. */
export interface Control {
  readonly block: Block
  readonly element: SlackObject
  readonly blockId: string
  readonly actionId: string
  readonly labels: readonly string[]
  /** The attachment of the message that it is in, if it is in one. */
  readonly attachment?: SlackObject
}

/** How the caller points at one. */
export interface Pointer {
  readonly label?: string | undefined
  readonly actionId?: string | undefined
  readonly blockId?: string | undefined
  readonly nth?: number | undefined
}

const EMOJI = /:[a-z0-9_+'-]+:|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D/gu

/** Labels match whole, trimmed, emoji and case ignored. */
export const sameLabel = (label: string): string =>
  label.replaceAll(EMOJI, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()

export function controlsOf(blocks: readonly Block[], attachments: readonly SlackObject[], viewer: Viewer): Control[] {
  const named = (of: readonly Block[]) =>
    elementsOf(of).map((found) => ({ ...found, labels: labelsOf(found.block, found.element, viewer) }))
  return [
    ...named(blocks),
    ...attachments.flatMap((attachment) => named(blocksIn(attachment)).map((found) => ({ ...found, attachment }))),
  ]
}

function labelsOf(block: Block, element: SlackObject, viewer: Viewer): string[] {
  const names = [
    readText(block['label'], viewer),
    readText(element['text'], viewer),
    readText(element['placeholder'], viewer),
  ]
  if (element.type === 'overflow') names.push('⋯', ...optionsOf(element).map((o) => readText(o['text'], viewer)))
  if (element.type === 'feedback_buttons') {
    for (const side of ['positive_button', 'negative_button']) {
      const button = element[side]
      if (typeof button === 'object' && button !== null) names.push(readText((button as SlackObject)['text'], viewer))
    }
  }
  if (block.type === 'section') names.push(readText(block['text'], viewer))
  return names.filter((name) => name !== '')
}

/** The control that is meant, `nth` (from 1, the first by default) of those that match; else a fault that says what is there. */
export function pick(controls: readonly Control[], pointer: Pointer): Control {
  const { label, actionId, blockId, nth } = pointer
  if (label === undefined && actionId === undefined) throw new CallerFault('say which: "label" or "action_id"')
  const found = controls.filter(
    (control) =>
      (actionId === undefined || control.actionId === actionId) &&
      (blockId === undefined || control.blockId === blockId) &&
      (label === undefined || control.labels.some((name) => sameLabel(name) === sameLabel(label))),
  )
  const first = mainFirst(found, label)
  const chosen = first[Math.max(1, nth ?? 1) - 1]
  const labels = controls.map((control) => control.labels[0] ?? control.actionId)
  if (!chosen) {
    const wanted = label ?? actionId ?? ''
    throw new CallerFault(`there is no "${wanted}" here; there are: ${labels.join(', ') || 'none'}`, {
      status: 404,
      labels,
    })
  }
  return chosen
}

/** Those whose own first name it is, before those that are only also called so. */
function mainFirst(found: readonly Control[], label: string | undefined): readonly Control[] {
  if (label === undefined) return found
  const main = found.filter((control) => sameLabel(control.labels[0] ?? '') === sameLabel(label))
  return main.length > 0 ? main : found
}

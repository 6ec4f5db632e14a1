import { readText } from '../text/elements.ts'
import { viewerOf } from '../text/viewer.ts'
import type { UserRecord } from '../world/records.ts'
import { topView } from '../world/views.ts'
import { sameLabel } from './controls.ts'
import type { Body } from './fields.ts'
import { maybe } from './fields.ts'
import { close, submit } from './modal.ts'
import { click } from './press.ts'
import type { Drive } from './show.ts'

/** Presses what has this label: in a modal its own two buttons as well, which submit and close it. */
export function press(drive: Drive, user: UserRecord, body: Body): Promise<number | null> {
  const label = maybe(body, 'label')
  const view = body['in'] === 'modal' ? topView(drive.s.world, user.id) : undefined
  if (view && label !== undefined) {
    const says = (name: string, otherwise: string): boolean =>
      sameLabel(readText(view.fields[name], viewerOf(drive.s.world, user)) || otherwise) === sameLabel(label)
    if (view.fields['submit'] && says('submit', 'Submit')) return submit(drive, user, {})
    if (says('close', 'Cancel')) return close(drive, user, {})
  }
  return click(drive, user, body)
}

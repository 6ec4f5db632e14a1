import { useEffect, useRef, useState } from 'preact/hooks'
import type { OptionsAnswer } from '../../protocol.ts'
import { problemText } from '../data/act.ts'
import { send } from '../data/api.ts'
import { actorId, workspaceId } from '../data/store.ts'
import { targetOf, useBlock, useSurface } from '../data/surface.ts'
import type { PickGroup, PickItem } from '../parts/picker.tsx'
import { groupsOf, itemOfOption, Select } from './select.tsx'
import type { ElementObject } from './types.ts'

const PAUSE_MS = 180

interface Found {
  readonly groups: readonly PickGroup[]
  readonly note?: string | undefined
  readonly busy: boolean
  readonly query: string
}

/** A select whose options the app looks up while one types. */
export function ExternalSelect({ element }: { readonly element: ElementObject }) {
  const ask = useOptions(element)
  const [found, setFound] = useState<Found>({ groups: [], busy: false, query: '' })
  const known = useRef(new Map<string, PickItem>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const turn = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  const least = element.min_query_length ?? 3

  const look = async (query: string, mine: number): Promise<void> => {
    const answer = await ask(query)
    if (turn.current !== mine) return
    if (!answer.ok) return setFound({ groups: [], note: problemText(answer), busy: false, query })
    const groups = groupsOf(answer.options, answer.option_groups)
    for (const item of groups.flatMap((group) => group.items)) known.current.set(item.value, item)
    setFound({ groups, busy: false, query })
  }
  const onQuery = (query: string): void => {
    clearTimeout(timer.current)
    turn.current += 1
    const mine = turn.current
    if (query.length < least) {
      const note = `Type ${least === 1 ? 'a letter' : `${least} letters`} or more to search`
      setFound({ groups: [], note, busy: false, query })
      return
    }
    setFound((before) => ({ ...before, note: undefined, busy: true }))
    timer.current = setTimeout(() => void look(query, mine), PAUSE_MS)
  }
  const initial = [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])].map(
    itemOfOption,
  )
  const itemOf = (value: string): PickItem | undefined =>
    known.current.get(value) ?? initial.find((item) => item.value === value)
  return (
    <Select
      element={element}
      groups={found.groups}
      itemOf={itemOf}
      onQuery={onQuery}
      lastQuery={found.query}
      note={found.note}
      busy={found.busy}
    />
  )
}

function useOptions(element: ElementObject) {
  const at = useSurface()
  const { blockId } = useBlock()
  return (query: string) =>
    send<OptionsAnswer>('options', {
      ...targetOf(at, blockId, element.action_id ?? ''),
      as: actorId.value,
      workspace: workspaceId.value,
      query,
    })
}

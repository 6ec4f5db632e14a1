import { fail } from '../errors.ts'
import type { Update, UpdateOptions } from '../update/update.ts'
import { isDoc } from '../values/types.ts'
import { pipelineOf } from './stages.ts'
import type { StageContext } from './stage.ts'

const ALLOWED = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])

/** An update by a pipeline, of the stages that MongoDB allows there. */
export function updatePipeline(pipeline: readonly unknown[], { collation, variables = {} }: UpdateOptions): Update {
  for (const stage of pipeline) {
    const [name = ''] = isDoc(stage) ? Object.keys(stage) : []
    if (!ALLOWED.has(name)) fail('InvalidOptions', `${name} is not allowed to be used within an update`)
  }
  const none = (): never => fail('InvalidOptions', 'not allowed within an update')
  const context: StageContext = { collation, search: none }
  const run = pipelineOf(pipeline, context)
  return (doc) => {
    for (const changed of run([doc], variables)) return changed
    return doc
  }
}

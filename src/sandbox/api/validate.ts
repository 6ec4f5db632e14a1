import { checkBlocks, checkView } from '../block-kit/validate.ts'
import { isRecord } from '../block-kit/schema.ts'
import type { Issue } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import { invalidArguments, SlackError } from './errors.ts'
import { json } from './method.ts'
import type { Call, MethodTable } from './method.ts'

const WHAT = ['blocks', 'view', 'message'] as const

/** `blocks.validate`: what is wrong with blocks, a view or a message, each with a pointer and the limit it broke. */
function validate(call: Call): SlackObject {
  const given = WHAT.filter((name) => call.args[name] !== undefined && call.args[name] !== '')
  const [what] = given
  if (what === undefined || given.length > 1)
    throw invalidArguments('must provide exactly one of `blocks`, `view`, or `message`')
  const value = call.args[what]
  if (JSON.stringify(value).length > 100_000)
    throw invalidArguments(`must be less than 100001 characters [json-pointer:/${what}]`)
  const issues = check(what, value)
  if (issues.length === 0) return {}
  throw new SlackError(`invalid_${what}`, {
    errors: issues.map(({ message, pointer, constraint }) => ({
      code: 'failed_constraint',
      message,
      pointer,
      constraint,
    })),
  })
}

function check(what: (typeof WHAT)[number], value: unknown): Issue[] {
  if (what === 'blocks') return checkBlocks(value, 'any', '')
  if (what === 'view') return checkView(value, ['modal', 'home'], '')
  if (!isRecord(value))
    return [{ pointer: '', message: 'must provide an object', constraint: { type: 'type', expected: 'object' } }]
  const attachments = Array.isArray(value['attachments']) ? value['attachments'].filter(isRecord) : []
  return [
    ...(value['blocks'] === undefined ? [] : checkBlocks(value['blocks'], 'message')),
    ...attachments.flatMap((a, i) =>
      a['blocks'] === undefined ? [] : checkBlocks(a['blocks'], 'message', `/attachments/${i}/blocks`),
    ),
  ]
}

export const VALIDATE: MethodTable = {
  'blocks.validate': {
    tier: 4,
    scopes: [],
    auth: 'open',
    args: { blocks: json(), message: json(), view: json() },
    run: validate,
  },
}

import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Binary } from 'bson'
import type { Call, Commands, Shared } from '../context.ts'
import { fail } from '../errors.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** The one user's name; the password is the one the server was started with. */
export const USER = 'admin'

const ITERATIONS = 15_000
const derive = promisify(pbkdf2)

export const mechanisms = ({ password }: Shared): string[] => (password === undefined ? [] : ['SCRAM-SHA-256'])

/** A SCRAM-SHA-256 conversation (RFC 5802, RFC 7677) after its first step. */
interface Conversation {
  readonly authMessage: string
  readonly nonce: string
  readonly salted: Buffer
  done: boolean
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const failed = (): never => fail('AuthenticationFailed', 'Authentication failed.')

const payloadOf = ({ body }: Call): string => {
  const payload = body['payload']
  return payload instanceof Binary ? Buffer.from(payload.value()).toString('utf8') : failed()
}

const answer = (text: string, done: boolean): Doc => ({
  conversationId: 1,
  done,
  payload: new Binary(Buffer.from(text)),
  ok: 1,
})

export async function saslStart(call: Call): Promise<Doc> {
  const { shared, connection, body } = call
  if (shared.password === undefined) return failed()
  if (body['mechanism'] !== 'SCRAM-SHA-256')
    fail('BadValue', `Received authentication for mechanism ${String(body['mechanism'])} which is not enabled`)
  const match = /^n,,(n=([^,]*),r=([^,]+).*)$/su.exec(payloadOf(call))
  const [, bare = '', user = '', clientNonce = ''] = match ?? failed()
  const salt = randomBytes(28)
  const nonce = clientNonce + randomBytes(24).toString('base64')
  const first = `r=${nonce},s=${salt.toString('base64')},i=${ITERATIONS}`
  // An unknown user goes through the same steps and fails at the end.
  const secret = user === USER ? shared.password.normalize('NFKC') : randomBytes(16).toString('hex')
  const salted = await derive(secret, salt, ITERATIONS, 32, 'sha256')
  const conversation: Conversation = { authMessage: `${bare},${first}`, nonce, salted, done: false }
  connection.conversation = conversation
  return answer(first, false)
}

function proved(conversation: Conversation, payload: string): Buffer {
  const [, withoutProof = '', nonce = '', proof = ''] = /^(c=[^,]*,r=([^,]+)),p=(.+)$/su.exec(payload) ?? failed()
  const message = `${conversation.authMessage},${withoutProof}`
  const clientKey = hmac(conversation.salted, 'Client Key')
  const storedKey = createHash('sha256').update(clientKey).digest()
  const signature = hmac(storedKey, message)
  const given = Buffer.from(proof, 'base64')
  if (nonce !== conversation.nonce || given.length !== signature.length) return failed()
  const key = Buffer.from(given.map((byte, i) => byte ^ (signature[i] ?? 0)))
  if (!timingSafeEqual(createHash('sha256').update(key).digest(), storedKey)) return failed()
  return hmac(hmac(conversation.salted, 'Server Key'), message)
}

function saslContinue(call: Call): Doc {
  const { connection } = call
  const conversation = connection.conversation
  if (!isConversation(conversation)) return failed()
  if (conversation.done) {
    connection.conversation = undefined
    return answer('', true)
  }
  connection.conversation = undefined
  const signature = proved(conversation, payloadOf(call))
  connection.user = USER
  connection.conversation = { ...conversation, done: true }
  const { options } = call.body
  return answer(`v=${signature.toString('base64')}`, isDoc(options) && options['skipEmptyExchange'] === true)
}

const isConversation = (value: unknown): value is Conversation =>
  typeof value === 'object' && value !== null && 'salted' in value

export const AUTHENTICATION: Commands = {
  saslStart: { fields: 'mechanism payload options autoAuthorize db', open: true, run: saslStart },
  saslContinue: { fields: 'conversationId payload options', open: true, run: saslContinue },
  logout: {
    fields: '',
    open: true,
    run({ connection }) {
      connection.user = undefined
      return { ok: 1 }
    },
  },
}

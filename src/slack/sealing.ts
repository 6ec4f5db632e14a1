import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
/** What NIST advises for GCM. */
const NONCE_BYTES = 12

/** Seals texts so that neither a reader nor a writer of the database can learn or exchange them. */
export interface Sealer {
  /** `context` is who the text belongs to: it opens for nobody else. */
  seal(text: string, context: string): string
  /** @throws when the text was changed, belongs to another context, or its key is not there any more */
  open(sealed: string, context: string): string
}

/**
 * AES-256-GCM; the first key seals, all of them open. A sealed text names its key, so that a key can be replaced: put the
 * new one first, and drop the old one when nothing is sealed with it any more.
 */
export function buildSealer(keys: readonly Buffer[]): Sealer {
  const byId = new Map(keys.map((key) => [keyId(key), key]))
  const [first] = keys
  if (!first || keys.some((key) => key.length !== KEY_BYTES)) throw new RangeError('A key has 32 bytes.')
  return {
    seal: (text, context) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(Buffer.from(context))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['v1', keyId(first), encode(nonce), encode(cipher.getAuthTag()), encode(sealed)].join('.')
    },
    open: (sealed, context) => {
      const [version, id = '', nonce = '', tag = '', text = ''] = sealed.split('.')
      const key = byId.get(id)
      if (version !== 'v1' || !key) throw new Error('A sealed text has a key or a form that is not known here.')
      const decipher = createDecipheriv(ALGORITHM, key, decode(nonce), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(context)).setAuthTag(decode(tag))
      return Buffer.concat([decipher.update(decode(text)), decipher.final()]).toString('utf8')
    },
  }
}

/** A short name for a key that tells nothing of it. */
const keyId = (key: Buffer): string =>
  createHash('sha256').update('runsheet key id').update(key).digest('hex').slice(0, 8)

const encode = (bytes: Buffer): string => bytes.toString('base64url')
const decode = (text: string): Buffer => Buffer.from(text, 'base64url')

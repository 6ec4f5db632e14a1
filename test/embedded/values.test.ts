import {
  Binary,
  BSON,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../src/embedded/values/compare.ts'
import { decode } from '../../src/embedded/values/decode.ts'
import { encode } from '../../src/embedded/values/encode.ts'
import { encodeField } from '../../src/embedded/values/keys.ts'
import { arithmetic, roundAt } from '../../src/embedded/values/numbers.ts'

/** A value as the server reads it from the wire. */
const read = (value: unknown): unknown => decode(Buffer.from(BSON.serialize({ value })))['value']

const scalars = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double({ noNaN: false }).map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.integer({ min: -1e9, max: 1e9 }).map((n) => Decimal128.fromString(`${n}E-3`)),
  fc.constantFrom('0.1', '1', '1.000', '-5', '9007199254740993', '1E+30').map((text) => Decimal128.fromString(text)),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('', '\0', 'a\0b', 'a\u0001', 'a\u0001\u0001', 'a\u0002', 'a', 'ab', '\u{10FFFF}', '\uFFFF'),
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey()),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 5 }).map((bytes) => new Binary(bytes)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom(new BSONRegExp('a', 'i'), new BSONRegExp('b'), new Code('f()')),
)
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  ),
})).value

describe('values', () => {
  it('come back from storage byte for byte', () => {
    fc.assert(
      fc.property(values, (value) => {
        const bytes = Buffer.from(BSON.serialize({ value }))
        expect(encode(decode(bytes)).equals(bytes)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('have index keys in the order in which they compare, both ways', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [x, y] = [read(a), read(b)]
        const order = Math.sign(compare(x, y))
        expect(encodeField(x, false).compare(encodeField(y, false))).toBe(order)
        expect(encodeField(x, true).compare(encodeField(y, true))).toBe(order === 0 ? 0 : -order)
        // No key begins with a whole other one: what follows it in a compound key cannot change the order.
        const prefix = encodeField(y, false).subarray(0, encodeField(x, false).length)
        expect(prefix.equals(encodeField(x, false))).toBe(order === 0)
      }),
      { numRuns: 5000 },
    )
  })

  it('of all types stand in MongoDB’s order', () => {
    const sorted = [
      new MinKey(),
      null,
      new Double(Number.NaN),
      new Int32(-1),
      new Double(0.5),
      Long.fromNumber(1),
      'a',
      { a: 1 },
      [1],
      new Binary(Buffer.from('a')),
      new ObjectId(),
      false,
      true,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      new BSONRegExp('a'),
      new MaxKey(),
    ].map(read)
    expect(sorted.toReversed().toSorted((a, b) => compare(a, b))).toEqual(sorted)
  })

  it('keep their type in sums and products, and widen it where they must', () => {
    const long = Long.fromString('9007199254740993')
    expect(arithmetic('add', 1, 2)).toBe(3)
    expect(arithmetic('add', 2_147_483_647, 1)).toEqual(Long.fromString('2147483648'))
    expect(arithmetic('add', long, 2)).toEqual(Long.fromString('9007199254740995'))
    expect(arithmetic('add', Long.MAX_VALUE, 1)).toBeUndefined()
    expect(arithmetic('add', new Double(1), 1)).toEqual(new Double(2))
    expect(arithmetic('add', Decimal128.fromString('0.1'), Decimal128.fromString('0.2'))?.toString()).toBe('0.3')
    expect(arithmetic('multiply', Decimal128.fromString('1.5'), 2)?.toString()).toBe('3.0')
  })

  it('round by their exact value, halves to even', () => {
    const rounded: readonly (readonly [number, number, number])[] = [
      [12.345, 2, 12.35],
      [1.005, 2, 1],
      [2.5, 0, 2],
      [3.5, 0, 4],
      [-2.5, 0, -2],
      [15, -1, 20],
      [25, -1, 20],
      [-2.5, -1, -0],
      [1e300, 2, 1e300],
    ]
    for (const [value, digits, result] of rounded) expect(roundAt(value, digits)).toBe(result)
  })
})

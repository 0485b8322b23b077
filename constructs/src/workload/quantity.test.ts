import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuantity, quantityMillis, quantityUnits } from './quantity.ts'

const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimal = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }

describe('parseQuantity', () => {
  it('reads whole numbers with every binary suffix exactly', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.constantFrom(...binary), (number, suffix) => {
        expect(parseQuantity(`${number}${suffix}`)).toBe(
          number * 1024n ** BigInt(binary.indexOf(suffix) + 1) * 10n ** 9n,
        )
      }),
    )
  })

  it('reads whole numbers with every decimal suffix exactly, however the power is written', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        fc.constantFrom(...Object.entries(decimal)),
        fc.constantFrom('e', 'E'),
        (number, [suffix, power], letter) => {
          const expected = number * 10n ** BigInt(power + 9)
          expect(parseQuantity(`${number}${suffix}`)).toBe(expected)
          expect(parseQuantity(`${number}${letter}${power}`)).toBe(expected)
          expect(parseQuantity(`-${number}${suffix}`)).toBe(-expected)
        },
      ),
    )
  })

  it('reads fractions exactly', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.integer({ min: 0, max: 999_999 }), (whole, millionths) => {
        const text = `${whole}.${String(millionths).padStart(6, '0')}`
        expect(parseQuantity(text)).toBe(BigInt(whole) * 10n ** 9n + BigInt(millionths) * 1000n)
      }),
    )
  })

  it.each([
    ['0.5', 500_000_000n],
    ['.5', 500_000_000n],
    ['5.', 5_000_000_000n],
    ['+1', 1_000_000_000n],
    ['1.5Ki', 1_536_000_000_000n],
    ['0.1n', 1n],
    ['-0.1n', -1n],
    [2, 2_000_000_000n],
    ['1E', 10n ** 27n],
    ['1E0', 10n ** 9n],
    ['0e999', 0n],
  ])('reads %j', (text, nanos) => {
    expect(parseQuantity(text)).toBe(nanos)
  })

  it.each(['', 'Mi', '1 Gi', '1ki', '1K', '1e', '0x10', '1,5', '1Gib', '--1', '1e999', 'NaN', '.', '１'])(
    'refuses %j',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined()
    },
  )

  it('agrees for any text on whether it is one, for millis and units alike, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(quantityMillis(text) === undefined).toBe(quantityUnits(text) === undefined)
      }),
    )
  })
})

describe('quantityMillis and quantityUnits', () => {
  it.each([
    ['100m', 100, 1],
    ['1', 1000, 1],
    ['0.0001', 1, 1],
    ['1500m', 1500, 2],
    ['128Mi', 134_217_728_000, 134_217_728],
  ])('round %s up', (text, millis, units) => {
    expect([quantityMillis(text), quantityUnits(text)]).toEqual([millis, units])
  })
})

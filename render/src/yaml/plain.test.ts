import fc from 'fast-check'
import { CORE_SCHEMA, dump, load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isPlain } from './plain.ts'

/** Texts that are near the edge of what is plain. */
const text = fc.oneof(
  fc.stringMatching(/^[A-Za-z/][\w./@%+=,;()$~: -]{0,12}$/),
  fc
    .array(
      fc.constantFrom('a', 'e', 'y', 'No', 'null', '/', ':', ' ', '#', '-', '=', '1', '.', '~', '\n', "'", '"', 'ä'),
    )
    .map((parts) => parts.join('')),
)

describe('isPlain', () => {
  it('holds for names, images, paths, addresses and sentences', () => {
    for (const plain of ['app.kubernetes.io/name', 'quay.io/dex:v2.45.1', '/srv/data', 'https://a.b/c', 'two words']) {
      expect(isPlain(plain), plain).toBe(true)
    }
  })

  it.each(['', 'y', 'No', 'null', 'e0', 'a:', 'a: b', 'a #b', 'a ', ' a', 'a\n', '-a', '12:30', 'a?', "it's"])(
    'does not hold for %j',
    (other) => expect(isPlain(other)).toBe(false),
  )

  it('holds only for texts that js-yaml leaves bare, as a value and as a key', () => {
    fc.assert(
      fc.property(text.filter(isPlain), (plain) => {
        expect(dump([plain], { schema: CORE_SCHEMA, lineWidth: -1 })).toBe(`- ${plain}\n`)
        expect(dump({ [plain]: 1 }, { schema: CORE_SCHEMA, lineWidth: -1 })).toBe(`${plain}: 1\n`)
      }),
      { numRuns: 5000 },
    )
  })

  it('holds only for texts that every reader reads as they are written', () => {
    fc.assert(
      fc.property(text.filter(isPlain), (plain) => {
        expect(load(`- ${plain}\n`)).toEqual([plain])
        expect(parse(`${plain}: ${plain}\n`, { version: '1.1' })).toEqual({ [plain]: plain })
      }),
      { numRuns: 2000 },
    )
  })

  it('looks at each character once, however long the text', () => {
    const text = `${'a:b '.repeat(250_000)}#`
    // Of the processor: on the clock, others that keep it busy would count as well.
    const before = process.cpuUsage()
    expect(isPlain(text)).toBe(false)
    expect(process.cpuUsage(before).user / 1e6, 'seconds').toBeLessThan(1)
  })
})

import { describe, expect, it } from 'vitest'
import { oneLine, visibleText } from './visible-text.ts'

describe('visibleText', () => {
  it.each([
    ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
    ['a carriage return', 'a\rb', 'a\\u000db'],
    ['a change of direction', 'a\u202eb\u2066c\u061cd', 'a\\u202eb\\u2066c\\u061cd'],
    ['what has no width', 'a\u200bb\u00adc\ufeff', 'a\\u200bb\\u00adc\\ufeff'],
    ['fillers', 'a\u3164b\u115fc\u034fd\u180e', 'a\\u3164b\\u115fc\\u034fd\\u180e'],
    ['tags, which hide whole sentences', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half a character', 'a\ud800b', 'a\\ud800b'],
    ['a selector where nothing can be selected', 'web\ufe0f', 'web\\ufe0f'],
  ])('shows %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it.each(['plain text\n\tand more', 'größer, 日本語, العربية', '❤\ufe0f ✅ 🚀', 'a b\u00a0c'])(
    'leaves %j as it is',
    (text) => {
      expect(visibleText(text)).toBe(text)
    },
  )
})

describe('oneLine', () => {
  it('makes one line of several', () => {
    expect(oneLine('  a\n\n b\t c ')).toBe('a b c')
  })
})

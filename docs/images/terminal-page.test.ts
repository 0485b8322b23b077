import { expect, it } from 'vitest'
import { terminalText } from './terminal-page.ts'

it('turns colours into classes, nested ones too, and escapes the rest', () => {
  expect(terminalText('a \u001b[1mb\u001b[31m<c>\u001b[39m\u001b[22m d').text).toBe(
    'a <span class="b">b</span><span class="b red">&lt;c&gt;</span><span class="b"></span> d',
  )
})

it('refuses what it cannot show', () => {
  expect(() => terminalText('\u001b[45mx')).toThrow('"\\u001b[45m" is not an escape sequence')
  expect(() => terminalText('\u001b[2J')).toThrow('is not an escape sequence')
})

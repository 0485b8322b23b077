import { describe, expect, it } from 'vitest'
import { joined, markup, trusted } from './markup.ts'

describe('markup', () => {
  it('escapes text between tags and in attributes', () => {
    const hostile = `<b a="1" b='2'>&amp;`
    expect(markup`<p title="${hostile}">${hostile}</p>`.text).toBe(
      '<p title="&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;">&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;</p>',
    )
  })

  it('shows characters that turn the direction of text or hide', () => {
    expect(markup`${'a\u202eb\u200bc\u0000'}`.text).toBe('a\\u202eb\\u200bc\\u0000')
  })

  it('takes markup as it is, joins lists at any depth, and leaves out what is absent', () => {
    const items = ['<1>', [markup`<i>2</i>`, 3]]
    expect(markup`${items}${undefined}${false}${0}${''}`.text).toBe('&lt;1&gt;<i>2</i>30')
  })

  it('takes only what it made itself for markup', () => {
    const forged = { text: '<script>' } as unknown as string
    expect(markup`${forged}`.text).not.toContain('<script>')
  })

  it('puts separators between parts that are there', () => {
    expect(joined(['<a>', undefined, markup`<br>`, false], ' & ').text).toBe('&lt;a&gt; &amp; <br>')
  })

  it('leaves our own styles alone', () => {
    expect(markup`<style>${trusted('a > b {}')}</style>`.text).toBe('<style>a > b {}</style>')
  })
})

import { wholeCharacters } from './markdown-text.ts'

/** Something that stays together: never cut, so each is smaller than a part. */
export interface Block {
  readonly text: string
  /** Opens and closes a folded section around the block; repeated when the section continues in the next part. */
  readonly section?: { readonly open: string; readonly close: string }
}

/** Puts blocks into as few parts as their order allows. */
export function pack(blocks: readonly Block[], budget: number): string[] {
  const parts: string[] = []
  let part = ''
  let section: Block['section']
  const close = () => {
    if (section) part += section.close
    section = undefined
  }
  for (const block of blocks) {
    const opens = block.section?.open !== section?.open
    const cost =
      block.text.length +
      4 +
      (opens ? (block.section?.open.length ?? 0) + (section?.close.length ?? 0) + 2 : 0) +
      (block.section?.close.length ?? 0)
    if (part !== '' && part.length + cost > budget) {
      close()
      parts.push(part)
      part = ''
    }
    if (block.section?.open !== section?.open) {
      close()
      if (block.section) part += `${part === '' ? '' : '\n\n'}${block.section.open}`
      section = block.section
    }
    part += `${part === '' ? '' : '\n\n'}${block.text}`
  }
  close()
  return [...parts, part]
}

/** Lines as one block, or as several if they are longer than a part. */
export function fit(lines: readonly string[], budget: number): Block[] {
  const whole = lines.join('\n')
  if (whole.length < budget * 0.8) return [{ text: whole }]
  return pieces(
    lines.flatMap((each) => split(each, budget / 2)),
    budget * 0.8,
  ).map((some) => ({ text: some.join('\n') }))
}

/** Lines in groups of at most `size` characters, or of one line. */
export function pieces(lines: readonly string[], size: number): string[][] {
  const result: string[][] = []
  let length = 0
  for (const each of lines) {
    if (result.length === 0 || length + each.length + 1 > size) {
      result.push([])
      length = 0
    }
    result.at(-1)?.push(each)
    length += each.length + 1
  }
  return result
}

/** A line that is longer than a part by itself, cut into lines; no character is lost or halved. */
export function split(text: string, size: number): string[] {
  const step = Math.floor(size)
  if (text.length <= step) return [text]
  const sign = /^[-+ ] /.exec(text)?.[0] ?? ''
  const lines: string[] = []
  for (let rest = text.slice(sign.length); rest !== ''; ) {
    const end = wholeCharacters(rest, step)
    lines.push(`${sign}${rest.slice(0, end)}`)
    rest = rest.slice(end)
  }
  return lines
}

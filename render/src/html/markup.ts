import { html } from './escape.ts'

/** Text that is HTML already. Only `markup` makes it, so that nothing gets into a page unescaped by mistake. */
export class Markup {
  readonly text: string

  /** @internal Use `markup`, or `trusted` for text that we wrote ourselves. */
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | undefined | false | readonly Part[]

/** HTML (or SVG) from a template: strings are escaped, other markup is taken as it is, lists are joined. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => (index === 0 ? text : render(parts[index - 1]) + text)).join(''))
}

/** Styles and scripts, which follow other rules than HTML. Never for anything that a user could have written. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

/** Parts with a separator between them; empty parts leave no separator behind. */
export function joined(parts: readonly Part[], separator: Part): Markup {
  const texts = parts.map(render).filter(Boolean)
  return new Markup(texts.join(render(separator)))
}

function render(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (Array.isArray(part)) return part.map(render).join('')
  return html(String(part))
}

import { type Markup, markup } from '../../html/markup.ts'

/** Prefix of the ids of one cluster's parts: names of clusters and apps may be anything, places in a list are not. */
export type Scope = `c${number}`

/** One part of the page, with a heading that can be linked to. */
export interface Section {
  readonly id: string
  readonly title: string
  /** Said in the navigation, behind the title. */
  readonly count?: number
  /** One sentence under the heading. */
  readonly intro?: Markup | string
  readonly body: Markup
}

export function sectionMarkup(scope: Scope, { id, title, intro, body }: Section): Markup {
  return markup`<section id="${scope}-${id}" aria-labelledby="${scope}-${id}-title">
<h3 id="${scope}-${id}-title">${title}</h3>
${intro !== undefined && markup`<p class="intro">${intro}</p>`}
${body}
</section>
`
}

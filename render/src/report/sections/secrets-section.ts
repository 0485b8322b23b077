import type { SecretNeed } from '@ainur/constructs'
import { markup } from '../../html/markup.ts'
import type { Rendering } from '../../model/rendering.ts'
import { compareText } from '../../text/compare-text.ts'
import { secretSourceText } from '../facts/secret-source-text.ts'
import type { Section } from './section.ts'
import { table } from './table.ts'

/** Secrets that must exist before the apps can run: what and why, never a value. */
export function secretsSection({ apps }: Rendering): Section {
  const needs = apps
    .flatMap((app) => app.secretNeeds.map((need) => ({ app: app.appName, need })))
    .sort((a, b) => compareText(nameOf(a.need), nameOf(b.need)))
  const rows = needs.map(({ app, need }) => [
    markup`<code>${nameOf(need)}</code>${need.kind === 'ConfigMap' && markup` <span class="dim">ConfigMap</span>`}`,
    app,
    need.why,
    markup`<ul class="keys">${Object.entries(need.keys).map(([key, source]) => markup`<li><code>${key}</code> ${secretSourceText(source)}</li>`)}</ul>`,
  ])
  return {
    id: 'secrets',
    title: 'Secrets to create',
    count: needs.length,
    intro:
      needs.length === 0
        ? 'No app needs a Secret.'
        : 'No secret is in the tree or on this page. These must exist before their apps can run.',
    body:
      needs.length === 0
        ? markup``
        : table(
            'Secrets',
            [
              { title: 'Name' },
              { title: 'App', whole: true },
              { title: 'Why' },
              { title: 'Keys, and how each is made' },
            ],
            rows,
          ),
  }
}

function nameOf({ namespace, name }: SecretNeed): string {
  return `${namespace}/${name}`
}

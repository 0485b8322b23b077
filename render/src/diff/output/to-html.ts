import { createHash } from 'node:crypto'
import { describeObject } from '@ainur/constructs/finding'
import { html, htmlProse } from '../../html/escape.ts'
import { counted } from '../../text/amounts.ts'
import type { DiffResult, ShownChange } from '../diff-trees.ts'
import type { AppView, ChangeGroup } from './app-views.ts'
import { briefOf, effectTexts, titleOf } from './change-texts.ts'
import { changeLines, type DiffLine, objectLines } from './diff-lines.ts'
import { script } from './html-script.ts'
import { style } from './html-style.ts'
import { type FindingGroup, type View, viewOf } from './view.ts'

/** The result as one page that needs nothing else: it can be opened from an artefact or sent by mail. */
export function toHtml(result: DiffResult): string {
  const view = viewOf(result)
  const digest = createHash('sha256').update(script).digest('base64')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'">
<title>${html(view.sentence)}</title>
<style>${style}</style>
</head>
<body>
<header><div class="in">
<h1>${html(view.sentence)}</h1>
<div class="sides">${html(view.base)} → ${html(view.head)}</div>
<div class="bar" role="search">
<input type="search" placeholder="Search objects, values, rules ( / )" aria-label="Search">
${view.counts
  .filter(({ count }) => count > 0)
  .map(
    ({ severity, count }) =>
      `<button type="button" class="${severity}" data-severity="${severity}" aria-pressed="true"><span class="count">${count}</span> ${severity === 'info' ? 'to know' : counted(count, severity).replace(/^\d+ /, '')}</button>`,
  )
  .join('\n')}
<button type="button" id="open">Unfold all</button>
<button type="button" id="close">Fold all</button>
<button type="button" id="theme">Dark or light</button>
<span id="status" role="status" aria-live="polite"></span>
</div>
</div></header>
<main>
${view.findings.length > 0 ? `<h2>Findings</h2>\n${view.findings.map(finding).join('\n')}` : ''}
${view.apps.length > 0 ? `<h2>Objects</h2>\n${view.apps.map(app).join('\n')}` : ''}
${footer(view)}
</main>
<script>${script}</script>
</body>
</html>
`
}

function finding({ rule, severity, message, remedy, places }: FindingGroup): string {
  const [first, ...more] = places
  const where = first
    ? `<b>${html(describeObject(first.object))}</b>${first.path ? ` <code>${html(first.path)}</code>` : ''}`
    : ''
  const others =
    more.length > 0
      ? `<details><summary>The same of ${more.length} more</summary><p>${more.map(({ object }) => html(describeObject(object))).join(', ')}</p></details>`
      : ''
  const source = first?.source ? `<p class="source">Made in <code>${html(first.source)}</code></p>` : ''
  return `<article class="finding ${severity}" data-severity="${severity}" tabindex="-1"><span class="rule">${html(rule)}</span> ${where}<p>${htmlProse(message)}</p><p class="remedy">${htmlProse(remedy)}</p>${others}${source}</article>`
}

function app({ name, counts, groups }: AppView): string {
  const open = groups.some(({ isAlarming }) => isAlarming) ? ' open' : ''
  return `<details class="app" data-name="${html(name.toLowerCase())}"${open}><summary>${html(name)} <small>${html(counts)}</small></summary>\n${groups.map(object).join('\n')}\n</details>`
}

function object({ changes, isAlarming }: ChangeGroup): string {
  const [first, ...more] = changes
  if (!first) return ''
  const sign = { added: '+', removed: '−', changed: '~', renamed: '→' }[first.change]
  const brief = first.change === 'added' || first.change === 'removed' ? briefOf(first) : ''
  const alike =
    more.length > 0
      ? `<p class="alike">And ${more.length} more alike: ${more.map((each) => html(titleOf(each))).join(', ')}</p>`
      : ''
  const source = first.source ? `<p class="alike">Made in <code>${html(first.source)}</code></p>` : ''
  const open = isAlarming && (first.change === 'changed' || first.change === 'renamed') ? ' open' : ''
  return `<details class="object ${first.change}"${open}><summary><span class="sign">${sign}</span>${html(titleOf(first))} <small>${effectTexts[first.effect]}${brief ? `, ${html(brief)}` : ''}${more.length > 0 ? `, and ${more.length} more alike` : ''}</small></summary>${alike}${source}<pre>${linesOf(first).map(line).join('')}</pre></details>`
}

function linesOf(change: ShownChange): DiffLine[] {
  if (change.change === 'added') return objectLines(change.after?.value, '+')
  if (change.change === 'removed') return objectLines(change.before?.value, '-')
  return changeLines(change)
}

function line({ sign, text }: DiffLine): string {
  const kind = { '+': 'add', '-': 'del', ' ': 'same', path: 'path' }[sign]
  return `<span class="${kind}">${sign === 'path' ? '' : `${sign} `}${html(text)}</span>`
}

function footer({ accepted, hidden }: View): string {
  const lines = accepted.map(
    ({ group, reason, until }) =>
      `<p>Accepted until ${html(until)}: ${html(group.rule)}, ${group.places.map(({ object: each }) => html(describeObject(each))).join(', ')} (${html(reason)})</p>`,
  )
  const notes =
    hidden.length > 0
      ? `<p>Hidden, as it has no effect: ${hidden.map(({ title, rule, count }) => `${count} × ${html(title)} (${html(rule)})`).join(', ')}.</p>`
      : ''
  const keys =
    '<p>Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>o</kbd> fold this one, <kbd>e</kbd> <kbd>c</kbd> unfold and fold all, <kbd>t</kbd> dark or light, <kbd>Esc</kbd> clear.</p>'
  return `<footer>${lines.join('')}${notes}${keys}</footer>`
}

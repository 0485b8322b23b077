import { describeObject, type Severity } from '@ainur/constructs/finding'
import type { DiffResult } from '../diff-trees.ts'
import type { ChangeGroup } from './app-views.ts'
import { briefOf, effectTexts, titleOf } from './change-texts.ts'
import { changeLines, type DiffLine } from './diff-lines.ts'
import { type Block, fit, pack, pieces, split } from './markdown-parts.ts'
import { fenceFor, markdownCode, markdownProse, markdownText, summaryText } from './markdown-text.ts'
import { type FindingGroup, type View, viewOf } from './view.ts'

/**
 * UTF-16 units in one part. GitHub takes 65,536 characters; the rest is room for the marker and the numbering.
 * @see https://github.com/orgs/community/discussions/27190
 */
const MARKDOWN_BUDGET = 60_000

/** Characters of a line of names. */
const LINE = 8_000

const alerts: Readonly<Record<Severity, string>> = { error: 'CAUTION', warning: 'WARNING', info: 'NOTE' }

/**
 * The result as comments of a pull request: one text, or several where it is longer than `budget`. Together they hold
 * everything; nothing is cut.
 */
export function toMarkdown(result: DiffResult, budget: number = MARKDOWN_BUDGET): string[] {
  const view = viewOf(result)
  const blocks = [
    ...head(view),
    ...findings(view, budget),
    ...view.apps.flatMap(({ name, counts, groups }) => app(name, counts, groups, budget)),
    ...footer(view, budget),
  ]
  const parts = pack(blocks, budget - 200)
  if (parts.length === 1) return parts
  return parts.map((part, index) =>
    index === 0 ? part : `**What the change does, part ${index + 1} of ${parts.length}**\n\n${part}`,
  )
}

function head(view: View): Block[] {
  const sentence = `### What this change does to the cluster\n\n${markdownText(view.sentence)}`
  return [{ text: `${sentence}\n\n<sub>${summaryText(`${view.base} → ${view.head}`)}</sub>` }]
}

function findings({ findings: groups }: View, budget: number): Block[] {
  const loud = groups.filter(({ severity }) => severity !== 'info')
  const quiet = groups.filter(({ severity }) => severity === 'info')
  const told = quiet.reduce((sum, { places }) => sum + places.length, 0)
  const section = { open: `<details><summary>${told} more to know</summary>\n`, close: '\n</details>' }
  return [
    ...loud.flatMap((group) => fit(alert(group), budget)),
    ...quiet.flatMap((group) => fit(line(group), budget).map((block) => ({ ...block, section }))),
  ]
}

function alert(group: FindingGroup): string[] {
  const { severity, rule, message, remedy } = group
  return [
    `> [!${alerts[severity]}]`,
    `> **${rule}** ${place(group.places[0])}`,
    '>',
    `> ${markdownProse(message)}`,
    '>',
    `> ${markdownProse(remedy)}`,
    ...others(group).map((each) => `>\n> ${each}`),
  ]
}

function line(group: FindingGroup): string[] {
  return [
    `- **${group.rule}** ${place(group.places[0])}: ${markdownText(group.message)}`,
    ...others(group).map((each) => `  ${each}`),
  ]
}

function place(first: FindingGroup['places'][number] | undefined): string {
  if (!first) return ''
  return `${markdownCode(describeObject(first.object))}${first.path ? ` at ${markdownCode(first.path)}` : ''}${first.source ? ` (made in ${markdownCode(first.source)})` : ''}`
}

/** The other objects of a group, in lines that no part has to cut. */
function others({ places }: FindingGroup): string[] {
  const names = places.slice(1).map(({ object }) => markdownCode(describeObject(object)))
  return pieces(names, LINE).map((some, index) => `${index === 0 ? 'The same: ' : ''}${some.join(', ')}`)
}

function app(name: string, counts: string, groups: readonly ChangeGroup[], budget: number): Block[] {
  const section = {
    open: `<details><summary><b>${summaryText(name)}</b>: ${counts}</summary>\n`,
    close: '\n</details>',
  }
  return groups.flatMap((group) => object(group, budget)).map((text) => ({ text, section }))
}

/** An object's heading with its diff; a long diff goes on in further fences. */
function object({ changes }: ChangeGroup, budget: number): string[] {
  const [first, ...more] = changes
  if (!first) return []
  const sign = { added: '➕', removed: '➖', changed: '✏️', renamed: '➡️' }[first.change]
  const brief = first.change === 'added' || first.change === 'removed' ? briefOf(first) : ''
  const title = `${sign} ${markdownCode(titleOf(first))} ${effectTexts[first.effect]}${brief ? ` (${markdownCode(brief)})` : ''}`
  const alike = pieces(
    more.map((each) => markdownCode(titleOf(each))),
    LINE,
  ).map((names, index) => `${index === 0 ? `and ${more.length} more alike: ` : ''}${names.join(', ')}`)
  const lines = first.change === 'changed' || first.change === 'renamed' ? changeLines(first) : []
  const fences = pieces(
    lines.flatMap((each) => split(render(each), budget / 2)),
    budget * 0.8,
  ).map((some) => {
    const fence = fenceFor(some)
    return `${fence}diff\n${some.join('\n')}\n${fence}`
  })
  const [body, ...rest] = fences
  return [[title, ...alike].join('\n'), ...(body ? [body] : []), ...rest].reduce<string[]>((blocks, text) => {
    const last = blocks.at(-1)
    if (last !== undefined && last.length + text.length < budget * 0.8) blocks[blocks.length - 1] = `${last}\n\n${text}`
    else blocks.push(text)
    return blocks
  }, [])
}

function render({ sign, text }: DiffLine): string {
  return sign === 'path' ? `@@ ${text} @@` : `${sign} ${text}`
}

function footer({ accepted, hidden }: View, budget: number): Block[] {
  const lines = [
    ...accepted.map(
      ({ group, reason, until }) =>
        `- Accepted until ${until}: **${group.rule}** ${place(group.places[0])} (${markdownText(reason)})`,
    ),
    ...(hidden.length > 0
      ? [
          `<sub>Hidden, as it has no effect: ${hidden.map(({ title, rule, count }) => `${count} × ${title} (${rule})`).join(', ')}.</sub>`,
        ]
      : []),
  ]
  return lines.flatMap((each) => fit([each], budget))
}

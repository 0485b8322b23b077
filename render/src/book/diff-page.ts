import type { Rule } from '@ainur/constructs/finding'
import { sentence } from './rule-table.ts'

/** The page of a rule in `docs/diff/`. */
export function diffPage({ id, severities, title, why, remedy, accept }: Rule): string {
  return `# ${id}

${title.charAt(0).toUpperCase()}${title.slice(1)}. ${severityText(severities)}

## Why

${why}

## What to do

${sentence(remedy)} A finding may give more exact advice.

## Accept it

${accept}

\`\`\`yaml
# accept.yaml
- rule: ${id}
  object: <Kind> <namespace>/<name> # as the finding names it; * matches anything
  reason: <why this is right>
  until: 2027-01-31 # last day on which it holds
\`\`\`

[All rules](README.md)
`
}

function severityText([worst, ...others]: readonly string[]): string {
  return others.length === 0 ? `Always: ${worst}.` : `At worst: ${worst}; otherwise ${others.join(' or ')}.`
}

/** The list of all rules of the diff. */
export function diffIndex(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, severities, title }) => `- [${id}](${id}.md) (${severities[0]}): ${title}`)
  return `# What a diff warns of

In the order of danger, with the worst severity. A finding is made only for what a change brings about; what was there before says nothing. These pages are written from the rules (\`npm run docs\`), and a test holds them to it.

${rows.join('\n')}

A line in \`accept.yaml\`, in the root of the repository, accepts a finding with a reason until a day. What is accepted is listed below the result. An entry past its day holds no longer (\`accept-expired\`); one that accepts nothing is reported too (\`accept-unused\`), so that none is left over for the next change by accident; a wrong one is an error (\`accept-invalid\`).

What is not shown: differences without effect are hidden and counted by reason, but never those of an object that has a finding. Secret values are never shown: a mark that is made anew for each run tells whether one changed. A rule that breaks on a tree says so (\`rule-failed\`) and leaves the others alone.

The result as data: [json.md](json.md). How to read it: [../read-a-pull-request.md](../read-a-pull-request.md).
`
}

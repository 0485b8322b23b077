import type { Rule } from './rule.ts'

/** The page of a rule in `docs/diff/`. */
export function rulePage({ id, severity, title, why, accept }: Rule): string {
  return `# ${id}

${title.charAt(0).toUpperCase()}${title.slice(1)}. At worst: ${severity}.

## Why

${why}

## Accept it

${accept}

\`\`\`yaml
# accept.yaml
- rule: ${id}
  object: <Kind> <namespace>/<name> # as the finding names it; * stands for anything
  reason: <why this is right>
  until: 2027-01-31 # last day on which it holds
\`\`\`

[All rules](README.md)
`
}

/** The list of all rules. */
export function rulesPage(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, severity, title }) => `- [${id}](${id}.md) (${severity}): ${title}`)
  return `# What a diff warns of

In the order of danger, with the worst severity. A finding is made only for what a change brings about; what was there before says nothing. These pages are written from the rules (\`npx tsx render/src/diff/rule/write-pages.ts\`), and a test holds them to it.

${rows.join('\n')}

A line in \`accept.yaml\`, in the root of the repository, accepts a finding with a reason until a day. What is accepted is listed below the result. An entry past its day holds no longer (\`accept-expired\`); one that accepts nothing is reported too (\`accept-unused\`), so that none is left over for the next change by accident; a wrong one is an error (\`accept-invalid\`).

What is not shown: differences without effect are hidden and counted by reason, but never those of an object that has a finding. Secret values are never shown: a mark that is made anew for each run tells whether one changed.

The result as data: [json.md](json.md). How to read it: [../read-a-pull-request.md](../read-a-pull-request.md).
`
}

import { createHash } from 'node:crypto'
import { markup, trusted } from '../html/markup.ts'
import type { ReportData } from './report-data.ts'
import { script } from './script.ts'
import { clusterReport } from './sections/cluster-report.ts'
import { style } from './style.ts'

/** The clusters as one HTML page that needs nothing else. The same data gives the same bytes. */
export function reportPage({ clusters, day }: ReportData): string {
  const names = clusters.map(({ name }) => name)
  const title = clusters.length === 1 ? `${names[0]}: cluster report` : `${clusters.length} clusters: report`
  const digest = createHash('sha256').update(script).digest('base64')
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the clusters</a>
<header class="top"><div class="in"><h1>${title}</h1><button type="button" id="theme" hidden>Dark or light</button></div>
${clusters.length > 1 && markup`<nav class="in clusters" aria-label="Clusters">${clusters.map(({ name }, index) => markup`<a href="#c${index + 1}">${name}</a> `)}</nav>`}</header>
<main id="main">
${clusters.map((cluster, index) => clusterReport(cluster, `c${index + 1}`))}</main>
<footer><p>Made by <code>npm run report</code> from the definitions in <code>apps/</code>${day !== undefined && markup`, as of ${day}`}. It describes what is rendered, not what runs.</p></footer>
<div id="status" class="unseen" role="status" aria-live="polite"></div>
<script>${trusted(script)}</script>
</body>
</html>
`
  return page.text
}

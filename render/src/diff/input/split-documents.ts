const marker = /^---(?=\s|$)/gm

/**
 * Cuts a YAML file at its `---` lines. YAML allows such a line nowhere else, not even inside a
 * block scalar, so documents can be compared as text before any is parsed. Documents without content are left out.
 */
export function splitDocuments(text: string): string[] {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (!clean.includes('---')) return hasContent(clean) ? [clean] : []
  const cuts = [...clean.matchAll(marker)].map((match) => match.index)
  const starts = cuts[0] === 0 ? cuts : [0, ...cuts]
  return starts
    .map((start, index) => clean.slice(start, starts[index + 1]))
    .map((part) => part.replace(/^---[ \t]*(#[^\n]*)?\r?(\n|$)/, ''))
    .filter(hasContent)
}

function hasContent(text: string): boolean {
  return /^(?!\s*(#|$|%|\.\.\.\s*$|---\s*$)).*\S/m.test(text)
}

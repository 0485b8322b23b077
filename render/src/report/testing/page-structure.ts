import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Element = DefaultTreeAdapterTypes.Element
type Node = DefaultTreeAdapterTypes.ChildNode

/** A page as a browser's parser reads it. */
export interface PageStructure {
  /** Codes of the errors in the HTML. */
  readonly errors: readonly string[]
  readonly elements: readonly PageElement[]
}

export interface PageElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** All text below it, as read aloud: scripts and styles left out, blanks joined. */
  readonly text: string
}

/** Parses a page with the algorithm that browsers follow. */
export function pageStructure(page: string): PageStructure {
  const errors: string[] = []
  const document = parse(page, { onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`) })
  return { errors, elements: document.childNodes.flatMap(elementsOf) }
}

function elementsOf(node: Node): PageElement[] {
  if (!('tagName' in node)) return []
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
  const text = textOf(node).replace(/\s+/g, ' ').trim()
  return [{ tag: node.tagName, attributes, text }, ...node.childNodes.flatMap(elementsOf)]
}

function textOf(node: Element | Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  if (!('tagName' in node) || node.tagName === 'script' || node.tagName === 'style') return ''
  return node.childNodes.map(textOf).join(' ')
}

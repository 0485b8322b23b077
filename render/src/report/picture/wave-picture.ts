import { type Markup, markup } from '../../html/markup.ts'
import { counted } from '../../text/amounts.ts'
import type { AppFacts } from '../facts/app-facts.ts'
import { type Edge, layeredGraph, type Slot } from './layered-graph.ts'

/** Sizes in pixels of the picture. */
const BOX = 46
const PASS = 16
const GAP = 14
const HEAD = 34
const CHANNEL = 46
const MARGIN = 12
/** How small it may get before it scrolls instead. */
const SHRINK = 0.72
/** Of the widest font that a reader is likely to have. */
const LETTER = 8.2

interface Place {
  readonly x: number
  /** Middle. */
  readonly y: number
}

/**
 * Apps by wave from left to right, with an arrow for each direct step. `target` gives the link of an app,
 * `scope` keeps ids apart where a page holds several pictures.
 */
export function wavePicture(facts: readonly AppFacts[], target: (app: string) => string, scope: string): Markup {
  const waves = [...new Set(facts.map(({ wave }) => wave))].sort((a, b) => a - b)
  const vertices = facts.map(({ app, wave }) => ({ id: app.appName, layer: waves.indexOf(wave) }))
  const { layers, edges } = layeredGraph(vertices, dependencyEdges(facts))

  const width = Math.max(120, ...facts.map(({ app }) => Math.ceil(app.appName.length * LETTER) + 24))
  const heights = layers.map((layer) => layer.reduce((sum, slot) => sum + heightOf(slot) + GAP, -GAP))
  const height = Math.max(BOX, ...heights)
  const boxes = new Map<string, Place>()
  const passes = new Map<string, Place[]>()
  for (const [column, layer] of layers.entries()) {
    const x = MARGIN + column * (width + CHANNEL)
    let top = HEAD + MARGIN + (height - (heights[column] ?? 0)) / 2
    for (const slot of layer) {
      const place = { x, y: top + heightOf(slot) / 2 }
      if ('vertex' in slot) boxes.set(slot.vertex, place)
      else passes.set(keyOf(slot.passing), [...(passes.get(keyOf(slot.passing)) ?? []), place])
      top += heightOf(slot) + GAP
    }
  }
  const total = { width: layers.length * (width + CHANNEL) - CHANNEL + 2 * MARGIN, height: HEAD + height + 2 * MARGIN }
  return markup`<svg class="waves" viewBox="0 0 ${total.width} ${total.height}" style="max-width:${total.width}px;min-width:${Math.round(total.width * SHRINK)}px" role="group" aria-label="Apps by sync wave; the same stands as text under Apps">
<defs><marker id="${scope}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
${waves.map((wave, column) => band(wave, MARGIN + column * (width + CHANNEL), width, total.height))}
${edges.map((edge) => arrow(edge, boxes, passes.get(keyOf(edge)) ?? [], width, `${scope}-tip`))}
${facts.map((each) => box(each, boxes.get(each.app.appName) as Place, width, target(each.app.appName)))}
</svg>`
}

/** What an app must wait for: what it refers to, and the foundation, which nobody names. */
function dependencyEdges(facts: readonly AppFacts[]): Edge[] {
  const foundation = facts.filter(({ app }) => app.options.foundation)
  return facts.flatMap(({ app }) => {
    const before = [
      ...(app.options.foundation ? [] : foundation.map((each) => each.app)),
      ...app.dependencies.map((dependency) => dependency.app),
    ]
    return [...new Set(before.map(({ appName }) => appName))].map((from) => ({ from, to: app.appName }))
  })
}

function heightOf(slot: Slot): number {
  return 'vertex' in slot ? BOX : PASS
}

function keyOf({ from, to }: Edge): string {
  return JSON.stringify([from, to])
}

function band(wave: number, x: number, width: number, height: number): Markup {
  return markup`<rect class="band" x="${x - MARGIN + 2}" y="1" width="${width + 2 * MARGIN - 4}" height="${height - 2}" rx="10"/><text class="wave" x="${x + width / 2}" y="23" text-anchor="middle">wave ${wave}</text>
`
}

function arrow(
  { from, to }: Edge,
  boxes: ReadonlyMap<string, Place>,
  passes: readonly Place[],
  width: number,
  tip: string,
): Markup {
  const start = boxes.get(from) as Place
  const end = boxes.get(to) as Place
  const path = [`M${start.x + width} ${round(start.y)}`]
  let [x, y] = [start.x + width, start.y]
  for (const stop of [...passes, end]) {
    const bend = (stop.x - x) / 2
    path.push(`C${round(x + bend)} ${round(y)} ${round(stop.x - bend)} ${round(stop.y)} ${stop.x} ${round(stop.y)}`)
    if (stop !== end) path.push(`H${stop.x + width}`)
    ;[x, y] = [stop.x + (stop === end ? 0 : width), stop.y]
  }
  return markup`<path class="edge" data-from="${from}" data-to="${to}" marker-end="url(#${tip})" d="${path.join('')}"/>
`
}

function box({ app, objects }: AppFacts, { x, y }: Place, width: number, href: string): Markup {
  const note = objects > 0 ? counted(objects, 'object') : app.releases.length > 0 ? 'upstream release' : ''
  const tip =
    app.dependencies.length > 0
      ? `after ${app.dependencies.map((each) => each.app.appName).join(', ')}`
      : 'waits for no other app'
  return markup`<a class="box ${app.options.project}" href="${href}" data-app="${app.appName}"><title>${app.appName}: ${tip}</title><rect x="${x}" y="${round(y - BOX / 2)}" width="${width}" height="${BOX}" rx="8"/><text x="${x + 13}" y="${round(y - 2)}">${app.appName}</text><text class="note" x="${x + 13}" y="${round(y + 14)}">${note}</text></a>
`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

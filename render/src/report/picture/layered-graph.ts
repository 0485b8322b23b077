/** A vertex and its layer, counted from 0. */
export interface Vertex {
  readonly id: string
  readonly layer: number
}

/** `from` is in an earlier layer than `to`. */
export interface Edge {
  readonly from: string
  readonly to: string
}

/** One place of a layer: a vertex, or an edge on its way to a later layer. */
export type Slot = { readonly vertex: string } | { readonly passing: Edge }

export interface LayeredGraph {
  /** Slots of each layer, from top to bottom, in an order with few crossings. */
  readonly layers: readonly (readonly Slot[])[]
  /** Edges that no detour over others replaces, and the layers between their ends. */
  readonly edges: readonly Edge[]
}

const SWEEPS = 8

/**
 * Orders a graph for drawing: takes out edges that follow from others, gives long edges a place in each layer that they
 * pass, and sorts each layer by the mean position of its neighbours, back and forth (Sugiyama's method).
 */
export function layeredGraph(vertices: readonly Vertex[], allEdges: readonly Edge[]): LayeredGraph {
  const edges = withoutDetours(vertices, allEdges)
  const layerOf = new Map(vertices.map(({ id, layer }) => [id, layer]))
  const layers: Node[][] = []
  const put = (layer: number, slot: Slot): Node => {
    while (layers.length <= layer) layers.push([])
    const node: Node = { slot, before: [], after: [] }
    layers[layer]?.push(node)
    return node
  }
  const nodes = new Map(vertices.map(({ id, layer }) => [id, put(layer, { vertex: id })]))
  for (const edge of edges) {
    let last = nodes.get(edge.from) as Node
    const end = layerOf.get(edge.to) ?? 0
    for (let layer = (layerOf.get(edge.from) ?? 0) + 1; layer < end; layer++) {
      last = connect(last, put(layer, { passing: edge }))
    }
    connect(last, nodes.get(edge.to) as Node)
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0
    for (const layer of down ? layers : [...layers].reverse()) sortLayer(layer, layers, down ? 'before' : 'after')
  }
  return { layers: layers.map((layer) => layer.map(({ slot }) => slot)), edges }
}

interface Node {
  readonly slot: Slot
  readonly before: Node[]
  readonly after: Node[]
}

function connect(from: Node, to: Node): Node {
  from.after.push(to)
  to.before.push(from)
  return to
}

function sortLayer(layer: Node[], layers: readonly Node[][], side: 'before' | 'after'): void {
  const places = new Map<Node, number>()
  // From the middle of the layer, as it is drawn: layers of different length face each other with their middles.
  for (const each of layers) for (const [index, node] of each.entries()) places.set(node, index - (each.length - 1) / 2)
  const mean = (node: Node) => {
    const neighbours = node[side]
    if (neighbours.length === 0) return places.get(node) ?? 0
    return neighbours.reduce((sum, neighbour) => sum + (places.get(neighbour) ?? 0), 0) / neighbours.length
  }
  const means = new Map(layer.map((node) => [node, mean(node)]))
  layer.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0))
}

/** An edge goes without saying if another way leads to the same end. */
function withoutDetours(vertices: readonly Vertex[], edges: readonly Edge[]): Edge[] {
  const known = new Set(vertices.map(({ id }) => id))
  const next = new Map<string, Set<string>>()
  for (const { from, to } of edges) {
    if (!known.has(from) || !known.has(to)) continue
    next.set(from, (next.get(from) ?? new Set()).add(to))
  }
  const reached = new Map<string, Set<string>>()
  // From the last layer back: what a vertex reaches is known before it is asked for.
  for (const { id } of [...vertices].sort((a, b) => b.layer - a.layer)) {
    const all = new Set<string>()
    for (const step of next.get(id) ?? []) for (const end of [step, ...(reached.get(step) ?? [])]) all.add(end)
    reached.set(id, all)
  }
  return [...next].flatMap(([from, steps]) =>
    [...steps]
      .filter((to) => ![...steps].some((other) => other !== to && reached.get(other)?.has(to)))
      .map((to) => ({ from, to })),
  )
}

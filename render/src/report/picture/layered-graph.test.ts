import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Edge, layeredGraph, type Vertex } from './layered-graph.ts'

const edge = (text: string): Edge => ({ from: text[0] as string, to: text[1] as string })
const graph = (layers: string[], edges: string[]) =>
  layeredGraph(
    layers.flatMap((names, layer) => [...names].map((id): Vertex => ({ id, layer }))),
    edges.map(edge),
  )
const shown = ({ layers }: ReturnType<typeof graph>) =>
  layers.map((layer) =>
    layer.map((slot) => ('vertex' in slot ? slot.vertex : `${slot.passing.from}${slot.passing.to}`)),
  )

describe('layeredGraph', () => {
  it('leaves out an edge that a longer way replaces', () => {
    expect(graph(['a', 'b', 'c'], ['ab', 'bc', 'ac']).edges).toEqual([edge('ab'), edge('bc')])
    expect(graph(['a', 'b', 'c', 'd'], ['ab', 'bc', 'cd', 'ad']).edges).toEqual([edge('ab'), edge('bc'), edge('cd')])
  })

  it('gives an edge a place in each layer that it passes', () => {
    expect(shown(graph(['a', 'b', 'c', 'd'], ['ad']))).toEqual([
      ['a'],
      ['ad', 'b'].sort().reverse(),
      expect.arrayContaining(['c', 'ad']),
      ['d'],
    ])
  })

  it('sorts layers so that edges need not cross', () => {
    expect(shown(graph(['ab', 'cd'], ['ad', 'bc']))).toEqual([
      ['a', 'b'],
      ['d', 'c'],
    ])
  })

  it('ignores edges to what is not drawn', () => {
    expect(graph(['a'], ['ax', 'xa']).edges).toEqual([])
  })

  it('shows each vertex once and keeps who reaches whom, for any graph', () => {
    const arbitrary = fc.record({
      layers: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 14 }),
      pairs: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 40 }),
    })
    fc.assert(
      fc.property(arbitrary, ({ layers, pairs }) => {
        const vertices = layers.map((layer, index): Vertex => ({ id: `v${index}`, layer }))
        const edges = pairs
          .filter(([a, b]) => (layers[a] ?? 9) < (layers[b] ?? -1))
          .map(([a, b]): Edge => ({ from: `v${a}`, to: `v${b}` }))
        const result = layeredGraph(vertices, edges)
        const drawn = result.layers.flatMap((slots) => slots.flatMap((slot) => ('vertex' in slot ? [slot.vertex] : [])))
        expect(drawn.sort()).toEqual(vertices.map(({ id }) => id).sort())
        for (const { id } of vertices) expect(reach(id, result.edges)).toEqual(reach(id, edges))
      }),
    )
  })
})

function reach(from: string, edges: readonly Edge[]): string[] {
  const found = new Set<string>()
  const queue = [from]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const { from: start, to } of edges) {
      if (start !== next || found.has(to)) continue
      found.add(to)
      queue.push(to)
    }
  }
  return [...found].sort()
}

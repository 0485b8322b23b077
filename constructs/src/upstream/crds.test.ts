import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { crdsOf, loadCrdIndex, sharedCrd } from './crds.ts'
import { structureOf } from './generate/structure-of.ts'
import { upstreams } from './upstreams.ts'

const withCrds = upstreams.filter(({ crds }) => crds)

test('there is a file for every upstream with definitions, and no other', () => {
  const present = readdirSync(new URL('./generated/', import.meta.url))
  expect(present.sort()).toEqual(['index.json', ...withCrds.map(({ name }) => `${name}.json`)].sort())
})

test('the files were made from the versions that the records name', () => {
  const made = Object.entries(loadCrdIndex()).map(([name, { version, sha256 }]) => ({ name, version, sha256 }))
  const pinned = withCrds.map(({ name, version, crds }) => ({ name, version, sha256: crds?.sha256 }))
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
  expect(made.sort(byName), 'run npm run generate').toEqual(pinned.sort(byName))
})

test.each(withCrds)('the definitions of $name are whole, and have no sentence of upstream', (upstream) => {
  const crds = crdsOf(upstream)
  expect(crds.length).toBeGreaterThan(0)
  for (const { metadata, spec } of crds) {
    expect(metadata.name).toBe(`${spec.names.plural}.${spec.group}`)
    expect(spec.versions.filter(({ storage }) => storage)).toHaveLength(1)
    expect(structureOf(spec)).toEqual(spec)
    expect(JSON.stringify(spec)).not.toContain('$ref')
  }
})

test.each(withCrds)('the index has the served kinds of $name', (upstream) => {
  const served = crdsOf(upstream).flatMap(({ spec }) =>
    spec.versions.flatMap((version) =>
      version.served ? [[`${spec.group}/${version.name}`, spec.names.kind, spec.scope, spec.names.plural]] : [],
    ),
  )
  const index = Object.entries(loadCrdIndex()[upstream.name]?.kinds ?? {}).flatMap(([apiVersion, kinds]) =>
    Object.entries(kinds).map(([kind, entry]) => [apiVersion, kind, ...entry]),
  )
  expect(index.map(String).sort()).toEqual(served.map(String).sort())
})

test('definitions share no objects when they are copied, and each part once when they are only read', () => {
  const [upstream] = withCrds.filter(({ name }) => name === 'argo-cd')
  const own = upstream && crdsOf(upstream).find(({ spec }) => spec.names.kind === 'ApplicationSet')
  const objectsIn = (value: unknown, seen: unknown[] = []): unknown[] => {
    if (typeof value !== 'object' || value === null) return seen
    seen.push(value)
    for (const inner of Object.values(value)) objectsIn(inner, seen)
    return seen
  }
  const all = objectsIn(own)
  expect(all.length).toBeGreaterThan(1000)
  expect(new Set(all).size).toBe(all.length)
  const shared = sharedCrd('argo-cd', 'applicationsets.argoproj.io')
  expect(shared).toEqual(own)
  expect(new Set(objectsIn(shared)).size).toBeLessThan(all.length / 2)
  expect(sharedCrd('argo-cd', 'kettles.example.org')).toBeUndefined()
})

test('an upstream whose record names no definitions has none', () => {
  expect(crdsOf({ name: 'omni' })).toEqual([])
})

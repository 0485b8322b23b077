import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The call, without the indentation that it has inside a function. */
function call(text: string): string {
  const [, indent = '', rest = ''] =
    /^( *)(?:return )?(new ContainerApp\(cluster, 'gotify', \{\n.*?\n\1\}\))$/ms.exec(text) ?? []
  return rest.replaceAll(`\n${indent}`, '\n')
}

it('shows the chart that docs/examples installs', () => {
  const release = (text: string) => /this\.addRelease\(\{.*?\n *\}\)\n/s.exec(text)?.[0].replace(/^ +/gm, '')
  const example = release(read('nfs-storage.ts'))
  expect(example).toContain('clusterKinds')
  expect(release(read('../add-an-app.md'))).toBe(example)
})

it('shows the app that docs/examples renders', () => {
  const example = call(read('gotify.ts'))
  expect(example).toContain('GOTIFY_SERVER_PORT')
  expect(call(read('../add-an-app.md'))).toBe(example)
})

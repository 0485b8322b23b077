import { expect, it } from 'vitest'
import { examples } from './examples.ts'
import { clusterSchema } from './schema.ts'
import { allowedKeys } from './schema-at.ts'

it('every example is one of a setting that exists', () => {
  const unknown = Object.keys(examples).filter((path) => {
    const parts = path.split('.').flatMap((part) => (/^(nodes|disks|taints)$/.test(part) ? [part, 0] : [part]))
    const last = parts.filter((part) => part !== 0).at(-1)
    return !allowedKeys(clusterSchema, undefined, parts.slice(0, parts.lastIndexOf(String(last)))).includes(
      String(last),
    )
  })
  expect(unknown).toEqual([])
})

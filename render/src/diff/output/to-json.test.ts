import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { diffYaml } from '../testing/diff-yaml.ts'
import { application, claim, deployment, named, storageClass, tree } from '../testing/objects.ts'
import { toJson } from './to-json.ts'

const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('../../../../docs/diff/diff.schema.json', import.meta.url), 'utf8')),
)
const map = (name: string, x: string) => named('v1', 'ConfigMap', name, { data: { x } })
const result = () =>
  diffYaml(
    tree(
      [application('web')],
      claim('films', 'longhorn'),
      storageClass('longhorn'),
      map('a', '1'),
      map('old', 'same'),
      deployment(),
    ),
    tree(
      [application('web')],
      storageClass('longhorn'),
      map('a', '2'),
      map('new', 'same'),
      map('b', '1'),
      deployment({ image: 'registry.example/web:2.0.0' }),
    ),
    { besideHead: { 'accept.yaml': '[{rule: data-loss, object: "*", reason: copied, until: "2027-01-01"}]' } },
  )

describe('toJson', () => {
  it('fits the documented schema', () => {
    const json = JSON.parse(JSON.stringify(toJson(result())))
    expect(json.summary).toEqual({ added: 1, removed: 1, changed: 2, renamed: 1 })
    expect(json.accepted).toHaveLength(1)
    expect(schema.safeParse(json)).toMatchObject({ success: true })
  })

  it('would be found out if it did not', () => {
    const json = JSON.parse(JSON.stringify(toJson(result())))
    expect(schema.safeParse({ ...json, summary: {} }).success).toBe(false)
    expect(schema.safeParse({ ...json, findings: [{ ...json.accepted[0].finding, severity: 'fatal' }] }).success).toBe(
      false,
    )
    expect(schema.safeParse({ ...json, objects: [{ ...json.objects[0], change: 'moved' }] }).success).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { deployment, yaml } from '../testing/objects.ts'

const rule = (before: string, after: string) =>
  findingsOf('image-downgrade', yaml(deployment({ image: before })), yaml(deployment({ image: after })))

describe('image-downgrade', () => {
  it.each([
    ['example/db:16.2', 'example/db:15.9'],
    ['example/db:v1.10.0', 'example/db:v1.9.3'],
    ['nginx:1.27-alpine', 'docker.io/library/nginx:1.26-alpine'],
    ['example/db:1.2.0', 'example/db:1.2.0-rc.1'],
  ])('reports %s -> %s', (before, after) => {
    expect(rule(before, after)).toHaveLength(1)
  })

  it.each([
    ['example/db:1.9.0', 'example/db:1.10.0'],
    ['example/db:2.0.0', 'example/other:1.0.0'],
    ['example/db:2.0.0-alpine', 'example/db:1.0.0-slim'],
    ['example/db:latest', 'example/db:1.0.0'],
    ['example/db:20260101', 'example/db:main'],
  ])('says nothing about %s -> %s', (before, after) => {
    expect(rule(before, after)).toEqual([])
  })
})

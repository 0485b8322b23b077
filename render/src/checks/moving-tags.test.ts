import { describe, expect, it } from 'vitest'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { movingTagsCheck } from './moving-tags.ts'

const found = (image: string) =>
  movingTagsCheck
    .run(testRendering({ objects: [deployment('web', image)], images: { [image]: ['linux/amd64'] } }))
    .map(({ rule, severity, path, message }) => `${severity} ${rule} ${path}: ${message}`)

describe('image-tag-moves', () => {
  it('fires for a tag that is built again and again, though the lock declares it', () => {
    expect(found('ghcr.io/a/web:latest')).toEqual([
      'warning image-tag-moves spec.template.spec.containers[0].image: "ghcr.io/a/web:latest": "latest" is whatever was built last',
    ])
    expect(found('ghcr.io/a/web:nightly')).toHaveLength(1)
    expect(found('registry:5000/web')).toHaveLength(1)
  })

  it('accepts a version, and whatever is pinned by a digest', () => {
    expect(found('ghcr.io/a/web:1.2')).toEqual([])
    expect(found('ghcr.io/a/web:latest-2026-11-30')).toEqual([])
    expect(found(`ghcr.io/a/web:latest@sha256:${'a'.repeat(64)}`)).toEqual([])
  })
})

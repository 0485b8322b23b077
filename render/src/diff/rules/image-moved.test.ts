import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { deployment, yaml } from '../testing/objects.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const image = (text: string) => yaml(deployment({ image: text }))

describe('image-moved', () => {
  it('reports another digest under the same tag', () => {
    expect(findingsOf('image-moved', image(`a:1.0.0@${digest('a')}`), image(`a:1.0.0@${digest('b')}`))).toMatchObject([
      { path: 'spec.template.spec.containers[0].image' },
    ])
  })

  it('says nothing when the tag changes with it', () => {
    expect(findingsOf('image-moved', image(`a:1.0.0@${digest('a')}`), image(`a:1.0.1@${digest('b')}`))).toEqual([])
  })

  it('reports a digest that moves in the lock, and not one that is filled in', () => {
    const entry = (value?: string) => ({
      'a:1.0.0': { tag: '1.0.0', platforms: [], source: 'registry', ...(value && { digest: value }) },
    })
    const same = image('a:1.0.0')
    expect(findingsOf('image-moved', same, same, { lock: [entry(digest('a')), entry(digest('b'))] })).toHaveLength(1)
    expect(findingsOf('image-moved', same, same, { lock: [entry(), entry(digest('b'))] })).toEqual([])
  })
})

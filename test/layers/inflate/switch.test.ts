import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { image, release } from './kettle-release.ts'
import { Lab, skipped } from './lab.ts'

describe.skipIf(skipped)('a release that goes from Argo CD into the tree, and back', () => {
  let lab: Lab
  let sha256: string
  beforeAll(async () => {
    lab = await Lab.start()
    sha256 = lab.pack(fileURLToPath(new URL('kettle', import.meta.url)))
    lab.lockImages({ [image]: ['linux/amd64', 'linux/arm64'] })
  })
  afterAll(() => lab?.end())

  const synth = (rendering: object) => {
    const body = `const app = new (class extends lab.App {})(cluster, 'kettle')
      app.addRelease(${JSON.stringify(release)}, ${JSON.stringify(rendering)})`
    const { exitCode, said } = lab.ainur(
      'synth',
      '--apps',
      lab.write(body, join(lab.root, 'apps')),
      '--out',
      'dist',
      '--format',
      'json',
    )
    return { exitCode, cluster: exitCode === 2 ? said : JSON.parse(said).clusters[0] }
  }
  const keep = (name: string) => cpSync(join(lab.root, 'dist'), join(lab.root, name), { recursive: true })
  const diff = (base: string, head: string) => {
    const { said } = lab.ainur('diff', '--base', `./${base}`, '--head', `./${head}`, '--format', 'json')
    const { findings, objects } = JSON.parse(said) as Record<'findings' | 'objects', Record<string, string>[]>
    return {
      findings: findings.map(({ rule, severity }) => `${severity} ${rule}`),
      effects: objects.map(({ change, effect }) => `${change} ${effect}`),
    }
  }

  it('is written without being asked for anything, both ways', () => {
    expect(synth({})).toMatchObject({ exitCode: 0, cluster: { findings: [] } })
    keep('before')
    const inflated = synth({ render: 'inflate', sha256 })
    // Only an inflated chart shows how it hardens its pods.
    expect(inflated).toMatchObject({ exitCode: 0, cluster: { findings: [{ rule: 'pod-not-restricted' }] } })
    expect(existsSync(join(lab.root, 'dist/lab/apps/kettle/CustomResourceDefinition-kettles.example.com.yaml'))).toBe(
      true,
    )
    keep('inflated')
    expect(synth({ render: 'inflate', sha256 })).toMatchObject({ exitCode: 0, cluster: { written: 0, removed: 0 } })
    const back = synth({ render: 'chart' })
    expect(back).toMatchObject({ exitCode: 0, cluster: { findings: [], removed: 7 } })
  })

  it('is seen in a diff as what it is: no object is new, and none is lost', () => {
    const into = diff('before', 'inflated')
    expect(into.findings).toEqual(['info release-switched'])
    expect(into.effects.filter((effect) => effect === 'added hand-over')).toHaveLength(7)
    expect(into.effects.filter((effect) => /create|delete/.test(effect))).toEqual([])
    const back = diff('inflated', 'dist')
    expect(back.findings).toEqual(['info release-switched'])
    expect(back.effects.filter((effect) => effect === 'removed hand-over')).toHaveLength(7)
  })
})

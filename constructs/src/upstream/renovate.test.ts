import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import renovate from '../../../renovate.json' with { type: 'json' }
import { upstreams } from './upstreams.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const files = readdirSync(join(root, 'constructs/src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `constructs/src/${path}`)
  .filter((path) => path.endsWith('.ts'))

/** What the regex managers of Renovate with this datasource find in the records, as `name version`. */
function found(datasource: string): string[] {
  const managers = renovate.customManagers.filter(
    ({ customType, datasourceTemplate }) => customType === 'regex' && datasourceTemplate === datasource,
  )
  return managers.flatMap(({ managerFilePatterns, matchStrings }) => {
    const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)))
    const texts = files
      .filter((path) => patterns.some((pattern) => pattern.test(path)))
      .map((path) => readFileSync(join(root, path), 'utf8'))
    return texts.flatMap((text) =>
      matchStrings.flatMap((match) =>
        [...text.matchAll(new RegExp(match, 'g'))].map(({ groups }) =>
          [groups?.registryUrl, groups?.depName, groups?.currentValue].filter(Boolean).join(' '),
        ),
      ),
    )
  })
}

test('Renovate finds the version of every record, once', () => {
  const pinned = upstreams.map(({ repository, version }) => `${repository} ${version}`)
  expect(found('github-releases').sort()).toEqual(pinned.sort())
})

test('Renovate finds every chart that is not versioned with its upstream', () => {
  const charts = upstreams.flatMap(({ chart, version }) =>
    chart && chart.version !== version ? [`${chart.repository} ${chart.name} ${chart.version}`] : [],
  )
  expect(charts.length).toBeGreaterThan(0)
  expect(found('helm').sort()).toEqual(charts.sort())
})

test('Renovate finds the image that follows no release of its upstream, and leaves those that do', () => {
  expect(found('docker')).toEqual([expect.stringMatching(/^trust-pkg-debian-trixie \d{8}\S+$/)])
})

import { readFileSync } from 'node:fs'
import { distributionIds, distributionOf } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { componentRoles } from '../constructs/src/distribution/component.ts'

const page = readFileSync(new URL('distributions.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('|'))
const [head = ''] = rows

describe.each(distributionIds.map((id) => [id, distributionOf(id)] as const))(
  'docs/distributions.md about %s',
  (id, facts) => {
    const column = head.split('|').findIndex((cell) => cell.includes(`\`${id}\``))
    const cells = rows.map((row) => row.split('|')[column] ?? '').join('\n')

    it('has a column, with an example of a version and both networks', () => {
      expect(column).toBeGreaterThan(0)
      expect(cells).toContain(`\`${facts.version.example}\``)
      expect(cells).toContain(`${facts.networks.pods}, ${facts.networks.services}`)
    })

    it('names every component as the distribution does, and the class that is the default', () => {
      for (const { name, defaultClass } of facts.components) {
        expect(cells).toContain(`\`${name}\``)
        if (defaultClass) expect(cells).toContain(`\`${defaultClass.name}\``)
      }
    })
  },
)

it('lists what an app may replace', () => {
  for (const role of componentRoles) expect(page).toContain(`\`${role}\``)
})

import { describe, expect, it } from 'vitest'
import { misdirectedImports } from './import-direction.ts'
import { repositorySources } from './testing/repository-sources.ts'

const dex = { path: 'constructs/src/systems/dex/dex.ts', text: 'export class Dex extends App {}' }
const app = { path: 'constructs/src/app/app.ts', text: 'export abstract class App {}' }

describe('imports', () => {
  it('point one way in this repository', () => {
    // This file is full of imports that point the wrong way.
    const files = repositorySources().filter(({ path }) => !path.endsWith('import-direction.test.ts'))
    expect(files.length).toBeGreaterThan(100)
    expect(misdirectedImports(files)).toEqual([])
  })

  it.each([
    [
      'constructs/src/cluster/a.ts',
      "import { App } from '../app/app.ts'",
      'the definition knows nothing of constructs',
    ],
    [
      'constructs/src/cluster/x/a.ts',
      "export * from '../../systems/dex/dex.ts'",
      'the definition knows nothing of constructs',
    ],
    ['constructs/src/cluster/a.ts', "import type { X } from '@ainur/constructs'", 'the definition knows nothing'],
    [
      'constructs/src/systems/dex/a.ts',
      "import { x } from '@ainur/render'",
      'constructs may import constructs, not render',
    ],
    ['constructs/src/systems/dex/a.ts', "import x from '../../../../apps/ainur/cluster.ts'", 'not apps'],
    ['constructs/src/systems/dex/a.ts', "const x = await import('../../../../test/src/index.ts')", 'not test'],
    ['render/src/a.ts', "import '../../apps/ainur/index.ts'", 'render may import render and constructs, not apps'],
    ['render/src/a.ts', "import { x } from '@ainur/test'", 'not test'],
    [
      'render/src/a.ts',
      "import { Dex } from '../../constructs/src/systems/dex/dex.ts'",
      "import it from '@ainur/constructs'",
    ],
    [
      'render/src/a.ts',
      "import {\n  App,\n  type Dex as D,\n} from '@ainur/constructs'",
      'no particular system, such as Dex',
    ],
    ['apps/mine/index.ts', "import { x } from '@ainur/render'", 'apps may import apps and constructs, not render'],
  ])('are refused where %s says %s', (path, text, complaint) => {
    expect(misdirectedImports([dex, app, { path, text }])).toEqual([expect.stringContaining(complaint)])
  })

  it.each([
    ['constructs/src/cluster/a.ts', "import type { Finding } from '../finding/finding.ts'\nimport { z } from 'zod'"],
    [
      'constructs/src/systems/dex/a.ts',
      "import { App } from '../../app/app.ts'\nimport type { X } from 'argocd-types'",
    ],
    ['render/src/a.ts', "import { App } from '@ainur/constructs'\nimport { f } from '@ainur/constructs/finding'"],
    ['render/src/a.test.ts', "import { Dex } from '@ainur/constructs'"],
    ['apps/mine/index.ts', "import { Dex } from '@ainur/constructs'\nimport { cluster } from './cluster.ts'"],
    ['render/bench/a.ts', "import { x } from '@ainur/test'"],
    ['test/src/a.ts', "import { x } from '@ainur/render'\nimport y from '../../apps/ainur/index.ts'"],
  ])('are allowed where %s says %s', (path, text) => {
    expect(misdirectedImports([dex, app, { path, text }])).toEqual([])
  })
})

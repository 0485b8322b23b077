import { readFileSync } from 'node:fs'
import type { App } from '@ainur/constructs'
import { expect, it } from 'vitest'
import { parseImageLock } from '../render/src/images/parse-image-lock.ts'
import { renderTree } from '../render/src/pipeline/render-tree.ts'
import { smallCluster } from './examples/testing/small-cluster.ts'

const root = new URL('../', import.meta.url)
const lock = parseImageLock(readFileSync(new URL('images.lock.json', root), 'utf8'))

/** The cluster of the examples, with one of its systems changed. */
function changed(name: string, change: (app: App) => void) {
  const { tree } = smallCluster()
  const app = tree.apps.find(({ appName }) => appName === name)
  if (!app) throw new Error(`no app is called ${name}`)
  change(app)
  const { findings, ...rest } = renderTree(tree, lock, root.pathname)
  return { ...rest, errors: findings.filter(({ severity }) => severity === 'error') }
}

it('reaches the values of a chart, whether Argo CD or k3s installs it', () => {
  const { applications, errors } = changed('cert-manager', (app) =>
    app.overrideValues('cert-manager', { replicaCount: 2, webhook: { replicaCount: 2 } }),
  )
  expect(errors).toEqual([])
  const application = applications.find(
    ({ kind, metadata }) => kind === 'Application' && metadata.name === 'cert-manager',
  )
  expect(application?.spec?.source.helm.valuesObject).toMatchObject({ replicaCount: 2, crds: { enabled: true } })

  const traefik = changed('traefik', (app) =>
    app.overrideValues('traefik', { logs: { general: { level: 'DEBUG' } }, deployment: { replicas: 3 } }),
  )
  expect(traefik.errors).toEqual([])
  const config = traefik.rendering.objects.find(({ object }) => object.kind === 'HelmChartConfig')
  expect(config?.object.spec?.valuesContent).toMatch(/logs:\n {2}general:\n {4}level: DEBUG\n/)
  expect(config?.object.spec?.valuesContent).toMatch(/deployment:\n {2}replicas: 3\n/)
})

const login = { smtp: { user: 'lab', password: 'hunter22' } }
const env = [{ name: 'SMTP_PASSWORD', value: 'hunter22' }]

it.each([
  ['the values of a chart', 'cert-manager', (app: App) => app.overrideValues('cert-manager', login), 'Application'],
  ['the values of the chart of k3s', 'traefik', (app: App) => app.overrideValues('traefik', login), 'HelmChartConfig'],
  ['their variables', 'traefik', (app: App) => app.overrideValues('traefik', { env }), 'HelmChartConfig'],
  [
    'an object',
    'dex',
    (app: App) =>
      app.override('Deployment', 'dex', { spec: { template: { spec: { containers: [{ name: 'dex', env }] } } } }),
    'Deployment',
  ],
])('finds a password in what changes %s, and does not quote it', (_, app, change, kind) => {
  const { errors } = changed(app, change)
  expect(errors).toMatchObject([{ rule: 'secret-literal', object: { kind, name: app } }])
  expect(JSON.stringify(errors)).not.toContain('hunter22')
})

import { expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import { ClusterTree } from '../app/cluster-tree.ts'
import { roleReferences } from '../app/role-references.ts'
import { testCluster } from '../app/testing/test-cluster.ts'
import { TreeError } from '../app/tree-error.ts'
import { ArgoCd } from './argo-cd/argo-cd.ts'
import { CertManager } from './cert-manager/cert-manager.ts'
import { CertSite } from './cert-site/cert-site.ts'
import { CoreDns } from './cluster-dns/core-dns.ts'
import { Dex } from './dex/dex.ts'
import { Headlamp } from './headlamp/headlamp.ts'
import { LabPki } from './lab-pki/lab-pki.ts'
import { Longhorn } from './longhorn/longhorn.ts'
import { Omni } from './omni/omni.ts'
import { PiNetboot } from './pi-netboot/pi-netboot.ts'
import { Traefik } from './traefik/traefik.ts'
import { TrustManager } from './trust-manager/trust-manager.ts'

// biome-ignore lint/suspicious/noExplicitAny: what types forbid is written all the same
type System = new (tree: ClusterTree, name: string, props: any) => App

/** System -> the names of the apps that it must be handed. */
const systems: readonly (readonly [System, readonly string[]])[] = [
  [ArgoCd, ['ingress']],
  [CertManager, []],
  [CertSite, ['ingress', 'trust']],
  [CoreDns, []],
  [Dex, ['ingress', 'trust']],
  [Headlamp, ['ingress', 'identity', 'trust']],
  [LabPki, ['certManager', 'trustManager']],
  [Longhorn, ['crds']],
  [Omni, ['ingress', 'identity', 'trust', 'loadBalancer', 'storage']],
  [PiNetboot, ['loadBalancer', 'storage']],
  [Traefik, ['trust', 'loadBalancer']],
  [TrustManager, ['certManager']],
]

/** What is reported of a system that was made with these props. */
function findingsOf(system: System, props: (tree: ClusterTree) => unknown) {
  const tree = new ClusterTree(testCluster())
  const given = props(tree)
  try {
    new system(tree, 'mine', given)
  } catch (error) {
    if (!(error instanceof TreeError)) throw error
  }
  return tree.apps.find(({ appName }) => appName === 'mine')?.findings ?? []
}

const cases = systems.map(([system, apps]) => [system.name, system, apps] as const)

it.each(cases)('%s reports a misspelt prop', (_, system) => {
  const finding = { rule: 'unknown-key', path: 'bundledd' }
  expect(findingsOf(system, () => ({ bundledd: true }))).toContainEqual(expect.objectContaining(finding))
})

it.each(cases)('%s reports every app that it is not handed', (_, system, apps) => {
  const missing = findingsOf(system, () => undefined).filter(({ rule }) => rule === 'missing-value')
  expect(missing.map(({ path }) => path)).toEqual(expect.arrayContaining([...apps]))
})

const takeRoles = cases.filter(([, , apps]) => apps.some((prop) => prop in roleReferences))

it.each(takeRoles)('%s reports an app that does not do what it is needed for', (_, system, apps) => {
  const wrong = findingsOf(system, (tree) => {
    const other = new CertManager(tree, 'other')
    return Object.fromEntries(apps.map((prop) => [prop, other]))
  })
  const message = expect.stringMatching(/^a CertManager was given; it takes /)
  for (const path of apps) expect(wrong).toContainEqual(expect.objectContaining({ rule: 'wrong-type', path, message }))
})

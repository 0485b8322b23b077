import { providedCrds } from '../../app/provided-crds.ts'
import type { UpstreamRelease } from '../../app/upstream-release.ts'
import { dexCrdNames } from './resources.ts'
import { dexUpstream } from './upstream.ts'

/** Dex's CustomResourceDefinitions, taken by Argo CD from Dex's own repository at the tag of the image. */
export const dexCrds: UpstreamRelease = {
  name: 'dex-crds',
  source: {
    type: 'git',
    repoURL: 'https://github.com/dexidp/dex.git',
    version: dexUpstream.version,
    path: 'scripts/manifests/crds',
  },
  contents: {
    namespaces: [],
    clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    workloads: [],
    provides: providedCrds(dexCrdNames),
  },
  facts: `https://github.com/dexidp/dex/tree/${dexUpstream.version}/scripts/manifests/crds`,
}

/** CustomResourceDefinitions of one upstream at one tag. */
export interface PinnedCrds {
  readonly id: string
  /** GitHub repository. */
  readonly repository: string
  readonly tag: string
  /** Files in the repository that hold them; other objects in these files are left out. */
  readonly paths: readonly string[]
  /** File of this name in the directory that `AINUR_CRDS` points to holds all of them. */
  readonly file: string
  /**
   * SHA-256 over names and specs in canonical JSON (see `crdDigest`): the same for the upstream's files and for a copy
   * with other labels, comments or order.
   */
  readonly sha256: string
}

const dexKinds = [
  'authcodes',
  'authrequests',
  'connectors',
  'devicerequests',
  'devicetokens',
  'oauth2clients',
  'offlinesessionses',
  'passwords',
  'refreshtokens',
  'signingkeies',
]

const traefikKinds = [
  'ingressroutes',
  'ingressroutetcps',
  'ingressrouteudps',
  'middlewares',
  'middlewaretcps',
  'serverstransports',
  'serverstransporttcps',
  'tlsoptions',
  'tlsstores',
  'traefikservices',
]

const certManagerKinds = [
  'acme.cert-manager.io_challenges',
  'acme.cert-manager.io_orders',
  'cert-manager.io_certificaterequests',
  'cert-manager.io_certificates',
  'cert-manager.io_clusterissuers',
  'cert-manager.io_issuers',
]

/** Every CustomResourceDefinition that a rendered tree may need. */
export const pinnedCrds: readonly PinnedCrds[] = [
  {
    id: 'argo-cd',
    repository: 'argoproj/argo-cd',
    tag: 'v3.5.1',
    paths: ['application', 'applicationset', 'appproject'].map((kind) => `manifests/crds/${kind}-crd.yaml`),
    file: 'argo-cd-v3.5.1.yaml',
    sha256: '57d9ce38e3f8a365d226721ceb1ecac277866c228bb5baf1d201ba9dd4dc0568',
  },
  {
    id: 'cert-manager',
    repository: 'cert-manager/cert-manager',
    tag: 'v1.21.1',
    paths: certManagerKinds.map((kind) => `deploy/crds/${kind}.yaml`),
    file: 'cert-manager-v1.21.1.yaml',
    sha256: 'a7f4b0baac999b1e2eb59c87b57c4459d374c7240e3ef28a6c1c635c79acf2d9',
  },
  {
    id: 'trust-manager',
    repository: 'cert-manager/trust-manager',
    tag: 'v0.24.0',
    paths: ['deploy/crds/trust-manager.io_clusterbundles.yaml', 'deploy/crds/trust.cert-manager.io_bundles.yaml'],
    file: 'trust-manager-v0.24.0.yaml',
    sha256: '9d8dabbb00792991719cbfc832e8d544cd274d568ea42a75eeb3e4435f0f15cc',
  },
  {
    id: 'dex',
    repository: 'dexidp/dex',
    tag: 'v2.45.1',
    paths: dexKinds.map((kind) => `scripts/manifests/crds/${kind}.yaml`),
    file: 'dex-v2.45.1.yaml',
    sha256: '9b35f56224b6e857a02badd9c5cc5b6def19bbebb7356d946bbfe3c298f5f9a0',
  },
  {
    id: 'longhorn',
    repository: 'longhorn/longhorn',
    tag: 'v1.12.1',
    paths: ['deploy/longhorn.yaml'],
    file: 'longhorn-v1.12.1.yaml',
    sha256: '1a1c4de5658b894d714575d85e8aa39c13fc39e7d94c3f193599a779bcb172da',
  },
  {
    id: 'traefik',
    repository: 'traefik/traefik-helm-chart',
    tag: 'v41.3.0',
    paths: traefikKinds.map((kind) => `traefik-crds/crds-files/traefik/traefik.io_${kind}.yaml`),
    file: 'traefik-v3.7.yaml',
    sha256: 'ae79b5bbfad11d5a7a7bd7e0fd0f81bded2873c77ae0cae89e747cdd6f3ac205',
  },
  {
    id: 'k3s-helm-controller',
    repository: 'k3s-io/helm-controller',
    tag: 'v0.17.7',
    paths: ['helmchartconfigs', 'helmcharts'].map((kind) => `pkg/crds/yaml/generated/helm.cattle.io_${kind}.yaml`),
    file: 'k3s-helm-controller-v0.17.7.yaml',
    sha256: 'be3624ff64ee46665206b02a4b23a1d981ac170a8198b8ff9c6afbbb5ad697b8',
  },
  {
    id: 'system-upgrade-controller',
    repository: 'rancher/system-upgrade-controller',
    tag: 'v0.20.1',
    paths: ['pkg/crds/yaml/generated/upgrade.cattle.io_plans.yaml'],
    file: 'system-upgrade-controller-v0.20.1.yaml',
    sha256: '533cc6f7b998121856588bed599c7033f8ecf03907739edbcbe145c72e84b989',
  },
]

import type { Upstream } from '../../upstream/upstream.ts'

/** The controller inside k3s that turns HelmChart and HelmChartConfig into releases. */
export const helmControllerUpstream = {
  name: 'k3s-helm-controller',
  version: 'v0.17.7',
  released: '2026-07-27',
  repository: 'k3s-io/helm-controller',
  goModule: 'github.com/k3s-io/helm-controller',
  crds: {
    paths: ['helmchartconfigs', 'helmcharts'].map((kind) => `pkg/crds/yaml/generated/helm.cattle.io_${kind}.yaml`),
    inGoModule: true,
    sha256: 'be3624ff64ee46665206b02a4b23a1d981ac170a8198b8ff9c6afbbb5ad697b8',
  },
} as const satisfies Upstream

/** Upgrades k3s node by node, by Plans. */
export const systemUpgradeControllerUpstream = {
  name: 'system-upgrade-controller',
  version: 'v0.20.1',
  released: '2026-05-19',
  repository: 'rancher/system-upgrade-controller',
  goModule: 'github.com/rancher/system-upgrade-controller',
  crds: {
    paths: ['pkg/crds/yaml/generated/upgrade.cattle.io_plans.yaml'],
    inGoModule: true,
    sha256: '533cc6f7b998121856588bed599c7033f8ecf03907739edbcbe145c72e84b989',
  },
} as const satisfies Upstream

import { asFilledText, asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

/** Installs charts from objects; part of k3s. @see https://github.com/k3s-io/helm-controller */
export const helmController: KnownSystem = {
  name: 'helm-controller',
  references: {
    'helm.cattle.io/HelmChartConfig': ({ metadata: { name, namespace = '' } }) => [
      { path: 'metadata.name', group: 'helm.cattle.io', kind: 'HelmChart', namespace, name },
    ],
  },
  makes: {
    'helm.cattle.io/HelmChart': ({ spec }) => {
      const { targetNamespace, createNamespace } = asMap(spec)
      const name = asFilledText(targetNamespace)
      return name && createNamespace === true ? [{ group: '', kind: 'Namespace', name }] : []
    },
  },
  installsInto: {
    'helm.cattle.io/HelmChart': ({ metadata, spec }) => asFilledText(asMap(spec).targetNamespace) ?? metadata.namespace,
  },
  sources: {
    'helm.cattle.io/HelmChart': ({ spec }) => {
      const { chart, repo, version } = asMap(spec)
      if (typeof chart !== 'string' || /\.tgz$|^https?:/.test(chart)) return []
      return [{ repository: asFilledText(repo) ?? '', chart, folder: '', revision: version, path: 'spec.version' }]
    },
  },
}

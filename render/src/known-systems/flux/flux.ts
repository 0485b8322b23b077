import { asFilledText, asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

/** @see https://fluxcd.io/flux/components/helm/helmreleases/ */
export const flux: KnownSystem = {
  name: 'Flux',
  installsInto: {
    'helm.toolkit.fluxcd.io/HelmRelease': ({ metadata, spec }) =>
      asFilledText(asMap(spec).targetNamespace) ?? metadata.namespace,
  },
  sources: {
    'helm.toolkit.fluxcd.io/HelmRelease': ({ spec }) => {
      const { chart, version, sourceRef } = asMap(asMap(asMap(spec).chart).spec)
      const repository = asFilledText(asMap(sourceRef).name) ?? ''
      return typeof chart === 'string' && !chart.startsWith('.')
        ? [{ repository, chart, folder: '', revision: version, path: 'spec.chart.spec.version' }]
        : []
    },
  },
}

import { ApiObject, type ApiObjectMetadata } from 'cdk8s'
import type { Construct } from 'constructs'

/**
 * Values for a chart that k3s installs by itself; they override those of the HelmChart with the same name and namespace.
 *
 * @see https://docs.k3s.io/helm#customizing-packaged-components-with-helmchartconfig
 */
export class HelmChartConfig extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    props: { metadata: ApiObjectMetadata; spec: { readonly valuesContent: string } },
  ) {
    super(scope, id, { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChartConfig', ...props })
  }
}

/** Image of the chart `kettle`. */
export const image = 'registry.example.com/kettle:1.0.0'
const deployment = {
  kind: 'Deployment',
  namespace: 'kettle',
  name: 'tea',
  podSpec: {
    containers: [
      { name: 'kettle', image, resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '64Mi' } } },
    ],
  },
}
/** The chart `kettle` as an upstream release that declares what it makes. */
export const release = {
  name: 'tea',
  source: {
    type: 'chart',
    repoURL: 'https://charts.example.com',
    chart: 'kettle',
    version: '0.1.0',
    values: { memory: '64Mi' },
  },
  contents: {
    namespaces: ['kettle'],
    clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    workloads: [deployment],
    provides: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name: 'kettles.example.com' }],
  },
  facts: 'a test',
}

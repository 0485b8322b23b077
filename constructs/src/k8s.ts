/**
 * Kubernetes' own kinds, typed. Taken from their module alone: the package's index also loads a layer of deployments,
 * ingresses and so on above them, whose defaults do not suit a Pi and which nothing here uses.
 *
 * Required, because they are CommonJS: for an import, Node would read that megabyte three times to find its exports.
 */
export { k8s } from './k8s.cjs'

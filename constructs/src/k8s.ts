/**
 * Kubernetes' own kinds, typed. Taken from their module alone: the package's index also loads a layer of deployments,
 * ingresses and so on above them, whose defaults do not suit a Pi and which nothing here uses.
 *
 * By way of CommonJS, which is what they are: an import would have Node read that megabyte three times, to tell what it
 * is and which names it exports before it runs.
 */
export { k8s } from './k8s.cjs'

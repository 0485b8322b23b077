/**
 * Kubernetes' own kinds, typed. Taken from their module alone: the package's index also loads a layer of deployments,
 * ingresses and so on above them, whose defaults do not suit a Pi and which nothing here uses.
 */
export * as k8s from 'cdk8s-plus-28/lib/imports/k8s.js'

import type { Schema } from '../schema.ts'

const port: Schema = { minimum: 1, maximum: 65535 }
/** The API server reads 0 as absent where a port need not be given. */
const optionalPort: Schema = { minimum: 0, maximum: 65535 }
const count: Schema = { minimum: 0 }
const labels: Schema = { format: 'labels' }
const dnsLabel: Schema = { format: 'dns-label' }
const anything: Schema = { 'x-kubernetes-preserve-unknown-fields': true }

/**
 * Limits that the API server enforces in code rather than in its OpenAPI document: definition -> property -> keywords.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go
 */
export const propertyFacts: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { labels, annotations: { format: 'annotations' } },
  'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector': { matchLabels: labels },
  'io.k8s.api.core.v1.PodSpec': { nodeSelector: labels, terminationGracePeriodSeconds: count },
  'io.k8s.api.core.v1.ServiceSpec': { selector: labels },
  'io.k8s.api.core.v1.Container': { name: dnsLabel },
  'io.k8s.api.core.v1.EphemeralContainer': { name: dnsLabel },
  'io.k8s.api.core.v1.Volume': { name: dnsLabel },
  'io.k8s.api.core.v1.ContainerPort': { containerPort: port, hostPort: optionalPort, name: { format: 'port-name' } },
  'io.k8s.api.core.v1.ServicePort': { port, nodePort: optionalPort, name: dnsLabel },
  'io.k8s.api.core.v1.Probe': {
    initialDelaySeconds: count,
    // 0 means the default.
    timeoutSeconds: count,
    periodSeconds: count,
    successThreshold: count,
    failureThreshold: count,
  },
  'io.k8s.api.apps.v1.DeploymentSpec': { replicas: count, revisionHistoryLimit: count, minReadySeconds: count },
  'io.k8s.api.apps.v1.StatefulSetSpec': { replicas: count, revisionHistoryLimit: count },
  'io.k8s.api.apps.v1.DaemonSetSpec': { revisionHistoryLimit: count, minReadySeconds: count },
  'io.k8s.api.batch.v1.JobSpec': {
    parallelism: count,
    completions: count,
    backoffLimit: count,
    ttlSecondsAfterFinished: count,
  },
  'io.k8s.api.batch.v1.CronJobSpec': { successfulJobsHistoryLimit: count, failedJobsHistoryLimit: count },
  'io.k8s.api.networking.v1.ServiceBackendPort': { number: optionalPort },
}

/** Definitions whose OpenAPI type says less than their Go type, replaced as a whole. */
export const definitionFacts: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { format: 'quantity' },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': anything,
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': anything,
  // apiextensions.k8s.io/v1 refuses the list form of `items`.
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': {
    $ref: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps',
  },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': anything,
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': anything,
}

import type { KubeObject } from '../../model/rendered-object.ts'
import { validObjects } from '../validate/valid-objects.fixture.ts'

/** One mistake in an object that was fine: what it does, whose rule finds it, and where. */
export type Fault = readonly [
  title: string,
  kind: string,
  change: (object: KubeObject) => void,
  rule: string,
  path: string,
  text: RegExp,
]

/** A change after which the object is still fine, though it looks like one of the mistakes. */
export type NearMiss = readonly [title: string, kind: string, change: (object: KubeObject) => void]

/** A copy of the valid object of a kind, changed. */
export function changed(kind: string, change: (object: KubeObject) => void): KubeObject {
  const object = JSON.parse(JSON.stringify(validObjects.find((valid) => valid.kind === kind))) as KubeObject
  change(object)
  return object
}

const pod = (object: KubeObject) => object.spec.template.spec
const container = (object: KubeObject) => pod(object).containers[0]
const init = (object: KubeObject, fields: object = {}) => {
  pod(object).initContainers = [{ name: 'init', image: 'example.org/init:1', ...fields }]
}
const volume = (object: KubeObject, source: object) => {
  pod(object).volumes[1] = { name: 'token', ...source }
}
const env = (object: KubeObject, variable: object) => {
  container(object).env = [{ name: 'A', ...variable }]
}
const path = (object: KubeObject) => object.spec.rules[0].http.paths[0]
const plain = (object: KubeObject, fields: object = {}) => {
  delete object.spec.loadBalancerClass
  Object.assign(object.spec, { type: 'ClusterIP' }, fields)
}
const strategy = (object: KubeObject, fields: object, type = 'RollingUpdate') => {
  object.spec[object.kind === 'Deployment' ? 'strategy' : 'updateStrategy'] = { type, rollingUpdate: fields }
}
const peer = (object: KubeObject, fields: object) => {
  object.spec.ingress = [{ from: [fields] }]
}
const nodes = (object: KubeObject, expression: object) => {
  pod(object).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms = [
    { matchExpressions: [expression] },
  ]
}
const at = 'spec.template.spec'
const inContainer = `${at}.containers[0]`
const required = `${at}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]`

/** Mistakes that the schema of a kind cannot express, and that the API server refuses. */
// biome-ignore format: a table is read by rows
export const faults: readonly Fault[] = [
  ['no spec', 'Deployment', (o) => { delete o.spec }, 'schema-required', 'spec', /"spec" is missing/],
  ['no spec', 'Ingress', (o) => { delete o.spec }, 'schema-required', 'spec', /"spec" is missing/],

  // Containers
  ['a container without image', 'Deployment', (o) => { delete container(o).image }, 'schema-container', `${inContainer}.image`, /"image" is missing/],
  ['an init container with the name of a container', 'Deployment', (o) => init(o, { name: 'web' }), 'schema-container', `${at}.initContainers[0].name`, /"web" names a container/],
  ['a probe of an init container', 'Deployment', (o) => init(o, { readinessProbe: { exec: { command: ['x'] } } }), 'schema-container', `${at}.initContainers[0].readinessProbe`, /sidecar with restartPolicy/],
  ['an ephemeral container in a template', 'Deployment', (o) => { pod(o).ephemeralContainers = [{ name: 'debug', image: 'x' }] }, 'schema-container', `${at}.ephemeralContainers`, /kubectl debug/],
  ['two ports of one name in a container', 'Deployment', (o) => { container(o).ports[1].name = 'dns' }, 'schema-port-name', `${inContainer}.ports[1].name`, /"dns" names another/],
  ['another host port with hostNetwork', 'Deployment', (o) => { pod(o).hostNetwork = true; container(o).ports[0].hostPort = 54 }, 'schema-host-port', `${inContainer}.ports[0].hostPort`, /^54/],
  ['a host port that two containers want', 'Deployment', (o) => { container(o).ports[0].hostPort = 53; pod(o).containers.push({ name: 'b', image: 'x', ports: [{ containerPort: 5353, hostPort: 53 }] }) }, 'schema-host-port', `${at}.containers[1].ports[0].hostPort`, /53\/TCP of the node is taken/],
  ['a port of the node that two containers want', 'Deployment', (o) => { pod(o).hostNetwork = true; pod(o).containers.push({ name: 'b', image: 'x', ports: [{ containerPort: 53 }] }) }, 'schema-host-port', `${at}.containers[1].ports[0].containerPort`, /is taken/],

  // Variables
  ['a variable with two values', 'Deployment', (o) => { container(o).env[1].value = 'x' }, 'schema-env', `${inContainer}.env[1]`, /"B"/],
  ['a variable with two sources', 'Deployment', (o) => { container(o).env[1].valueFrom.configMapKeyRef = { name: 'c', key: 'k' } }, 'schema-env', `${inContainer}.env[1].valueFrom`, /configMapKeyRef and secretKeyRef/],
  ['a variable from nowhere', 'Deployment', (o) => env(o, { valueFrom: {} }), 'schema-env', `${inContainer}.env[0].valueFrom`, /no source/],
  ['a name with its value', 'Deployment', (o) => env(o, { name: 'A=1' }), 'schema-env', `${inContainer}.env[0].name`, /without "="/],
  ['a variable of a field that there is not', 'Deployment', (o) => env(o, { valueFrom: { fieldRef: { fieldPath: 'status.hostIp' } } }), 'schema-env', `${inContainer}.env[0].valueFrom.fieldRef.fieldPath`, /mean "status.hostIP"/],
  ['a variable of a resource that there is not', 'Deployment', (o) => env(o, { valueFrom: { resourceFieldRef: { resource: 'limit.memory' } } }), 'schema-env', `${inContainer}.env[0].valueFrom.resourceFieldRef.resource`, /"limits.memory"/],
  ['a variable of a Secret without name', 'Deployment', (o) => env(o, { valueFrom: { secretKeyRef: { key: 'k' } } }), 'schema-env', `${inContainer}.env[0].valueFrom.secretKeyRef.name`, /names no Secret/],
  ['a variable of a ConfigMap without name', 'Deployment', (o) => env(o, { valueFrom: { configMapKeyRef: { name: '', key: 'k' } } }), 'schema-env', `${inContainer}.env[0].valueFrom.configMapKeyRef.name`, /names no ConfigMap/],
  ['variables of a Secret without name', 'Deployment', (o) => { container(o).envFrom = [{ secretRef: {} }] }, 'schema-env', `${inContainer}.envFrom[0].secretRef.name`, /names no Secret/],
  ['variables of a ConfigMap without name, though it is optional', 'Deployment', (o) => { container(o).envFrom = [{ configMapRef: { optional: true } }] }, 'schema-env', `${inContainer}.envFrom[0].configMapRef.name`, /names no ConfigMap/],
  ['variables from two places', 'Deployment', (o) => { container(o).envFrom = [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }] }, 'schema-env', `${inContainer}.envFrom[0]`, /configMapRef and secretRef/],
  ['variables from nowhere', 'Deployment', (o) => { container(o).envFrom = [{ prefix: 'A_' }] }, 'schema-env', `${inContainer}.envFrom[0]`, /no source/],

  // Probes
  ['a probe with two handlers', 'Deployment', (o) => { container(o).livenessProbe.exec = { command: ['x'] } }, 'schema-probe', `${inContainer}.livenessProbe`, /exec and tcpSocket/],
  ['a probe without handler', 'Deployment', (o) => { container(o).livenessProbe = {} }, 'schema-probe', `${inContainer}.livenessProbe`, /no handler/],
  ['a liveness probe that must succeed twice', 'Deployment', (o) => { container(o).livenessProbe.successThreshold = 2 }, 'schema-probe', `${inContainer}.livenessProbe.successThreshold`, /only 1/],
  ['a readiness probe that ends', 'Deployment', (o) => { container(o).readinessProbe.terminationGracePeriodSeconds = 5 }, 'schema-probe', `${inContainer}.readinessProbe.terminationGracePeriodSeconds`, /never ends/],
  ['a probe of a port that cannot be', 'Deployment', (o) => { container(o).livenessProbe.tcpSocket.port = 70000 }, 'schema-probe', `${inContainer}.livenessProbe.tcpSocket.port`, /1 to 65535/],
  ['a port in quotes', 'Deployment', (o) => { container(o).livenessProbe.tcpSocket.port = '8080' }, 'schema-probe', `${inContainer}.livenessProbe.tcpSocket.port`, /write the number/],
  ['a hook that does two things', 'Deployment', (o) => { container(o).lifecycle = { preStop: { exec: { command: ['x'] }, sleep: { seconds: 5 } } } }, 'schema-probe', `${inContainer}.lifecycle.preStop`, /exec and sleep/],

  // Resources
  ['a request above its limit', 'Deployment', (o) => { container(o).resources.requests.memory = '2Gi' }, 'schema-requests', `${inContainer}.resources.requests.memory`, /2Gi is requested, the limit is 1.5Gi/],
  ['a resource that there is not', 'Deployment', (o) => { container(o).resources.limits.mem = '1Gi' }, 'schema-resource', `${inContainer}.resources.limits.mem`, /not a resource of containers/],
  ['a negative amount', 'Deployment', (o) => { container(o).resources.limits.cpu = '-1'; delete container(o).resources.requests.cpu }, 'schema-resource', `${inContainer}.resources.limits.cpu`, /0 or more/],
  ['a device that is requested without limit', 'Deployment', (o) => { container(o).resources.requests['gpu.intel.com/i915'] = 1 }, 'schema-requests', `${inContainer}.resources.requests["gpu.intel.com/i915"]`, /the limit is missing/],
  ['more of a device than its request', 'Deployment', (o) => { container(o).resources = { requests: { 'gpu.intel.com/i915': 1 }, limits: { 'gpu.intel.com/i915': 2 } } }, 'schema-requests', `${inContainer}.resources.requests["gpu.intel.com/i915"]`, /only the same/],

  // Volumes
  ['a mount of a volume that is not there', 'Deployment', (o) => { container(o).volumeMounts[0].name = 'dta' }, 'schema-volume-mount', `${inContainer}.volumeMounts[0].name`, /it has data, token; did you mean "data"/],
  ['a volume with two sources', 'Deployment', (o) => { pod(o).volumes[0].hostPath = { path: '/x' } }, 'schema-volume-source', `${at}.volumes[0]`, /emptyDir, hostPath/],
  ['a Secret under the name of a ConfigMap', 'Deployment', (o) => volume(o, { secret: {} }), 'schema-volume-source', `${at}.volumes[1].secret.secretName`, /"secretName" is missing/],
  ['a mode written as if it were octal', 'Deployment', (o) => volume(o, { configMap: { name: 'a', defaultMode: 755 } }), 'schema-file-mode', `${at}.volumes[1].configMap.defaultMode`, /0o755, which is 493/],
  ['a mode of one file that cannot be', 'Deployment', (o) => volume(o, { secret: { secretName: 'a', items: [{ key: 'a', path: 'a', mode: 600 }] } }), 'schema-file-mode', `${at}.volumes[1].secret.items[0].mode`, /0o600, which is 384/],
  ['a mode of a projected volume that cannot be', 'Deployment', (o) => { pod(o).volumes[1].projected.defaultMode = 1000 }, 'schema-file-mode', `${at}.volumes[1].projected.defaultMode`, /0777/],
  ['a file above its volume', 'Deployment', (o) => volume(o, { configMap: { name: 'a', items: [{ key: 'a', path: '../a' }] } }), 'schema-volume-path', `${at}.volumes[1].configMap.items[0].path`, /without "\.\."/],
  ['a file at an absolute path', 'Deployment', (o) => volume(o, { configMap: { name: 'a', items: [{ key: 'a', path: '/etc/a' }] } }), 'schema-volume-path', `${at}.volumes[1].configMap.items[0].path`, /"\/etc\/a"/],
  ['an absolute subPath', 'Deployment', (o) => { container(o).volumeMounts[0].subPath = '/a' }, 'schema-volume-path', `${inContainer}.volumeMounts[0].subPath`, /relative/],
  ['a subPath twice', 'Deployment', (o) => { Object.assign(container(o).volumeMounts[0], { subPath: 'a', subPathExpr: 'b' }) }, 'schema-volume-path', `${inContainer}.volumeMounts[0].subPathExpr`, /only one/],
  ['a path of the node that goes up', 'Deployment', (o) => volume(o, { hostPath: { path: '/srv/../etc' } }), 'schema-volume-path', `${at}.volumes[1].hostPath.path`, /without/],
  ['a share without slash', 'Deployment', (o) => volume(o, { nfs: { server: 'nas', path: 'tank' } }), 'schema-volume-path', `${at}.volumes[1].nfs.path`, /absolute/],
  ['an ephemeral claim without size', 'Deployment', (o) => volume(o, { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } }), 'schema-claim', `${at}.volumes[1].ephemeral.volumeClaimTemplate.spec.resources.requests.storage`, /missing/],
  ['a claim without access mode', 'PersistentVolumeClaim', (o) => { delete o.spec.accessModes }, 'schema-claim', 'spec.accessModes', /at least one/],
  ['a claim without size', 'PersistentVolumeClaim', (o) => { o.spec.resources = {} }, 'schema-claim', 'spec.resources.requests.storage', /missing/],
  ['a claim of nothing', 'PersistentVolumeClaim', (o) => { o.spec.resources.requests.storage = '0' }, 'schema-claim', 'spec.resources.requests.storage', /above 0/],
  ['a claim for one pod and for many', 'PersistentVolumeClaim', (o) => { o.spec.accessModes.push('ReadWriteOncePod') }, 'schema-claim', 'spec.accessModes', /alone/],
  ['a volume without capacity', 'PersistentVolume', (o) => { delete o.spec.capacity }, 'schema-claim', 'spec.capacity.storage', /missing/],
  ['a volume of two kinds', 'PersistentVolume', (o) => { o.spec.hostPath = { path: '/srv' } }, 'schema-volume-source', 'spec', /nfs and hostPath/],
  ['a volume of no kind', 'PersistentVolume', (o) => { delete o.spec.nfs }, 'schema-volume-source', 'spec', /no source/],
  ['a local volume on no node', 'PersistentVolume', (o) => { delete o.spec.nfs; o.spec.local = { path: '/srv' } }, 'schema-claim', 'spec.nodeAffinity', /missing/],

  // Names, nodes, security
  ['no nameserver', 'Deployment', (o) => { pod(o).dnsPolicy = 'None' }, 'schema-dns', `${at}.dnsConfig.nameservers`, /needs one/],
  ['a nameserver by name', 'Deployment', (o) => { pod(o).dnsConfig = { nameservers: ['dns.lab'] } }, 'schema-dns', `${at}.dnsConfig.nameservers[0]`, /IP address/],
  ['four nameservers', 'Deployment', (o) => { pod(o).dnsConfig = { nameservers: ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4'] } }, 'schema-dns', `${at}.dnsConfig.nameservers`, /at most 3/],
  ['a host name with a dot', 'Deployment', (o) => { pod(o).hostname = 'web.lab' }, 'schema-dns', `${at}.hostname`, /"web.lab"/],
  ['an alias of no address', 'Deployment', (o) => { pod(o).hostAliases = [{ ip: 'nas', hostnames: ['nas.lab'] }] }, 'schema-dns', `${at}.hostAliases[0].ip`, /IP address/],
  ['a toleration that exists with a value', 'Deployment', (o) => { pod(o).tolerations[0].value = 'x' }, 'schema-toleration', `${at}.tolerations[0].value`, /no value/],
  ['a toleration of nothing', 'Deployment', (o) => { pod(o).tolerations = [{ effect: 'NoSchedule' }] }, 'schema-toleration', `${at}.tolerations[0].operator`, /without a key/],
  ['a toleration for a while of what never evicts', 'Deployment', (o) => { Object.assign(pod(o).tolerations[0], { effect: 'NoSchedule', tolerationSeconds: 5 }) }, 'schema-toleration', `${at}.tolerations[0].effect`, /NoExecute/],
  ['an expression without values', 'Deployment', (o) => nodes(o, { key: 'a', operator: 'In' }), 'schema-expression', `${required}.values`, /needs one/],
  ['an expression with values that it cannot have', 'Deployment', (o) => nodes(o, { key: 'a', operator: 'Exists', values: ['true'] }), 'schema-expression', `${required}.values`, /no value is allowed/],
  ['a comparison with two numbers', 'Deployment', (o) => nodes(o, { key: 'a', operator: 'Gt', values: ['1', '2'] }), 'schema-expression', `${required}.values`, /needs one/],
  ['a value that is not a label', 'Deployment', (o) => nodes(o, { key: 'a', operator: 'In', values: ['a b'] }), 'schema-expression', `${required}.values`, /"a b"/],
  ['a comparison in a label selector', 'PodDisruptionBudget', (o) => { o.spec.selector = { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }, 'schema-expression', 'spec.selector.matchExpressions[0].operator', /"NotIn"/],
  ['affinity to no node at all', 'Deployment', (o) => { pod(o).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms = [] }, 'schema-affinity', `${at}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, /no term/],
  ['a weight above 100', 'Deployment', (o) => { pod(o).affinity.podAntiAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1000, podAffinityTerm: { topologyKey: 'a' } }] } }, 'schema-affinity', `${at}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight`, /1 to 100/],
  ['spread over nothing', 'Deployment', (o) => { pod(o).topologySpreadConstraints = [{ maxSkew: 1, topologyKey: '', whenUnsatisfiable: 'DoNotSchedule' }] }, 'schema-affinity', `${at}.topologySpreadConstraints[0].topologyKey`, /hostname/],
  ['spread with no skew', 'Deployment', (o) => { pod(o).topologySpreadConstraints = [{ maxSkew: 0, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }] }, 'schema-affinity', `${at}.topologySpreadConstraints[0].maxSkew`, /1 or more/],
  ['a privileged container without escalation', 'Deployment', (o) => { container(o).securityContext.privileged = true }, 'schema-security', `${inContainer}.securityContext`, /privileged, which is more/],
  ['a user that cannot be', 'Deployment', (o) => { pod(o).securityContext.runAsUser = -1 }, 'schema-security', `${at}.securityContext.runAsUser`, /^-1/],
  ['a profile without name', 'Deployment', (o) => { pod(o).securityContext.seccompProfile.type = 'Localhost' }, 'schema-security', `${at}.securityContext.seccompProfile.localhostProfile`, /needs it/],
  ['a name for a profile that has none', 'Deployment', (o) => { pod(o).securityContext.seccompProfile.localhostProfile = 'a.json' }, 'schema-security', `${at}.securityContext.seccompProfile.localhostProfile`, /only the type/],
  ['the processes of the node and of the pod', 'Deployment', (o) => { Object.assign(pod(o), { hostPID: true, shareProcessNamespace: true }) }, 'schema-security', `${at}.shareProcessNamespace`, /drop one/],

  // Workloads
  ['an empty selector', 'StatefulSet', (o) => { o.spec.selector = {} }, 'schema-selector', 'spec.selector', /at least one label/],
  ['a Deployment that ends', 'Deployment', (o) => { pod(o).restartPolicy = 'Never' }, 'schema-restart-policy', `${at}.restartPolicy`, /only "Always"/],
  ['a Deployment with a deadline', 'Deployment', (o) => { pod(o).activeDeadlineSeconds = 5 }, 'schema-restart-policy', `${at}.activeDeadlineSeconds`, /without end/],
  ['a Recreate that rolls', 'Deployment', (o) => strategy(o, { maxSurge: 1 }, 'Recreate'), 'schema-strategy', 'spec.strategy.rollingUpdate', /"Recreate"/],
  ['a rollout that can never begin', 'Deployment', (o) => strategy(o, { maxSurge: 0, maxUnavailable: '0%' }), 'schema-strategy', 'spec.strategy.rollingUpdate.maxUnavailable', /no pod could ever/],
  ['an amount in words', 'Deployment', (o) => strategy(o, { maxSurge: 'one' }), 'schema-strategy', 'spec.strategy.rollingUpdate.maxSurge', /"one"/],
  ['an amount in quotes', 'Deployment', (o) => strategy(o, { maxUnavailable: '1' }), 'schema-strategy', 'spec.strategy.rollingUpdate.maxUnavailable', /"25%"/],
  ['a deadline before a pod can be ready', 'Deployment', (o) => { Object.assign(o.spec, { minReadySeconds: 60, progressDeadlineSeconds: 60 }) }, 'schema-strategy', 'spec.progressDeadlineSeconds', /more than minReadySeconds/],
  ['a surge beside the one that may be missing', 'DaemonSet', (o) => strategy(o, { maxSurge: 1 }), 'schema-strategy', 'spec.updateStrategy.rollingUpdate.maxSurge', /maxUnavailable to 0/],
  ['a DaemonSet that can never be replaced', 'DaemonSet', (o) => strategy(o, { maxUnavailable: 0 }), 'schema-strategy', 'spec.updateStrategy.rollingUpdate.maxUnavailable', /no pod could ever/],
  ['an OnDelete that rolls', 'StatefulSet', (o) => strategy(o, { partition: 1 }, 'OnDelete'), 'schema-strategy', 'spec.updateStrategy.rollingUpdate', /"OnDelete"/],
  ['a claim template without size', 'StatefulSet', (o) => { o.spec.volumeClaimTemplates[0].spec.resources = {} }, 'schema-claim', 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', /missing/],
  ['a CronJob without restart policy', 'CronJob', (o) => { delete o.spec.jobTemplate.spec.template.spec.restartPolicy }, 'schema-restart-policy', 'spec.jobTemplate.spec.template.spec.restartPolicy', /means Always: only "OnFailure" or "Never"/],
  ['a schedule of four fields', 'CronJob', (o) => { o.spec.schedule = '0 3 * *' }, 'schema-schedule', 'spec.schedule', /five cron fields/],
  ['a schedule of six fields', 'CronJob', (o) => { o.spec.schedule = '0 0 3 * * *' }, 'schema-schedule', 'spec.schedule', /five cron fields/],
  ['a schedule with its time zone inside', 'CronJob', (o) => { o.spec.schedule = 'TZ=UTC 3 * * *' }, 'schema-schedule', 'spec.schedule', /timeZone/],
  ['a 25th hour', 'CronJob', (o) => { o.spec.schedule = '0 24 * * *' }, 'schema-schedule', 'spec.schedule', /"24" is not a legal hour: only 0 to 23/],
  ['a seventh day of the week', 'CronJob', (o) => { o.spec.schedule = '0 3 * * 7' }, 'schema-schedule', 'spec.schedule', /"7" is not a legal day of the week: only 0 to 6/],
  ['a range that runs backwards', 'CronJob', (o) => { o.spec.schedule = '0 22-6 * * *' }, 'schema-schedule', 'spec.schedule', /"22-6" is not a legal hour/],
  ['a step of nothing', 'CronJob', (o) => { o.spec.schedule = '*/0 * * * *' }, 'schema-schedule', 'spec.schedule', /not a legal minute/],
  ['a word that there is not', 'CronJob', (o) => { o.spec.schedule = '@nightly' }, 'schema-schedule', 'spec.schedule', /"@daily"/],
  ['a time zone that there is not', 'CronJob', (o) => { o.spec.timeZone = 'Europe/Valinor' }, 'schema-schedule', 'spec.timeZone', /time zone database/],
  ['an offset instead of a time zone', 'CronJob', (o) => { o.spec.timeZone = '+01:00' }, 'schema-schedule', 'spec.timeZone', /time zone database/],
  ['a Job that numbers its pods without end', 'Job', (o) => { delete o.spec.completions; o.spec.parallelism = 2 }, 'schema-job', 'spec.completions', /missing/],
  ['a Job with a selector', 'Job', (o) => { o.spec.selector = { matchLabels: { a: 'b' } } }, 'schema-selector', 'spec.selector', /by itself/],
  ['a Job that restarts what it should judge', 'Job', (o) => { pod(o).restartPolicy = 'OnFailure'; o.spec.podFailurePolicy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] } }, 'schema-restart-policy', `${at}.restartPolicy`, /"Never"/],

  // Services and what is before them
  ['several ports without names', 'Service', (o) => { delete o.spec.ports[1].name }, 'schema-port-name', 'spec.ports[1].name', /several ports/],
  ['two ports of one name', 'Service', (o) => { o.spec.ports[1].name = 'dns' }, 'schema-port-name', 'spec.ports[1].name', /"dns" already/],
  ['a Service without ports', 'Service', (o) => { o.spec.ports = [] }, 'schema-service', 'spec.ports', /headless/],
  ['an ExternalName without name', 'Service', (o) => plain(o, { type: 'ExternalName' }), 'schema-service', 'spec.externalName', /needs it/],
  ['a headless LoadBalancer', 'Service', (o) => { o.spec.clusterIP = 'None' }, 'schema-service', 'spec.clusterIP', /LoadBalancer/],
  ['a class of a Service that nobody balances', 'Service', (o) => { o.spec.type = 'ClusterIP' }, 'schema-service', 'spec.loadBalancerClass', /of type ClusterIP/],
  ['ranges of a Service that nobody balances', 'Service', (o) => plain(o, { loadBalancerSourceRanges: ['10.0.0.0/8'] }), 'schema-service', 'spec.loadBalancerSourceRanges', /of type ClusterIP/],
  ['a range without mask', 'Service', (o) => { o.spec.loadBalancerSourceRanges = ['10.0.0.0'] }, 'schema-service', 'spec.loadBalancerSourceRanges[0]', /mask/],
  ['a traffic policy that nobody outside meets', 'Service', (o) => plain(o, { externalTrafficPolicy: 'Local' }), 'schema-service', 'spec.externalTrafficPolicy', /nobody outside/],
  ['a port of the nodes that a Service does not have', 'Service', (o) => { plain(o); o.spec.ports[0].nodePort = 30053 }, 'schema-service', 'spec.ports[0].nodePort', /type ClusterIP/],
  ['a port of the nodes outside the range', 'Service', (o) => { o.spec.ports[0].nodePort = 8080 }, 'schema-service', 'spec.ports[0].nodePort', /30000 to 32767/],
  ['an external address that is a host name', 'Service', (o) => { o.spec.externalIPs = ['nas.lab'] }, 'schema-service', 'spec.externalIPs[0]', /IP address/],
  ['two families where one is asked for', 'Service', (o) => { Object.assign(o.spec, { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'SingleStack' }) }, 'schema-service', 'spec.ipFamilyPolicy', /PreferDualStack/],
  ['an Ingress path without slash', 'Ingress', (o) => { path(o).path = 'api' }, 'schema-ingress-path', 'spec.rules[0].http.paths[0].path', /^"api"/],
  ['an Ingress path that goes up', 'Ingress', (o) => { path(o).path = '/a/../b' }, 'schema-ingress-path', 'spec.rules[0].http.paths[0].path', /without "\/\.\.\/"/],
  ['a backend port twice', 'Ingress', (o) => { path(o).backend.service.port.number = 80 }, 'schema-ingress-path', 'spec.rules[0].http.paths[0].backend.service.port', /only one/],
  ['a backend without port', 'Ingress', (o) => { delete path(o).backend.service.port }, 'schema-ingress', 'spec.rules[0].http.paths[0].backend.service.port', /neither name nor number/],
  ['a backend of nothing', 'Ingress', (o) => { path(o).backend = {} }, 'schema-ingress', 'spec.rules[0].http.paths[0].backend', /required/],
  ['an Ingress without rules', 'Ingress', (o) => { delete o.spec.rules }, 'schema-ingress', 'spec', /no rules/],
  ['a host with its scheme', 'Ingress', (o) => { o.spec.rules[0].host = 'https://web.example.org' }, 'schema-ingress', 'spec.rules[0].host', /without scheme/],
  ['a host with its port', 'Ingress', (o) => { o.spec.rules[0].host = 'web.example.org:8443' }, 'schema-ingress', 'spec.rules[0].host', /without scheme/],
  ['a host that is an address', 'Ingress', (o) => { o.spec.rules[0].host = '192.168.1.9' }, 'schema-ingress', 'spec.rules[0].host', /not an address/],
  ['a host in capitals', 'Ingress', (o) => { o.spec.tls[0].hosts = ['Web.example.org'] }, 'schema-ingress', 'spec.tls[0].hosts[0]', /lower-case/],
  ['two classes', 'Ingress', (o) => { o.metadata.annotations = { 'kubernetes.io/ingress.class': 'nginx' } }, 'schema-ingress', 'metadata.annotations["kubernetes.io/ingress.class"]', /keep ingressClassName/],
  ['a peer that is nobody', 'NetworkPolicy', (o) => peer(o, {}), 'schema-network-policy', 'spec.ingress[0].from[0]', /nobody/],
  ['addresses and pods in one peer', 'NetworkPolicy', (o) => peer(o, { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }), 'schema-network-policy', 'spec.ingress[0].from[0]', /two peers/],
  ['a peer without mask', 'NetworkPolicy', (o) => peer(o, { ipBlock: { cidr: '10.0.0.1' } }), 'schema-network-policy', 'spec.ingress[0].from[0].ipBlock.cidr', /mask/],
  ['an exception outside', 'NetworkPolicy', (o) => peer(o, { ipBlock: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] } }), 'schema-network-policy', 'spec.ingress[0].from[0].ipBlock.except[0]', /within 10/],
  ['a range of ports that runs backwards', 'NetworkPolicy', (o) => { o.spec.ingress[0].ports[0].endPort = 79 }, 'schema-network-policy', 'spec.ingress[0].ports[0].endPort', /80 or more/],

  // Rights
  ['a rule without verbs', 'Role', (o) => { o.rules[0].verbs = [] }, 'schema-role', 'rules[0].verbs', /no verb/],
  ['a rule without API group', 'Role', (o) => { delete o.rules[0].apiGroups }, 'schema-role', 'rules[0].apiGroups', /core group/],
  ['a rule without resources', 'ClusterRole', (o) => { delete o.rules[0].resources }, 'schema-role', 'rules[0].resources', /no resource/],
  ['a Role about URLs', 'Role', (o) => { o.rules = [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }, 'schema-role', 'rules[0].nonResourceURLs', /ClusterRole/],
  ['a rule about both', 'ClusterRole', (o) => { Object.assign(o.rules[1], { apiGroups: [''], resources: ['pods'] }) }, 'schema-role', 'rules[1].nonResourceURLs', /two rules/],
  ['a Role for the whole cluster', 'ClusterRoleBinding', (o) => { o.roleRef.kind = 'Role' }, 'schema-binding', 'roleRef.kind', /only "ClusterRole"/],
  ['a role of another group', 'RoleBinding', (o) => { o.roleRef.apiGroup = 'rbac' }, 'schema-binding', 'roleRef.apiGroup', /"rbac"/],
  ['an account without namespace', 'ClusterRoleBinding', (o) => { o.subjects = [{ kind: 'ServiceAccount', name: 'web' }] }, 'schema-binding', 'subjects[0].namespace', /missing/],
  ['an account with an API group', 'RoleBinding', (o) => { o.subjects[0].apiGroup = 'rbac.authorization.k8s.io' }, 'schema-binding', 'subjects[0].apiGroup', /core group/],
  ['a subject of no kind', 'ClusterRoleBinding', (o) => { o.subjects[0].kind = 'Team' }, 'schema-binding', 'subjects[0].kind', /"Team"/],

  // Policies and configuration
  ['at least nobody', 'HorizontalPodAutoscaler', (o) => { o.spec.minReplicas = 0 }, 'schema-autoscaler', 'spec.minReplicas', /1 or more/],
  ['at most fewer than at least', 'HorizontalPodAutoscaler', (o) => { o.spec.minReplicas = 5 }, 'schema-autoscaler', 'spec.maxReplicas', /5, or more/],
  ['a budget of two kinds', 'PodDisruptionBudget', (o) => { o.spec.maxUnavailable = 1 }, 'schema-budget', 'spec', /only one/],
  ['a budget of more than all', 'PodDisruptionBudget', (o) => { o.spec.minAvailable = '150%' }, 'schema-budget', 'spec.minAvailable', /"100%"/],
  ['a priority above the system\'s', 'PriorityClass', (o) => { o.value = 2_000_000_000 }, 'schema-priority', 'value', /1000000000/],
  ['a priority with the system\'s name', 'PriorityClass', (o) => { o.metadata.name = 'system-storage' }, 'schema-priority', 'metadata.name', /Kubernetes' own/],
  ['a webhook of two parts', 'ValidatingWebhookConfiguration', (o) => { o.webhooks[0].name = 'web.lab' }, 'schema-webhook', 'webhooks[0].name', /three parts/],
  ['a webhook that asks nobody', 'ValidatingWebhookConfiguration', (o) => { o.webhooks[0].clientConfig = {} }, 'schema-webhook', 'webhooks[0].clientConfig', /nobody/],
  ['a webhook that waits a minute', 'ValidatingWebhookConfiguration', (o) => { o.webhooks[0].timeoutSeconds = 60 }, 'schema-webhook', 'webhooks[0].timeoutSeconds', /1 to 30/],
  ['a key with a path', 'ConfigMap', (o) => { o.data['conf.d/a.yaml'] = '' }, 'schema-config-key', 'data["conf.d/a.yaml"]', /file alone/],
  ['a key twice', 'ConfigMap', (o) => { o.binaryData = { 'a.yaml': 'aGVsbG8=' } }, 'schema-config-key', 'data["a.yaml"]', /binaryData too/],
]

/** Mistakes against the schema, or against what its generator adds to it. */
// biome-ignore format: a table is read by rows
export const schemaFaults: readonly Fault[] = [
  ['two volumes of one name', 'Deployment', (o) => { pod(o).volumes[1].name = 'data' }, 'schema-duplicate', `${at}.volumes[1]`, /name "data"/],
  ['two containers of one name', 'Deployment', (o) => { pod(o).containers.push({ name: 'web', image: 'x' }) }, 'schema-duplicate', `${at}.containers[1]`, /name "web"/],
  ['two variables of one name', 'Deployment', (o) => { container(o).env[1] = { name: 'A', value: '2' } }, 'schema-duplicate', `${inContainer}.env[1]`, /name "A"/],
  ['two volumes in one place', 'Deployment', (o) => { container(o).volumeMounts.push({ name: 'token', mountPath: '/data' }) }, 'schema-duplicate', `${inContainer}.volumeMounts[1]`, /mountPath "\/data"/],
  ['one port twice', 'Deployment', (o) => { container(o).ports[1].protocol = 'TCP' }, 'schema-duplicate', `${inContainer}.ports[1]`, /containerPort 53/],
  ['one port of a Service twice', 'Service', (o) => { delete o.spec.ports[1].protocol }, 'schema-duplicate', 'spec.ports[1]', /port 53/],
  ['a port above 65535', 'Deployment', (o) => { container(o).ports[0].containerPort = 70000 }, 'schema-range', `${inContainer}.ports[0].containerPort`, /65535/],
  ['fewer than no replicas', 'Deployment', (o) => { o.spec.replicas = -1 }, 'schema-range', 'spec.replicas', /at least 0/],
  ['a limit that is not a quantity', 'Deployment', (o) => { container(o).resources.limits.memory = '1 GB' }, 'schema-format', `${inContainer}.resources.limits.memory`, /quantity/],
  ['a label of more than 63 characters', 'Deployment', (o) => { o.metadata.labels = { a: 'x'.repeat(64) } }, 'schema-label', 'metadata.labels.a', /at most 63/],
  ['a label with a blank', 'Deployment', (o) => { pod(o).nodeSelector = { disk: 'my ssd' } }, 'schema-label', `${at}.nodeSelector.disk`, /"my ssd"/],
  ['too many annotations', 'ConfigMap', (o) => { o.metadata.annotations = { a: 'x'.repeat(262_144) } }, 'schema-annotation', 'metadata.annotations', /262144/],
  ['a name in capitals', 'ConfigMap', (o) => { o.metadata.name = 'Web' }, 'schema-name', 'metadata.name', /lower-case/],
  ['a CronJob of more than 52 characters', 'CronJob', (o) => { o.metadata.name = 'x'.repeat(53) }, 'schema-name', 'metadata.name', /52/],
  ['a container of more than 63 characters', 'Deployment', (o) => { container(o).name = 'x'.repeat(64) }, 'schema-format', `${inContainer}.name`, /at most 63/],
  ['a port name of more than 15 characters', 'Deployment', (o) => { container(o).ports[0].name = 'metrics-exporter' }, 'schema-format', `${inContainer}.ports[0].name`, /15/],
  ['a protocol in lower case', 'Service', (o) => { o.spec.ports[0].protocol = 'tcp' }, 'schema-enum', 'spec.ports[0].protocol', /"TCP"/],
  ['a type that there is not', 'Service', (o) => plain(o, { type: 'Loadbalancer' }), 'schema-enum', 'spec.type', /LoadBalancer/],
  ['a value that is a number', 'ConfigMap', (o) => { o.data['a.yaml'] = 1 }, 'schema-type', 'data["a.yaml"]', /string/],
  ['an effect that there is not', 'Deployment', (o) => { pod(o).tolerations[0].effect = 'NoSchedul' }, 'schema-enum', `${at}.tolerations[0].effect`, /NoSchedule/],
  ['an access mode that there is not', 'PersistentVolumeClaim', (o) => { o.spec.accessModes = ['RWO'] }, 'schema-enum', 'spec.accessModes[0]', /ReadWriteOnce/],
  ['a field that there is not', 'Deployment', (o) => { container(o).comand = ['x'] }, 'schema-unknown-field', `${inContainer}.comand`, /"command"/],
]

/** Changes that look like the mistakes above and are correct. */
// biome-ignore format: a table is read by rows
export const nearMisses: readonly NearMiss[] = [
  ['an init container with a name of its own', 'Deployment', (o) => init(o)],
  ['a sidecar with probes and hooks', 'Deployment', (o) => init(o, { restartPolicy: 'Always', livenessProbe: { exec: { command: ['x'] } }, lifecycle: { preStop: { sleep: { seconds: 5 } } } })],
  ['one port name in two containers', 'Deployment', (o) => { pod(o).containers.push({ name: 'b', image: 'x', ports: [{ name: 'dns', containerPort: 54 }] }) }],
  ['one host port for TCP and UDP', 'Deployment', (o) => { container(o).ports[0].hostPort = 53; container(o).ports[1].hostPort = 53 }],
  ['one host port on two addresses', 'Deployment', (o) => { container(o).ports = [{ containerPort: 53, hostPort: 53, hostIP: '127.0.0.1' }, { containerPort: 54, hostPort: 53, hostIP: '127.0.0.2' }] }],
  ['a variable without value', 'Deployment', (o) => env(o, {})],
  ['a variable with an empty value beside its source', 'Deployment', (o) => env(o, { value: '', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } })],
  ['a variable of one label', 'Deployment', (o) => env(o, { valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } } })],
  ['a name with dots and dashes', 'Deployment', (o) => env(o, { name: 'my.app-name', value: 'x' })],
  ['a readiness probe that must succeed twice', 'Deployment', (o) => { container(o).readinessProbe.successThreshold = 2 }],
  ['a device with a limit alone', 'Deployment', (o) => { container(o).resources.limits['gpu.intel.com/i915'] = 1 }],
  ['a request of all that is allowed', 'Deployment', (o) => { container(o).resources.requests.memory = '1536Mi' }],
  ['a volume that nobody mounts', 'Deployment', (o) => { pod(o).volumes.push({ name: 'spare', emptyDir: {} }) }],
  ['a volume without source', 'Deployment', (o) => { pod(o).volumes.push({ name: 'x' }) }],
  ['one volume in two places', 'Deployment', (o) => { container(o).volumeMounts.push({ name: 'data', mountPath: '/more', subPath: 'a/b..c' }) }],
  ['an octal mode', 'Deployment', (o) => volume(o, { configMap: { name: 'a', defaultMode: 0o755, items: [{ key: 'a', path: 'd/a', mode: 0o400 }] } })],
  ['an ephemeral claim', 'Deployment', (o) => volume(o, { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } })],
  ['own claims of a StatefulSet', 'StatefulSet', (o) => { pod(o).volumes = [] }],
  ['a local volume on its node', 'PersistentVolume', (o) => { delete o.spec.nfs; Object.assign(o.spec, { local: { path: '/srv' }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] }] }] } } }) }],
  ['own nameservers', 'Deployment', (o) => { Object.assign(pod(o), { dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1', '2606:4700::1111'], options: [{ name: 'ndots', value: '1' }] } }) }],
  ['a toleration of everything', 'Deployment', (o) => { pod(o).tolerations = [{ operator: 'Exists' }, { key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 5 }] }],
  ['a comparison of nodes', 'Deployment', (o) => nodes(o, { key: 'a', operator: 'Gt', values: ['1'] })],
  ['a node that has a label, whatever its value', 'Deployment', (o) => nodes(o, { key: 'a', operator: 'Exists' })],
  ['a privileged container', 'Deployment', (o) => { container(o).securityContext = { privileged: true } }],
  ['a profile by name', 'Deployment', (o) => { pod(o).securityContext.seccompProfile = { type: 'Localhost', localhostProfile: 'a.json' } }],
  ['a Recreate', 'Deployment', (o) => { o.spec.strategy = { type: 'Recreate' } }],
  ['one missing, none more', 'Deployment', (o) => strategy(o, { maxSurge: 0, maxUnavailable: 1 })],
  ['none more, where a quarter may be missing', 'Deployment', (o) => strategy(o, { maxSurge: 0 })],
  ['a surge of a DaemonSet', 'DaemonSet', (o) => strategy(o, { maxSurge: 1, maxUnavailable: 0 })],
  ['a DaemonSet that keeps its settings while it waits', 'DaemonSet', (o) => strategy(o, { maxUnavailable: 1 }, 'OnDelete')],
  ['lists, ranges, steps and names', 'CronJob', (o) => { o.spec.schedule = '*/15,7 0-6/2 1,15 jan-MAR,12 sun-5' }],
  ['a step from a number on', 'CronJob', (o) => { o.spec.schedule = '5/20 ? * * *' }],
  ['every so often', 'CronJob', (o) => { o.spec.schedule = '@every 1h30m' }],
  ['a word', 'CronJob', (o) => { o.spec.schedule = '@weekly' }],
  ['UTC', 'CronJob', (o) => { o.spec.timeZone = 'Etc/UTC' }],
  ['a Job that restarts', 'Job', (o) => { pod(o).restartPolicy = 'OnFailure' }],
  ['a headless Service without ports', 'Service', (o) => { o.spec = { clusterIP: 'None', selector: { a: 'b' } } }],
  ['one port without name', 'Service', (o) => { o.spec.ports = [{ port: 80 }] }],
  ['a NodePort', 'Service', (o) => { plain(o, { type: 'NodePort', externalTrafficPolicy: 'Local' }); o.spec.ports[0].nodePort = 30053 }],
  ['a LoadBalancer for some', 'Service', (o) => { Object.assign(o.spec, { loadBalancerSourceRanges: ['10.0.0.0/8', ' fd00::/8 '], allocateLoadBalancerNodePorts: false, externalTrafficPolicy: 'Local' }) }],
  ['a name elsewhere', 'Service', (o) => { o.spec = { type: 'ExternalName', externalName: 'nas.lab.home.arpa' } }],
  ['both families', 'Service', (o) => plain(o, { ipFamilyPolicy: 'PreferDualStack' })],
  ['every host below a domain', 'Ingress', (o) => { o.spec.rules[0].host = '*.example.org'; o.spec.tls[0].hosts = ['*.example.org'] }],
  ['a rule for every host', 'Ingress', (o) => { delete o.spec.rules[0].host }],
  ['a backend for everything', 'Ingress', (o) => { o.spec = { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } }],
  ['a pattern where the controller reads it', 'Ingress', (o) => { Object.assign(path(o), { path: '/a//b', pathType: 'ImplementationSpecific' }) }],
  ['a class twice', 'Ingress', (o) => { o.metadata.annotations = { 'kubernetes.io/ingress.class': 'traefik' } }],
  ['affinity settings without affinity', 'Service', (o) => { o.spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 5 } } }],
  ['a Job that numbers its one pod', 'Job', (o) => { delete o.spec.completions }],
  ['the old class alone', 'Ingress', (o) => { delete o.spec.ingressClassName; o.metadata.annotations = { 'kubernetes.io/ingress.class': 'traefik' } }],
  ['a range of ports and of addresses', 'NetworkPolicy', (o) => { peer(o, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }); o.spec.ingress[0].ports = [{ port: 80, endPort: 90 }] }],
  ['everybody', 'NetworkPolicy', (o) => peer(o, { namespaceSelector: {} })],
  ['a group given in full, and a role without it', 'RoleBinding', (o) => { delete o.roleRef.apiGroup; o.subjects = [{ kind: 'Group', name: 'admins' }] }],
  ['a ClusterRole in one namespace', 'RoleBinding', (o) => { o.roleRef.kind = 'ClusterRole' }],
  ['nobody may be missing', 'PodDisruptionBudget', (o) => { o.spec = { maxUnavailable: 0, selector: o.spec.selector } }],
  ['the highest priority', 'PriorityClass', (o) => { o.value = 1_000_000_000 }],
  ['a key with dots', 'ConfigMap', (o) => { o.data['.env..local_1'] = '' }],
  ['a user of no group in particular', 'RoleBinding', (o) => { o.subjects = [{ kind: 'User', apiGroup: '', name: 'me' }] }],
  ['no port of the nodes', 'Service', (o) => { plain(o, { loadBalancerSourceRanges: [] }); o.spec.ports[0].nodePort = 0 }],
  ['ports without names', 'Deployment', (o) => { for (const port of container(o).ports) port.name = '' ; container(o).readinessProbe = { tcpSocket: { port: 53 } } }],
  ['no port of the node', 'Deployment', (o) => { container(o).ports[0].hostPort = 0 }],
  ['a probe with its defaults as 0', 'Deployment', (o) => { Object.assign(container(o).livenessProbe, { timeoutSeconds: 0, periodSeconds: 0, successThreshold: 0, failureThreshold: 0 }) }],
  ['a backend by name, with the number 0', 'Ingress', (o) => { path(o).backend.service.port.number = 0 }],
  ['a backend by number, with an empty name', 'Ingress', (o) => { path(o).backend.service.port = { name: '', number: 80 } }],
]

/** The same with null for what is left out, which charts do: the schema warns of it, nothing else may. */
// biome-ignore format: a table is read by rows
export const nulls: readonly NearMiss[] = [
  ['no port of the nodes', 'Service', (o) => { plain(o, { externalTrafficPolicy: null, loadBalancerSourceRanges: null }); o.spec.ports[0].nodePort = null }],
  ['no second source', 'Deployment', (o) => { pod(o).volumes[0].hostPath = null; container(o).env[0].valueFrom = null; container(o).envFrom = null }],
  ['no deadline and no handler', 'Deployment', (o) => { pod(o).activeDeadlineSeconds = null; container(o).livenessProbe.exec = null; pod(o).tolerations[0].value = null }],
  ['no second amount', 'PodDisruptionBudget', (o) => { o.spec.maxUnavailable = null }],
  ['no other class', 'Ingress', (o) => { o.spec.defaultBackend = null; path(o).backend.resource = null }],
  ['no selector', 'Job', (o) => { o.spec.selector = null }],
]

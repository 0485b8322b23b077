/**
 * Values that the API server fills in, where writing them out changes nothing. A pattern ends like the path of the
 * field; `[]` matches any item.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/v1/defaults.go
 */
const defaults: readonly (readonly [kinds: RegExp, path: RegExp, value: unknown])[] = [
  [/./, /ontainers\.\[\]\.ports\.\[\]\.protocol$/, 'TCP'],
  [/./, /ontainers\.\[\]\.terminationMessagePath$/, '/dev/termination-log'],
  [/./, /ontainers\.\[\]\.terminationMessagePolicy$/, 'File'],
  [/./, /ontainers\.\[\]\.volumeMounts\.\[\]\.readOnly$/, false],
  [/./, /(liveness|readiness|startup)Probe\.timeoutSeconds$/, 1],
  [/./, /(liveness|readiness|startup)Probe\.periodSeconds$/, 10],
  [/./, /(liveness|readiness|startup)Probe\.successThreshold$/, 1],
  [/./, /(liveness|readiness|startup)Probe\.failureThreshold$/, 3],
  [/./, /(liveness|readiness|startup)Probe\.initialDelaySeconds$/, 0],
  [/./, /httpGet\.scheme$/, 'HTTP'],
  [/./, /fieldRef\.apiVersion$/, 'v1'],
  [/./, /resourceFieldRef\.divisor$/, '0'],
  [/./, /template\.spec\.dnsPolicy$/, 'ClusterFirst'],
  [/./, /template\.spec\.schedulerName$/, 'default-scheduler'],
  [/./, /template\.spec\.terminationGracePeriodSeconds$/, 30],
  [/./, /template\.spec\.(hostNetwork|hostPID|hostIPC)$/, false],
  [/./, /template\.spec\.enableServiceLinks$/, true],
  [/./, /volumes\.\[\]\.(configMap|secret|projected)\.defaultMode$/, 420],
  [/^(Deployment|StatefulSet|DaemonSet)$/, /template\.spec\.restartPolicy$/, 'Always'],
  [/^(Deployment|StatefulSet)$/, /^spec\.replicas$/, 1],
  [/^(Deployment|StatefulSet|DaemonSet)$/, /^spec\.revisionHistoryLimit$/, 10],
  [/^Deployment$/, /^spec\.progressDeadlineSeconds$/, 600],
  [/^StatefulSet$/, /^spec\.podManagementPolicy$/, 'OrderedReady'],
  [/^Service$/, /^spec\.type$/, 'ClusterIP'],
  [/^Service$/, /^spec\.ports\.\[\]\.protocol$/, 'TCP'],
  [/^Service$/, /^spec\.sessionAffinity$/, 'None'],
  [/^Service$/, /^spec\.internalTrafficPolicy$/, 'Cluster'],
  [/^Service$/, /^spec\.externalTrafficPolicy$/, 'Cluster'],
  [/^CronJob$/, /^spec\.concurrencyPolicy$/, 'Allow'],
  [/^(CronJob|Job)$/, /suspend$/, false],
  [/^StorageClass$/, /^reclaimPolicy$/, 'Delete'],
  [/^StorageClass$/, /^volumeBindingMode$/, 'Immediate'],
  [/^PersistentVolumeClaim$/, /^spec\.volumeMode$/, 'Filesystem'],
  [/^StatefulSet$/, /^spec\.volumeClaimTemplates\.\[\]\.spec\.volumeMode$/, 'Filesystem'],
  [/^StatefulSet$/, /^spec\.volumeClaimTemplates\.\[\]\.apiVersion$/, 'v1'],
  [/^StatefulSet$/, /^spec\.volumeClaimTemplates\.\[\]\.kind$/, 'PersistentVolumeClaim'],
  [/^Secret$/, /^type$/, 'Opaque'],
]

/** Whether `value` at `path` is what the API server would put there anyway. */
export function isDefault(kind: string, path: readonly string[], value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return isEmptyMetadata(path, value)
  const joined = path.join('.')
  return defaults.some(([kinds, pattern, standard]) => standard === value && pattern.test(joined) && kinds.test(kind))
}

/** No labels and an empty map of labels are the same; an empty selector or `emptyDir` is not. */
function isEmptyMetadata(path: readonly string[], value: object): boolean {
  return (
    path.at(-2) === 'metadata' &&
    /^(labels|annotations|finalizers)$/.test(path.at(-1) ?? '') &&
    Object.keys(value).length === 0
  )
}

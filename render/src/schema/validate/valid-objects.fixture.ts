import type { KubeObject } from '../../model/rendered-object.ts'

const labels = { 'app.kubernetes.io/name': 'web' }
const meta = (name: string, namespace?: string) => ({ name, ...(namespace ? { namespace } : {}), labels })

const podTemplate = {
  metadata: { labels, annotations: { 'prometheus.io/scrape': 'true' } },
  spec: {
    nodeSelector: { 'kubernetes.io/arch': 'arm64' },
    tolerations: [
      { key: 'a', operator: 'Exists' },
      { key: 'a', operator: 'Exists' },
    ],
    securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'web',
        image: 'example.org/web:1',
        imagePullPolicy: 'IfNotPresent',
        env: [
          { name: 'A', value: '1' },
          { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
        ],
        ports: [
          { name: 'dns', containerPort: 53 },
          { name: 'dns-udp', containerPort: 53, protocol: 'UDP' },
        ],
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '1.5Gi', cpu: 2 } },
        readinessProbe: { httpGet: { path: '/', port: 'dns' }, periodSeconds: 10 },
        livenessProbe: { tcpSocket: { port: 53 } },
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
        securityContext: { capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false },
      },
    ],
    volumes: [
      { name: 'data', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    ],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['arm64', 'amd64'] }] },
          ],
        },
      },
    },
  },
}

/** Objects of many kinds as a careful author writes them. None may give a finding. */
export const validObjects: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: meta('web') },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('web', 'web'), automountServiceAccountToken: false },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('web', 'web'), data: { 'a.yaml': 'x: 1' }, immutable: true },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta('web', 'web'), type: 'Opaque', data: { a: 'aGVsbG8=' } },
  {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: meta('web', 'web'),
    spec: { limits: [{ type: 'Container', default: { memory: '128Mi' }, defaultRequest: { memory: '64Mi' } }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', 'web'),
    spec: {
      type: 'LoadBalancer',
      loadBalancerClass: 'kube-vip.io/kube-vip-class',
      selector: labels,
      ports: [
        { name: 'dns', port: 53, targetPort: 'dns' },
        { name: 'dns-udp', port: 53, targetPort: 53, protocol: 'UDP' },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta('web', 'web'),
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '5Gi' } } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('web', 'web'),
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: podTemplate,
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('web', 'web'),
    spec: {
      serviceName: 'web',
      selector: { matchLabels: labels },
      template: podTemplate,
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: meta('web', 'web'),
    spec: { selector: { matchLabels: labels }, template: podTemplate, updateStrategy: { type: 'OnDelete' } },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta('web', 'web'),
    spec: {
      schedule: '0 3 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: { backoffLimit: 2, template: { spec: { ...podTemplate.spec, restartPolicy: 'OnFailure' } } },
      },
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('web', 'web'),
    spec: {
      ingressClassName: 'traefik',
      tls: [{ hosts: ['web.example.org'], secretName: 'web-tls' }],
      rules: [
        {
          host: 'web.example.org',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } },
              { path: '/api', pathType: 'Exact', backend: { service: { name: 'web', port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: meta('web', 'web'),
    spec: {
      completionMode: 'Indexed',
      completions: 3,
      template: { spec: { ...podTemplate.spec, restartPolicy: 'Never', activeDeadlineSeconds: 600 } },
    },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta('web', 'web'),
    spec: {
      minReplicas: 1,
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: meta('nas'),
    spec: {
      accessModes: ['ReadWriteMany'],
      capacity: { storage: '1Ti' },
      nfs: { server: '192.168.1.9', path: '/tank/media' },
      mountOptions: ['nfsvers=4.1'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: 'nas',
    },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: meta('web', 'web'),
    rules: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'update'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: meta('web', 'web'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'web' }],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: meta('web', 'web'),
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }, { port: 'http' }] }] },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: meta('ainur:Admin'),
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: meta('ainur:admin'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'ainur:admin' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'admins' }],
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: meta('longhorn'),
    provisioner: 'driver.longhorn.io',
    parameters: { numberOfReplicas: '3' },
    volumeBindingMode: 'Immediate',
    reclaimPolicy: 'Delete',
  },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: meta('high'), value: 1000 },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: meta('web', 'web'),
    spec: { minAvailable: '50%', selector: { matchLabels: labels } },
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: meta('widgets.example.org'),
    spec: {
      group: 'example.org',
      names: { kind: 'Widget', plural: 'widgets' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { size: { type: 'integer', default: 1 } } } },
            },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: meta('web'),
    webhooks: [
      {
        name: 'web.example.org',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { service: { name: 'web', namespace: 'web' } },
        rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'], scope: '*' }],
      },
    ],
  },
  {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: meta('web', 'web'),
    spec: {
      secretName: 'web-tls',
      dnsNames: ['web.example.org'],
      duration: '2160h',
      issuerRef: { name: 'local-ca', kind: 'ClusterIssuer' },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['server auth'],
    },
  },
  {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: meta('local-ca'),
    spec: { ca: { secretName: 'local-ca' } },
  },
  {
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: meta('lab-ca'),
    spec: {
      sources: [{ configMap: { name: 'lab-ca-source', key: 'ca.crt' } }, { useDefaultCAs: true }],
      target: { configMap: { key: 'ca.crt' }, namespaceSelector: { matchLabels: { 'ainur.dev/trust': 'lab-ca' } } },
    },
  },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { ...meta('web', 'argocd'), finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: {
      project: 'ainur',
      destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
      sources: [
        {
          repoURL: 'https://example.org/charts',
          chart: 'web',
          targetRevision: '1.0.0',
          helm: { valuesObject: { a: { b: 1 } } },
        },
        { repoURL: 'https://example.org/git', path: 'dist', directory: { recurse: true } },
      ],
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
    },
  },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: meta('ainur', 'argocd'),
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: 'web' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    },
  },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: meta('web', 'argocd'),
    spec: {
      goTemplate: true,
      generators: [{ list: { elements: [{ cluster: 'a' }] } }],
      template: {
        metadata: { name: '{{.cluster}}' },
        spec: {
          project: 'ainur',
          destination: { name: '{{.cluster}}' },
          source: { repoURL: 'https://example.org/git' },
        },
      },
    },
  },
  { apiVersion: 'dex.coreos.com/v1', kind: 'OAuth2Client', metadata: meta('abc', 'dex'), id: 'x', redirectURIs: ['y'] },
  {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: meta('traefik', 'kube-system'),
    spec: { valuesContent: 'ports: {}' },
  },
  { apiVersion: 'longhorn.io/v1beta2', kind: 'Setting', metadata: meta('log-level', 'longhorn-system'), value: 'Info' },
  {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: meta('redirect', 'web'),
    spec: { redirectScheme: { scheme: 'https', permanent: true } },
  },
  {
    apiVersion: 'upgrade.cattle.io/v1',
    kind: 'Plan',
    metadata: meta('server', 'system-upgrade'),
    spec: { concurrency: 1, upgrade: { image: 'rancher/k3s-upgrade' }, version: 'v1.36.3+k3s1' },
  },
]

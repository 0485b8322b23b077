import { appInvalid } from '../../app/app-invalid.ts'
import type { ConfidentialClient } from '../../app/confidential-client.ts'
import type { OidcClient } from '../../app/roles.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import type { Problem } from '../../finding/rule.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { grantsFor } from '../identity/grants.ts'
import { applicationHealth } from './health/application.ts'
import { bundleHealth } from './health/bundle.ts'
import { customResourceDefinitionHealth } from './health/custom-resource-definition.ts'
import { longhornBackupTargetHealth, longhornVolumeHealth } from './health/longhorn.ts'
import type { RepoServer } from './repo-server.ts'

/** How people sign in. */
export interface SignIn {
  readonly web: ConfidentialClient
  /** The command line, which keeps no secret. */
  readonly cli: OidcClient
  /** Key of the client's Secret that holds the lab's CA certificate; absent where the issuer's comes from a public one. */
  readonly caKey: string | undefined
}

/**
 * Kinds that Argo CD does not watch: they change all the time, belong to nobody's Git, and cost memory for each object.
 * Argo CD's own list is in the ConfigMap that this one replaces.
 */
const unwatched = [
  { apiGroups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'SelfSubjectReview',
      'TokenReview',
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
    ],
  },
  { apiGroups: ['certificates.k8s.io'], kinds: ['CertificateSigningRequest'] },
  { apiGroups: ['cert-manager.io'], kinds: ['CertificateRequest'] },
  {
    apiGroups: ['longhorn.io'],
    kinds: [
      'BackingImageDataSource',
      'BackingImageManager',
      'Engine',
      'EngineImage',
      'InstanceManager',
      'Replica',
      'ShareManager',
      'VolumeAttachment',
    ],
  },
]

/**
 * Changes that give no reason to compare an Application again: status, unless it changes the health, and what Argo CD itself
 * writes into Applications below another one. They are defaults of the ConfigMap that this one replaces; without them a
 * Pi compares the root each time one of its twenty Applications has noted the time.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/
 */
const uninteresting: Record<string, object> = {
  all: { jsonPointers: ['/status'] },
  'argoproj.io_Application': {
    jqPathExpressions: [
      '.metadata.annotations."argocd.argoproj.io/refresh"',
      '.metadata.annotations."argocd.argoproj.io/hydrate"',
      '.operation',
    ],
  },
  ConfigMap: { jqPathExpressions: ['.metadata.annotations."control-plane.alpha.kubernetes.io/leader"'] },
}

/** Kinds that need not be watched, as `group/Kind`. */
const unwatchedKinds = unwatched.flatMap(({ apiGroups, kinds }) =>
  apiGroups.flatMap((group) => kinds.map((kind) => `${group}/${kind}`)),
)

/** Those of `unwatched` that are not to be watched after all. */
function exclusions(watch: readonly string[]) {
  return unwatched.flatMap(({ apiGroups, kinds }) => {
    const isUnwatched = (group: string) => (kind: string) => !watch.includes(`${group}/${kind}`)
    const wanted = apiGroups.some((group) => !kinds.every(isUnwatched(group)))
    if (!wanted) return [{ apiGroups, kinds, clusters: ['*'] }]
    return apiGroups
      .map((group) => ({ apiGroups: [group], kinds: kinds.filter(isUnwatched(group)), clusters: ['*'] }))
      .filter((entry) => entry.kinds.length > 0)
  })
}

/** Kinds to watch that are watched anyway, or do not exist. */
export function judgeWatched(watch: readonly string[]): Problem[] {
  return watch.flatMap((kind, index) =>
    unwatchedKinds.includes(kind)
      ? []
      : [
          appInvalid.problem(
            `watch[${index}]`,
            `${JSON.stringify(kind)} is none of the kinds that Argo CD is told not to look at`,
            `Remove it, or write one of ${unwatchedKinds.join(', ')}.`,
          ),
        ],
  )
}

/** Data of the ConfigMap `argocd-cm`. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/ */
export function argoCdConfig(url: string, signIn?: SignIn, watch: readonly string[] = []): Record<string, string> {
  return {
    url,
    // With sign-in through the identity provider, nobody needs the built-in account and its password.
    'admin.enabled': String(!signIn),
    'users.anonymous.enabled': 'false',
    'exec.enabled': 'false',
    'application.resourceTrackingMethod': 'annotation',
    'timeout.reconciliation': '180s',
    'resource.exclusions': configYaml(exclusions(watch)),
    ...Object.fromEntries(
      Object.entries(uninteresting).map(([kind, ignored]) => [
        `resource.customizations.ignoreResourceUpdates.${kind}`,
        configYaml(ignored),
      ]),
    ),
    'resource.customizations.health.argoproj.io_Application': applicationHealth,
    'resource.customizations.health.apiextensions.k8s.io_CustomResourceDefinition': customResourceDefinitionHealth,
    'resource.customizations.health.trust.cert-manager.io_Bundle': bundleHealth,
    'resource.customizations.health.longhorn.io_Volume': longhornVolumeHealth,
    'resource.customizations.health.longhorn.io_BackupTarget': longhornBackupTargetHealth,
    ...(signIn ? { 'oidc.config': configYaml(oidc(signIn)) } : {}),
  }
}

/**
 * `$secret:key` is replaced by Argo CD, in every field. So the CA certificate comes from the Secret as well: a file would
 * have to exist before the pod starts, and the PKI is installed by the very Argo CD that starts.
 */
function oidc({ web, cli, caKey }: SignIn) {
  return {
    name: 'Lab account',
    issuer: web.issuer,
    clientID: web.id,
    clientSecret: `$${web.secret.name}:${web.secret.key}`,
    cliClientID: cli.id,
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
    ...(caKey ? { rootCA: `$${web.secret.name}:${caKey}` } : {}),
  }
}

/** Data of `argocd-rbac-cm`: admins do everything, other groups look, and nobody else sees anything. */
export function argoCdRbac(cluster: Cluster): Record<string, string> {
  const lines = grantsFor(cluster).map(
    ({ level, subject }) => `g, ${subject.name}, role:${level === 'admin' ? 'admin' : 'readonly'}\n`,
  )
  return { 'policy.default': '', 'policy.csv': lines.join(''), scopes: '[groups, email]' }
}

/** Data of `argocd-cmd-params-cm`, sized for a Pi. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/ */
export function argoCdParameters({ parallelism, fetchSeconds }: Required<RepoServer>): Record<string, string> {
  return {
    'redis.server': 'argocd-redis:6379',
    'repo.server': 'argocd-repo-server:8081',
    // TLS ends at the ingress controller.
    'server.insecure': 'true',
    // The defaults, 20 and 10, keep a Pi's four cores busy with comparing.
    'controller.status.processors': '6',
    'controller.operation.processors': '3',
    // The controller has to wait longer than the repo server may work; its default of 60 is shorter.
    'controller.repo.server.timeout.seconds': String(fetchSeconds + 60),
    'server.repo.server.timeout.seconds': String(fetchSeconds + 60),
    'reposerver.parallelism.limit': String(parallelism),
    // No `controller.sync.timeout.seconds`: a sync that it ends is not retried, whatever the policy says, and a first boot
    // that takes longer than the limit would stay where it is until somebody pushes. See the README.
  }
}

import { asMaps, asTexts } from '../../../model/shape.ts'

/** One verb on one resource of one group. */
export interface Grant {
  readonly group: string
  readonly resource: string
  readonly verb: string
  /** Only these objects. Empty: all. */
  readonly names: readonly string[]
  /** Index of the rule. */
  readonly rule: number
}

/** The rules of a role, taken apart. */
export function grantsOf(rules: unknown): Grant[] {
  return asMaps(rules).flatMap(({ apiGroups, resources, verbs, resourceNames }, rule) =>
    asTexts(apiGroups).flatMap((group) =>
      asTexts(resources).flatMap((resource) =>
        asTexts(verbs).map((verb) => ({ group, resource, verb, names: asTexts(resourceNames), rule })),
      ),
    ),
  )
}

/** Whether `held` already allows everything that `wanted` allows. */
export function covers(held: Grant, wanted: Grant): boolean {
  const fits = (have: string, want: string) => have === '*' || have === want
  const resource =
    fits(held.resource, wanted.resource) ||
    (held.resource.startsWith('*/') && wanted.resource.endsWith(held.resource.slice(1)))
  const names =
    held.names.length === 0 || (wanted.names.length > 0 && wanted.names.every((name) => held.names.includes(name)))
  return fits(held.group, wanted.group) && resource && fits(held.verb, wanted.verb) && names
}

/** Why a grant lets its holder take over more than it seems; undefined for ordinary ones. */
export function danger(grant: Grant): { readonly severity: 'error' | 'warning'; readonly why: string } | undefined {
  const { group, resource, verb } = grant
  const is = (wantGroup: string, ...names: string[]) =>
    (group === '*' || group === wantGroup) && (resource === '*' || names.includes(resource))
  const may = (...verbs: string[]) => verb === '*' || verbs.includes(verb)
  if (group === '*' && resource === '*' && verb === '*')
    return { severity: 'error', why: 'everything: it is an administrator' }
  if (['escalate', 'bind'].includes(verb) || (verb === '*' && is('rbac.authorization.k8s.io', 'roles', 'clusterroles')))
    return { severity: 'error', why: 'it can give itself any permission' }
  if (verb === 'impersonate') return { severity: 'error', why: 'it can act as other people' }
  if (is('rbac.authorization.k8s.io', 'clusterrolebindings', 'rolebindings') && may('create', 'update', 'patch'))
    return { severity: 'warning', why: 'it can bind roles that it holds itself' }
  if (is('', 'secrets') && may('get', 'list', 'watch'))
    return {
      severity: grant.names.length > 0 ? 'warning' : 'error',
      why: grant.names.length > 0 ? `it reads the Secrets ${grant.names.join(', ')}` : 'it reads Secrets',
    }
  if (is('', 'pods/exec', 'pods/attach', 'pods/ephemeralcontainers') && may('create', 'get', 'update', 'patch'))
    return { severity: 'error', why: 'it runs commands inside other pods' }
  if (is('', 'serviceaccounts/token') && may('create'))
    return { severity: 'error', why: 'it makes itself tokens of any ServiceAccount' }
  if (is('', 'nodes/proxy') && may('get', 'create'))
    return { severity: 'error', why: 'it reaches every container through the kubelet' }
  if (is('certificates.k8s.io', 'certificatesigningrequests/approval') && may('update', 'patch'))
    return { severity: 'error', why: 'it approves certificates, also for administrators' }
  if (
    is('admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'validatingwebhookconfigurations') &&
    may('create', 'update', 'patch')
  )
    return { severity: 'error', why: 'it can rewrite or refuse every object' }
  if (is('', 'pods') && may('create', 'update', 'patch'))
    return {
      severity: 'warning',
      why: 'it starts pods, and with them uses every Secret and ServiceAccount of the namespace',
    }
  if (is('', 'pods/portforward') && may('create'))
    return { severity: 'warning', why: 'it reaches into pods past network policies' }
  if ([group, resource, verb].includes('*'))
    return { severity: 'warning', why: 'it has a wildcard, which also covers what is added later' }
  return undefined
}

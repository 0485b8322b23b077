import { asMap, asMaps, asText } from '../../model/shape.ts'
import { few } from '../../text/few.ts'
import type { DiffCheck, DiffContext, DiffFinding, Tree, TreeObject } from '../model.ts'
import { covers, danger, type Grant, grantsOf } from './rbac-escalation/rbac-grants.ts'
import { rule } from './rbac-escalation/rule.ts'
import { widerProject } from './rbac-escalation/wider-project.ts'

const group = 'rbac.authorization.k8s.io'
/** Roles that Kubernetes itself brings, with what they let their holder do. */
const builtInRoles: Readonly<Record<string, string>> = {
  'cluster-admin': 'everything',
  admin: 'everything in the namespace, its Secrets included',
  edit: 'reading Secrets and running pods as any ServiceAccount of the namespace',
  'system:masters': 'everything',
  'system:node': 'what a node may do',
}
const everybody = /^(system:(un)?authenticated|system:anonymous|system:serviceaccounts(:.*)?)$/

/** Permissions that somebody did not have before. */
export const rbacEscalation: DiffCheck = {
  rule,
  *run(context) {
    for (const { before, after } of context.changes) {
      if (after?.group === 'argoproj.io' && after.ref.kind === 'AppProject') yield* widerProject(before, after)
      if (!after || after.group !== group) continue
      if (/^(Cluster)?Role$/.test(after.ref.kind)) yield* roles(before, after)
      else if (/^(Cluster)?RoleBinding$/.test(after.ref.kind)) yield* bindings(before, after, context)
    }
  },
}

function* roles(before: TreeObject | undefined, after: TreeObject): Generator<DiffFinding> {
  const held = grantsOf(before?.value.rules)
  const fresh = grantsOf(after.value.rules).filter((grant) => !held.some((each) => covers(each, grant)))
  const told = new Map<string, { grants: Grant[]; severity: 'error' | 'warning' }>()
  for (const grant of fresh) {
    const risk = danger(grant)
    if (!risk) continue
    const entry = told.get(risk.why) ?? { grants: [], severity: risk.severity }
    entry.grants.push(grant)
    told.set(risk.why, entry)
  }
  // Of a new role all at once: nobody takes one in by halves.
  const groups = before
    ? [...told].map((each) => [each])
    : (['error', 'warning'] as const).map((wanted) => [...told].filter(([, { severity }]) => severity === wanted))
  for (const group of groups) {
    const [first] = group
    if (!first) continue
    const index = Math.min(...group.flatMap(([, { grants }]) => grants.map((grant) => grant.rule)))
    // Cluster roles reach into every namespace, but only once somebody is bound to them.
    const message = `Newly allowed: ${group.map(([why, { grants }]) => `${describe(grants)}: ${why}`).join('; ')}.`
    const remedy = 'Name the resources, verbs and objects (resourceNames) that are really needed.'
    yield rule.finding(after.ref, `rules[${index}]`, message, remedy, first[1].severity)
  }
  const aggregation = asMap(after.value.aggregationRule).clusterRoleSelectors
  if (aggregation && !asMap(before?.value.aggregationRule).clusterRoleSelectors) {
    const message =
      'The role takes in the rules of every ClusterRole with certain labels: anybody who may make such a role adds to it.'
    yield rule.finding(after.ref, 'aggregationRule', message, 'List the rules instead.', 'warning')
  }
  for (const [label, value] of Object.entries(asMap(after.value.metadata.labels))) {
    const target = /^rbac\.authorization\.k8s\.io\/aggregate-to-(admin|edit|view)$/.exec(label)?.[1]
    if (target && value === 'true' && asMap(before?.value.metadata.labels)[label] !== 'true') {
      yield rule.finding(
        after.ref,
        `metadata.labels["${label}"]`,
        `Everybody with the role ${target} gets these rules too.`,
        'Leave the label out if that is not meant.',
        target === 'view' ? 'info' : 'warning',
      )
    }
  }
}

function* bindings(before: TreeObject | undefined, after: TreeObject, { trees }: DiffContext): Generator<DiffFinding> {
  const role = asMap(after.value.roleRef)
  const sameRole =
    before !== undefined &&
    asMap(before.value.roleRef).name === role.name &&
    asMap(before.value.roleRef).kind === role.kind
  const old = new Set(sameRole ? asMaps(before?.value.subjects).map(subjectName) : [])
  const fresh = asMaps(after.value.subjects)
    .map((subject, index) => ({ name: subjectName(subject), index, open: everybody.test(asText(subject.name) ?? '') }))
    .filter(({ name }) => !old.has(name))
  if (fresh.length === 0) return
  const roleName = asText(role.name) ?? ''
  const worst = worstOf(after, trees.head)
  const power =
    Object.hasOwn(builtInRoles, roleName) && role.kind === 'ClusterRole' ? builtInRoles[roleName] : undefined
  const scope =
    after.ref.kind === 'ClusterRoleBinding'
      ? 'in the whole cluster'
      : `in namespace ${after.ref.namespace ?? '(its own)'}`
  for (const { name, index, open } of fresh) {
    const isHarmless = !worst && resolveRole(after, trees.head) !== undefined
    const severity = open || power || worst?.severity === 'error' ? 'error' : isHarmless ? 'info' : 'warning'
    const what =
      power ??
      worst?.why ??
      (resolveRole(after, trees.head)
        ? 'nothing that reaches further'
        : 'what that role allows (it is not in the tree)')
    const message = `${name} newly gets ${asText(role.kind)} ${roleName} ${scope}: ${what}.${open ? ' That is a group of many.' : ''}`
    const remedy = 'Bind the narrowest role, in the narrowest namespace, to one ServiceAccount or group.'
    yield rule.finding(after.ref, `subjects[${index}]`, message, remedy, severity)
  }
}

function worstOf(binding: TreeObject, tree: Tree): ReturnType<typeof danger> {
  const dangers = grantsOf(resolveRole(binding, tree)?.value.rules).flatMap((grant) => danger(grant) ?? [])
  return dangers.find(({ severity }) => severity === 'error') ?? dangers[0]
}

function resolveRole(binding: TreeObject, tree: Tree): TreeObject | undefined {
  const { kind, name } = asMap(binding.value.roleRef)
  return tree.find(group, asText(kind) ?? '', kind === 'Role' ? binding.ref.namespace : undefined, asText(name) ?? '')
}

function subjectName({ kind, name, namespace }: Record<string, unknown>): string {
  return `${asText(kind) ?? 'Subject'} ${asText(namespace) ? `${namespace}/` : ''}${asText(name) ?? '?'}`
}

function describe(grants: readonly Grant[]): string {
  const byResource = new Map<string, Set<string>>()
  for (const { group: api, resource, verb } of grants) {
    const name =
      api && api !== '*'
        ? `${resource}.${api}`
        : api === '*' && resource !== '*'
          ? `${resource} of every group`
          : resource
    byResource.set(name, (byResource.get(name) ?? new Set()).add(verb))
  }
  const parts = [...byResource].map(
    ([resource, verbs]) => `${[...verbs].join('/')} ${resource === '*' ? 'all resources' : resource}`,
  )
  return few(parts, 4)
}

import type { Problem } from '@ainur/constructs/finding'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'

const group = 'rbac.authorization.k8s.io'

/** What the API server refuses in roles. */
export function roleRules({ kind, rules }: KubeObject): Problem[] {
  return numberedMaps(rules).flatMap(([index, rule]) => {
    const at = ['rules', index]
    const report = (field: string, message: string, remedy: string) =>
      breach(serverRule.role, [...at, field], message, remedy)
    const problems: Problem[] = []
    if (isEmpty(rule.verbs)) problems.push(report('verbs', 'no verb: at least one is required', 'add "get", say'))
    if (!isEmpty(rule.nonResourceURLs)) {
      if (kind === 'Role') {
        problems.push(report('nonResourceURLs', 'only a ClusterRole may name URLs', 'make it a ClusterRole'))
      }
      if (!isEmpty(rule.apiGroups) || !isEmpty(rule.resources) || !isEmpty(rule.resourceNames)) {
        problems.push(report('nonResourceURLs', 'a rule is about resources or about URLs', 'make it two rules'))
      }
      return problems
    }
    if (isEmpty(rule.apiGroups)) {
      problems.push(report('apiGroups', 'no API group: at least one is required', 'add it; "" is the core group'))
    }
    if (isEmpty(rule.resources)) problems.push(report('resources', 'no resource: at least one is required', 'add it'))
    return problems
  })
}

/** What the API server refuses in bindings. */
export function bindingRules({ kind, roleRef, subjects }: KubeObject): Problem[] {
  const role = asMap(roleRef)
  const kinds = kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole']
  const problems: Problem[] = []
  const report = (at: Path, message: string, remedy: string) =>
    problems.push(breach(serverRule.binding, at, message, remedy))
  if (typeof role.kind === 'string' && !kinds.includes(role.kind)) {
    const words = kinds.map((word) => `"${word}"`).join(' or ')
    report(['roleRef', 'kind'], `"${role.kind}": only ${words} is allowed in a ${kind}`, `set it to ${words}`)
  }
  // Left out, it is filled in for the role, and for users and groups.
  if (role.apiGroup && role.apiGroup !== group) {
    report(['roleRef', 'apiGroup'], `"${role.apiGroup}": only "${group}" is allowed`, `set it to "${group}"`)
  }
  for (const [index, subject] of numberedMaps(subjects)) subjectRules(kind, subject, ['subjects', index], report)
  return problems
}

function subjectRules(
  binding: string,
  { kind, apiGroup, namespace }: Fields,
  at: Path,
  report: (at: Path, message: string, remedy: string) => void,
): void {
  if (kind === 'ServiceAccount') {
    if (apiGroup) report([...at, 'apiGroup'], `"${apiGroup}": a ServiceAccount is of the core group`, 'leave it out')
    if (!namespace && binding === 'ClusterRoleBinding') {
      report([...at, 'namespace'], '"namespace" is missing: a ServiceAccount has one', 'add it')
    }
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup && apiGroup !== group) {
      report([...at, 'apiGroup'], `"${apiGroup}": only "${group}" is allowed for a ${kind}`, `set it to "${group}"`)
    }
  } else if (typeof kind === 'string') {
    report([...at, 'kind'], `"${kind}": only "User", "Group" or "ServiceAccount" is allowed`, 'correct it')
  }
}

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0
}

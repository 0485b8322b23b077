import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'

/** What the API server refuses in the security context of a container. */
export function containerSecurityRules(context: Fields, at: Path): Problem[] {
  const problems = commonRules(context, at)
  if (context.allowPrivilegeEscalation !== false) return problems
  const { add } = asMap(context.capabilities)
  const why =
    context.privileged === true
      ? 'privileged'
      : Array.isArray(add) && add.includes('CAP_SYS_ADMIN')
        ? 'the capability CAP_SYS_ADMIN'
        : undefined
  if (!why) return problems
  const message = `allowPrivilegeEscalation is false, but the container has ${why}, which is more`
  return [...problems, breach(serverRule.security, at, message, 'drop one of them')]
}

/** What the API server refuses in the security context of a pod. */
export function podSecurityRules(spec: Fields, path: Path): Problem[] {
  const problems = commonRules(asMap(spec.securityContext), [...path, 'securityContext'])
  if (spec.hostPID === true && spec.shareProcessNamespace === true) {
    const message = 'shareProcessNamespace and hostPID: a pod sees its own processes or those of the node'
    problems.push(breach(serverRule.security, [...path, 'shareProcessNamespace'], message, 'drop one of them'))
  }
  return problems
}

function commonRules(context: Fields, at: Path): Problem[] {
  const problems = ['runAsUser', 'runAsGroup', 'fsGroup'].flatMap((field) => {
    const id = context[field]
    if (typeof id !== 'number' || (id >= 0 && id <= 2 ** 31 - 1)) return []
    return [breach(serverRule.security, [...at, field], `${id}: only 0 to 2147483647 is allowed`, 'correct it')]
  })
  for (const field of ['seccompProfile', 'appArmorProfile']) {
    const { type, localhostProfile } = asMap(context[field])
    if (type === undefined || (type === 'Localhost') === Boolean(localhostProfile)) continue
    const message =
      type === 'Localhost'
        ? '"localhostProfile" is missing: the type "Localhost" needs it'
        : `"${localhostProfile}": only the type "Localhost" has a profile`
    problems.push(
      breach(serverRule.security, [...at, field, 'localhostProfile'], message, 'name it, or change the type'),
    )
  }
  return problems
}

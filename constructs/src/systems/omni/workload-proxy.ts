import { appInvalid } from '../../app/app-invalid.ts'
import { isDnsLabel } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import type { Problem } from '../../finding/rule.ts'

/** Services of the managed clusters that people reach through Omni. */
export interface WorkloadProxy {
  /**
   * First labels of their hosts: `grafana` becomes `grafana.proxy.omni.<domain>`. Each is the value of the annotation
   * `omni-kube-service-exposer.sidero.dev/prefix` of a Service; Omni's random ones are not published.
   */
  readonly prefixes: readonly string[]
}

/** Between the prefix of a service and Omni's own host. */
export const proxySubdomain = 'proxy'

/** What is wrong with the prefixes. */
export function judgeWorkloadProxy({ prefixes }: WorkloadProxy): Problem[] {
  if (prefixes.length === 0) {
    const message = 'no prefix is given, so no service could be reached'
    return [appInvalid.problem('workloadProxy.prefixes', message, 'Name at least one, or leave workloadProxy out.')]
  }
  return prefixes.flatMap((prefix, index) => {
    const path = `workloadProxy.prefixes[${index}]`
    if (prefixes.indexOf(prefix) < index) {
      return [appInvalid.problem(path, `${quote(prefix)} stands there twice`, 'Remove one of them.')]
    }
    if (isDnsLabel(prefix)) return []
    const message = `${quote(prefix)} is not a prefix; allowed are at most 63 of a-z, 0-9 and -`
    return [appInvalid.problem(path, message, 'Write it like "grafana".')]
  })
}

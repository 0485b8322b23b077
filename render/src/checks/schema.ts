import type { Finding, ObjectRef } from '@ainur/constructs'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { writtenObjects } from '../model/written-objects.ts'
import { generatedMinors, SchemaRegistry } from '../schema/schema-registry.ts'
import { validateObject } from '../schema/validate/validate-object.ts'

/** Every object fits the schema of its kind, as the API server of the cluster's Kubernetes version knows it. */
export const schemaCheck: Check = {
  id: 'schema',
  run(rendering): Finding[] {
    const { cluster } = rendering
    const { minor } = cluster.kubernetes
    const objects = writtenObjects(rendering)
    const registry = new SchemaRegistry({ minor, objects })
    const findings: Finding[] = []
    if (registry.minor !== minor) findings.push(minorUnknown(cluster.name, minor, registry.minor))
    for (const object of objects) {
      for (const problem of validateObject(object, registry)) {
        findings.push({
          rule: problem.rule,
          severity: problem.severity,
          object: refOf(object),
          path: problem.path,
          message: problem.message,
          remedy: problem.remedy,
        })
      }
    }
    return findings
  },
}

function minorUnknown(name: string, given: string, used: string): Finding {
  return {
    rule: 'schema-minor-unknown',
    severity: 'warning',
    object: { apiVersion: 'ainur/v1', kind: 'Cluster', name },
    path: 'kubernetes.version',
    message: `"${given}": schemas exist for ${generatedMinors().join(', ')}; objects are checked against ${used}`,
    remedy: 'choose one of these minors, or pin this one in render/src/schema/generate/sources.ts and generate again',
  }
}

/** Identity of an object that may be broken in any way. */
function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const namespace = typeof metadata?.namespace === 'string' ? metadata.namespace : undefined
  return { apiVersion, kind, ...(namespace ? { namespace } : {}), name: String(metadata?.name ?? '') }
}

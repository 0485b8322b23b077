import { type Finding, type ObjectRef, ownObject } from '@ainur/constructs/finding'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { writtenObjects } from '../model/written-objects.ts'
import { generatedMinors, SchemaRegistry } from '../schema/schema-registry.ts'
import { schemaRule, schemaRules, serverCodeRules } from '../schema/schema-rules.ts'
import { validateObject } from '../schema/validate/validate-object.ts'

/** Every object fits the schema of its kind, as the API server of the cluster's Kubernetes version knows it. */
export const schemaCheck: Check = {
  rules: [...schemaRules, ...serverCodeRules],
  run(rendering): Finding[] {
    const { cluster } = rendering
    const { minor } = cluster.kubernetes
    const objects = writtenObjects(rendering)
    const registry = new SchemaRegistry({ minor, objects: [...(rendering.definitions ?? []), ...objects] })
    const findings: Finding[] = []
    if (registry.minor !== minor) findings.push(minorUnknown(cluster.name, minor, registry.minor))
    for (const object of objects) {
      const subject = refOf(object)
      for (const { rule, severity, path, message, remedy } of validateObject(object, registry)) {
        findings.push({ rule, severity, object: subject, path, message, remedy })
      }
    }
    return findings
  },
}

function minorUnknown(name: string, given: string, used: string): Finding {
  const message = `"${given}": schemas exist for ${generatedMinors().join(', ')}; objects are checked against ${used}`
  const remedy =
    'choose one of these minors, or pin this one in render/src/schema/generate/sources.ts and generate again'
  return schemaRule.minorUnknown.finding(ownObject('Cluster', name), 'kubernetes.version', message, remedy)
}

/** Identity of an object that may be broken in any way. */
function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const namespace = typeof metadata?.namespace === 'string' ? metadata.namespace : undefined
  return { apiVersion, kind, ...(namespace ? { namespace } : {}), name: String(metadata?.name ?? '') }
}

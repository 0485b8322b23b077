import { inCluster } from '@ainur/constructs'
import { refer } from '../../checks/references/refer.ts'
import type { Reference } from '../../checks/references/reference.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'

/** The project and the namespace of an Application. */
export function applicationReferences({ metadata: { namespace = '' }, ...object }: KubeObject): Reference[] {
  const spec = asMap(object.spec)
  const options = asMap(spec.syncPolicy).syncOptions
  const makesIt = Array.isArray(options) && options.includes('CreateNamespace=true')
  return [
    ...refer(spec.project, { path: 'spec.project', group: 'argoproj.io', kind: 'AppProject', namespace }),
    ...(makesIt ? [] : destination(asMap(spec.destination), 'spec.destination')),
  ]
}

/** The namespaces that an AppProject lets its Applications write to, those given by patterns left aside. */
export function projectReferences({ spec }: KubeObject): Reference[] {
  return numberedMaps(asMap(spec).destinations).flatMap(([index, item]) =>
    destination(item, `spec.destinations[${index}]`),
  )
}

function destination({ server, name, namespace }: Record<string, unknown>, path: string): Reference[] {
  const target = asFilledText(namespace)
  const here = server === inCluster || name === 'in-cluster'
  if (!target || !here || /[*?![]/.test(target)) return []
  return [{ path: `${path}.namespace`, group: '', kind: 'Namespace', name: target }]
}

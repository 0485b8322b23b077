import type { KubeObject } from '../../model/rendered-object.ts'
import type { Problem } from '../validate/problem.ts'
import { breach, fieldsOf, itemsOf } from './breach.ts'

type Json = Record<string, unknown>

/** What the API server refuses in Services and Ingresses though each field by itself is fine. */
export function networkRules({ apiVersion, kind, spec }: KubeObject): Problem[] {
  if (apiVersion === 'v1' && kind === 'Service') return serviceRules(fieldsOf(spec))
  if (apiVersion === 'networking.k8s.io/v1' && kind === 'Ingress') return ingressRules(fieldsOf(spec))
  return []
}

function serviceRules(spec: Json): Problem[] {
  const ports = itemsOf(spec.ports)
  const problems: Problem[] = []
  const names = new Set<unknown>()
  for (const [index, { name }] of ports) {
    const at = ['spec', 'ports', index, 'name']
    if (name === undefined && ports.length > 1) {
      problems.push(breach('schema-port-name', at, '"name" is missing: several ports need one each', 'add a name'))
    } else if (name !== undefined && names.has(name)) {
      problems.push(breach('schema-port-name', at, `"${name}" already names another port`, 'give it another name'))
    }
    names.add(name)
  }
  const external = spec.type === 'ExternalName'
  if (external && !spec.externalName) {
    const message = '"externalName" is missing: a Service of type ExternalName needs it'
    problems.push(breach('schema-service', ['spec', 'externalName'], message, 'add the name that it stands for'))
  }
  if (!external && ports.length === 0 && spec.clusterIP !== 'None' && Array.isArray(spec.ports ?? [])) {
    const message = 'no ports: at least one is required unless the Service is headless'
    problems.push(breach('schema-service', ['spec', 'ports'], message, 'add a port, or set clusterIP to None'))
  }
  if (spec.clusterIP === 'None' && (spec.type === 'LoadBalancer' || spec.type === 'NodePort')) {
    const message = `"None": a Service of type ${spec.type} needs a cluster address`
    problems.push(breach('schema-service', ['spec', 'clusterIP'], message, 'leave clusterIP or the type out'))
  }
  return problems
}

function ingressRules(spec: Json): Problem[] {
  return itemsOf(spec.rules).flatMap(([rule, { http }]) =>
    itemsOf(fieldsOf(http).paths).flatMap(([index, { path, pathType, backend }]) => {
      const at = ['spec', 'rules', rule, 'http', 'paths', index]
      const problems: Problem[] = []
      if (pathType !== 'ImplementationSpecific' && (typeof path !== 'string' || !path.startsWith('/'))) {
        const given = path === undefined ? '"path" is missing' : `"${path}"`
        const message = `${given}: a path of type ${pathType} starts with "/"`
        problems.push(breach('schema-ingress-path', [...at, 'path'], message, 'begin it with "/"'))
      }
      const port = fieldsOf(fieldsOf(fieldsOf(backend).service).port)
      if (port.name !== undefined && port.number !== undefined) {
        const message = 'the port has a name and a number: only one of them is allowed'
        const place = [...at, 'backend', 'service', 'port']
        problems.push(breach('schema-ingress-path', place, message, 'keep the name'))
      }
      return problems
    }),
  )
}

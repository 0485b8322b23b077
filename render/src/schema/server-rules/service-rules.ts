import { isIP } from 'node:net'
import type { Problem } from '@ainur/constructs/finding'
import { type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { isCidr } from './addresses.ts'
import { breach, presentOf } from './breach.ts'

const balanced = ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'loadBalancerSourceRanges']

/**
 * What the API server refuses in a Service.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go validateService
 */
export function serviceRules(spec: Fields): Problem[] {
  const { type = 'ClusterIP' } = spec
  const problems = [...portRules(spec, String(type)), ...typeRules(spec, String(type)), ...familyRules(spec)]
  const ranges: readonly unknown[] = Array.isArray(spec.loadBalancerSourceRanges) ? spec.loadBalancerSourceRanges : []
  for (const [index, range] of ranges.entries()) {
    if (typeof range !== 'string' || isCidr(range.trim())) continue
    problems.push(
      refused(
        ['spec', 'loadBalancerSourceRanges', index],
        `"${range}": only a range such as "192.168.0.0/24" is allowed`,
        'write it with its mask',
      ),
    )
  }
  const external: readonly unknown[] = Array.isArray(spec.externalIPs) ? spec.externalIPs : []
  for (const [index, address] of external.entries()) {
    if (typeof address !== 'string' || isIP(address)) continue
    problems.push(
      refused(['spec', 'externalIPs', index], `"${address}": only an IP address is allowed`, 'write the address'),
    )
  }
  return problems
}

function refused(at: Path, message: string, remedy: string): Problem {
  return breach(serverRule.service, at, message, remedy)
}

function portRules(spec: Fields, type: string): Problem[] {
  const ports = numberedMaps(spec.ports)
  const problems: Problem[] = []
  const names = new Set<unknown>()
  const nodePorts = new Set<string>()
  for (const [index, { name, nodePort, protocol = 'TCP' }] of ports) {
    const at = ['spec', 'ports', index]
    if (name === undefined && ports.length > 1) {
      problems.push(
        breach(serverRule.portName, [...at, 'name'], '"name" is missing: several ports need one each', 'add a name'),
      )
    } else if (name !== undefined && names.has(name)) {
      problems.push(
        breach(serverRule.portName, [...at, 'name'], `"${name}" already names another port`, 'give it another name'),
      )
    }
    names.add(name)
    if (!nodePort) continue
    if (type === 'ClusterIP') {
      const message = `${nodePort}: a Service of type ClusterIP has no port on the nodes`
      problems.push(refused([...at, 'nodePort'], message, 'leave it out, or set the type to NodePort'))
    } else if (Number(nodePort) < 30000 || Number(nodePort) > 32767) {
      const message = `${nodePort}: only 30000 to 32767 is allowed`
      problems.push(refused([...at, 'nodePort'], message, 'choose one of them, or leave it out'))
    } else if (nodePorts.has(`${nodePort}/${protocol}`)) {
      problems.push(refused([...at, 'nodePort'], `${nodePort}: another port has it already`, 'choose another'))
    }
    nodePorts.add(`${nodePort}/${protocol}`)
  }
  if (type !== 'ExternalName' && ports.length === 0 && spec.clusterIP !== 'None' && Array.isArray(spec.ports ?? [])) {
    const message = 'no ports: at least one is required unless the Service is headless'
    problems.push(refused(['spec', 'ports'], message, 'add a port, or set clusterIP to None'))
  }
  return problems
}

function typeRules(spec: Fields, type: string): Problem[] {
  const problems: Problem[] = []
  if (type === 'ExternalName' && !spec.externalName) {
    const message = '"externalName" is missing: a Service of type ExternalName needs it'
    problems.push(refused(['spec', 'externalName'], message, 'add the name that it points to'))
  }
  if (type === 'ExternalName' && typeof spec.clusterIP === 'string' && spec.clusterIP !== '') {
    const message = `"${spec.clusterIP}": a Service of type ExternalName has no cluster address`
    problems.push(refused(['spec', 'clusterIP'], message, 'leave it out'))
  }
  if (spec.clusterIP === 'None' && (type === 'LoadBalancer' || type === 'NodePort')) {
    const message = `"None": a Service of type ${type} needs a cluster address`
    problems.push(refused(['spec', 'clusterIP'], message, 'leave clusterIP or the type out'))
  }
  if (type !== 'LoadBalancer') {
    for (const field of presentOf(spec, balanced)) {
      const value = spec[field]
      if (Array.isArray(value) && value.length === 0) continue
      const message = `${field}: only a Service of type LoadBalancer has it, this one is of type ${type}`
      problems.push(refused(['spec', field], message, 'set the type, or leave it out'))
    }
  }
  const reached =
    type === 'LoadBalancer' || type === 'NodePort' || (Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0)
  if (spec.externalTrafficPolicy && !reached) {
    const message = `"${spec.externalTrafficPolicy}": nobody outside the cluster reaches a Service of type ${type}`
    problems.push(refused(['spec', 'externalTrafficPolicy'], message, 'leave it out'))
  }
  return problems
}

function familyRules({ ipFamilies, ipFamilyPolicy }: Fields): Problem[] {
  const families: readonly unknown[] = Array.isArray(ipFamilies) ? ipFamilies : []
  if (families.length < 2 || (ipFamilyPolicy !== undefined && ipFamilyPolicy !== 'SingleStack')) return []
  const message = `${families.join(' and ')}: two families need the policy "PreferDualStack" or "RequireDualStack"`
  return [refused(['spec', 'ipFamilyPolicy'], message, 'set it, or keep one family')]
}

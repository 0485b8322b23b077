import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { isCidr, isPartOf } from './addresses.ts'
import { breach, presentOf } from './breach.ts'
import { selectorRules } from './selector-rules.ts'

/** What the API server refuses in a NetworkPolicy. */
export function networkPolicyRules(spec: Fields): Problem[] {
  const directions = [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const
  return [
    ...selectorRules(spec.podSelector, ['spec', 'podSelector']),
    ...directions.flatMap(([direction, peers]) =>
      numberedMaps(spec[direction]).flatMap(([index, rule]) => {
        const at = ['spec', direction, index]
        return [
          ...numberedMaps(rule[peers]).flatMap(([position, peer]) => peerRules(peer, [...at, peers, position])),
          ...numberedMaps(rule.ports).flatMap(([position, port]) => portRules(port, [...at, 'ports', position])),
        ]
      }),
    ),
  ]
}

function peerRules(peer: Fields, at: Path): Problem[] {
  const given = presentOf(peer, ['podSelector', 'namespaceSelector', 'ipBlock'])
  const report = (place: Path, message: string, remedy: string) => [
    breach(serverRule.networkPolicy, place, message, remedy),
  ]
  if (given.length === 0) return report(at, 'a peer that is nobody', 'select pods, namespaces or addresses')
  if (peer.ipBlock === undefined) {
    return given.flatMap((selector) => selectorRules(peer[selector], [...at, selector]))
  }
  if (given.length > 1)
    return report(at, `${given.join(' and ')}: a peer with addresses has nothing else`, 'make them two peers')
  const { cidr, except } = asMap(peer.ipBlock)
  const place = [...at, 'ipBlock']
  if (typeof cidr !== 'string') return []
  if (!isCidr(cidr)) {
    return report([...place, 'cidr'], `"${cidr}": only a range such as "192.168.0.0/24" is allowed`, 'write its mask')
  }
  const excluded: readonly unknown[] = Array.isArray(except) ? except : []
  return excluded.flatMap((range, index) => {
    if (typeof range !== 'string' || (isCidr(range) && isPartOf(range, cidr))) return []
    return report([...place, 'except', index], `"${range}": only a range within ${cidr} is allowed`, 'correct it')
  })
}

function portRules({ port, endPort }: Fields, at: Path): Problem[] {
  const report = (field: string, message: string, remedy: string) => [
    breach(serverRule.networkPolicy, [...at, field], message, remedy),
  ]
  if (typeof port === 'number' && (port < 1 || port > 65535)) {
    return report('port', `${port}: only a port from 1 to 65535 is allowed`, 'correct it')
  }
  if (endPort === undefined) return []
  if (typeof port !== 'number')
    return report('endPort', 'a range begins with the number of a port', 'write port as one')
  return Number(endPort) < port ? report('endPort', `${endPort}: only ${port} or more is allowed`, 'correct it') : []
}

import { formatPath } from '../cluster/path.ts'
import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import type { ContainerAllowances, ContainerAppProps } from './props.ts'
import { ruleWhen } from './rule-when.ts'
import { containerRules } from './rules.ts'

const invalid = ruleWhen(containerRules.allow)

/** What the container may do beyond the default: each with a reason, and none that does nothing. */
export function allowProblems({ allow = {}, placement }: ContainerAppProps): Problem[] {
  const { capabilities = {}, devices = {} } = allow
  const pinned = [placement ?? []].flat().some(({ type }) => type === 'on-nodes-with')
  return [
    ...reasonsOf(allow).flatMap(([path, reason]) =>
      invalid(
        typeof reason !== 'string' || reason.trim() === '',
        path,
        `${quote(reason)} is not a reason; a container that may do more than others says why, in one sentence`,
        'Write the reason: it is shown beside the Deployment in the tree.',
      ),
    ),
    ...Object.keys(capabilities).flatMap((name) =>
      invalid(
        !/^[A-Z][A-Z_]*$/.test(name) || name.startsWith('CAP_'),
        formatPath(['allow', 'capabilities', name]),
        `${quote(name)} is not a capability as Kubernetes writes them: in capitals, without CAP_`,
        `Write e.g. ${quote(name.toUpperCase().replace(/^CAP_/, ''))}.`,
      ),
    ),
    ...invalid(
      Object.keys(capabilities).length > 0 && !allow.root,
      'allow.capabilities',
      `${Object.keys(capabilities).join(', ')} would do nothing: a user other than root does not get to hold a capability`,
      'Say why it must be root in allow.root, or leave the capabilities out.',
    ),
    ...invalid(
      Object.keys(capabilities).length > 0 && Object.keys(devices).length > 0,
      'allow.capabilities',
      'devices make the container privileged, and a privileged container holds every capability already',
      'Leave the capabilities out.',
    ),
    ...Object.keys(devices).flatMap((path) =>
      invalid(
        !/^\/dev\/[^:]+$/.test(path),
        formatPath(['allow', 'devices', path]),
        `${quote(path)} is not a device; it takes a path below /dev`,
        "Write e.g. '/dev/ttyACM0', or better a path below /dev/serial/by-id, which stays when the stick is plugged in again.",
      ),
    ),
    ...invalid(
      Object.keys(devices).length > 0 && !pinned,
      'placement',
      `${Object.keys(devices).join(', ')} is plugged into one node, and nothing says into which`,
      "Give that node a capability, as in capabilities: ['zigbee'], and write placement: onNodesWith('zigbee').",
    ),
  ]
}

function reasonsOf({ root, writableImage, hostNetwork, capabilities, devices }: ContainerAllowances) {
  const single = Object.entries({ root, writableImage, hostNetwork }).filter(([, reason]) => reason !== undefined)
  return [
    ...single.map(([name, reason]) => [`allow.${name}`, reason] as const),
    ...Object.entries(capabilities ?? {}).map(
      ([name, reason]) => [formatPath(['allow', 'capabilities', name]), reason] as const,
    ),
    ...Object.entries(devices ?? {}).map(([path, reason]) => [formatPath(['allow', 'devices', path]), reason] as const),
  ]
}

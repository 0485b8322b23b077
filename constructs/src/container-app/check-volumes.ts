import { isDnsLabel, isLabelKey, isLabelValue } from '../cluster/names.ts'
import { formatPath } from '../cluster/path.ts'
import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import { quantityProblems } from './check-resources.ts'
import type { ClaimVolume, ContainerVolume } from './props.ts'
import { ruleWhen } from './rule-when.ts'
import { containerRules } from './rules.ts'
import { isClaim } from './volumes.ts'

const invalid = ruleWhen(containerRules.volume)

export function volumeProblems(volumes: Readonly<Record<string, ContainerVolume>>): Problem[] {
  const named = Object.entries(volumes)
  return named.flatMap(([name, volume], index) => {
    const at = formatPath(['volumes', name])
    const earlier = named.slice(0, index).find(([, { path }]) => path === volume.path)
    return [
      ...invalid(
        !isDnsLabel(name),
        at,
        `${quote(name)} is not a name of a volume; allowed are at most 63 of a-z, 0-9 and -`,
        'Choose a name of these: it becomes part of the name of the claim.',
      ),
      ...absolutePathProblems(`${at}.path`, volume.path, '/data'),
      ...invalid(
        earlier !== undefined,
        `${at}.path`,
        `${quote(volume.path)} is also the path of volume ${quote(earlier?.[0])}; one directory holds one volume`,
        'Give one of the two another path, or remove it.',
      ),
      ...quantityProblems(`${at}.size`, volume.size, isClaim(volume) ? '2Gi' : '64Mi'),
      ...(isClaim(volume) ? labelProblems(at, volume) : storageProblems(at, volume.storage)),
    ]
  })
}

function absolutePathProblems(path: string, given: unknown, example: string): Problem[] {
  const fits = typeof given === 'string' && /^\/[^/:]/.test(given)
  return invalid(
    !fits,
    path,
    `${quote(given)} is not a path below /; it takes an absolute path in the container`,
    `Write e.g. ${quote(example)}.`,
  )
}

function storageProblems(at: string, storage: unknown): Problem[] {
  return invalid(
    storage !== 'disk' && storage !== 'memory',
    `${at}.storage`,
    `${quote(storage)} is not a storage; it takes an app that provides one, such as Longhorn, or "disk" or "memory" for what may be lost`,
    'Hand over the storage app of index.ts for data that must stay.',
  )
}

function labelProblems(at: string, { labels = {} }: ClaimVolume): Problem[] {
  return Object.entries(labels).flatMap(([key, value]) =>
    invalid(
      !isLabelKey(key) || typeof value !== 'string' || !isLabelValue(value),
      `${at}.${formatPath(['labels', key])}`,
      `${quote(key)}: ${quote(value)} is not a label; a value has at most 63 letters, digits, -, _ and .`,
      'Write it as Kubernetes takes it.',
    ),
  )
}

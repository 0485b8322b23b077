import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { domainPrefix } from '../failure-domains.ts'
import { isLabelKey, isLabelValue } from '../names.ts'
import { isReservedLabel, kubeletMaySet } from '../node-labels.ts'
import { formatPath } from '../path.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalidKey = errorRule('label-key-invalid')
const invalidValue = errorRule('label-value-invalid')
const reserved = errorRule('label-reserved')
const forbidden = errorRule('label-forbidden-to-kubelet')

/** Labels are well-formed, ours to give, and such that a node may carry them from its first start. */
export function checkLabels(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap(({ value, path }) => checkNode(value, path))
}

function checkNode({ labels }: NodeDraft, node: string): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => {
    const path = node + formatPath(['x', 'labels', key]).slice(1)
    const valueProblems = value === undefined || isLabelValue(value) ? [] : [badValue(path, value)]
    return [...checkKey(key, path), ...valueProblems]
  })
}

function checkKey(key: string, path: string): Problem[] {
  if (!isLabelKey(key)) {
    const message = `${quote(key)} is no label key; allowed are up to 63 letters, digits, -, _ and ., after an optional DNS name and a slash`
    return [invalidKey(path, message, 'Write it like "disk" or "example.org/disk".')]
  }
  if (isReservedLabel(key)) {
    const message = `${quote(key)} follows from the node's name, hardware, role, capabilities and failure domains`
    const remedy = key.startsWith('ainur.tools/')
      ? 'List the word in capabilities instead.'
      : key.startsWith(domainPrefix)
        ? 'Say it in failureDomains, or as host.'
        : 'Remove it.'
    return [reserved(path, message, remedy)]
  }
  if (kubeletMaySet(key)) return []
  const message = `${quote(key)} may not be set by a kubelet, so the node would refuse to start; of kubernetes.io and k8s.io allowed are node.kubernetes.io/*, kubelet.kubernetes.io/*, topology.kubernetes.io/region and topology.kubernetes.io/zone`
  return [forbidden(path, message, 'Use a prefix of your own, or set it with kubectl once the node has joined.')]
}

function badValue(path: string, value: string): Problem {
  const message = `${quote(value)} is no label value; allowed are up to 63 letters, digits, -, _ and ., with a letter or digit at both ends`
  return invalidValue(path, message, 'Shorten or rewrite it.')
}

import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf } from '../draft.ts'
import { domainPrefix } from '../failure-domains.ts'
import { isLabelKey, isLabelValue } from '../names.ts'
import { isReservedLabel, kubeletMaySet } from '../node-labels.ts'
import { formatPath } from '../path.ts'
import { quote } from '../problem.ts'

const invalidKey = defineRule('label-key-invalid', 'error', {
  title: 'the key of a label is not legal',
  why: 'Kubernetes refuses it.',
  remedy: 'Write it like "disk" or "example.org/disk".',
})

const invalidValue = defineRule('label-value-invalid', 'error', {
  title: 'the value of a label is not legal',
  why: 'Kubernetes refuses it.',
  remedy: 'Shorten or rewrite it.',
})

const reserved = defineRule('label-reserved', 'error', {
  title: 'a label is one that the definition sets',
  why: 'The definition itself sets this label; two sources would fight.',
  remedy: 'Remove it, or use `capabilities`.',
})

const duplicate = defineRule('label-duplicate', 'error', {
  title: 'a label is in `labels` and in `adminLabels`',
  why: 'Two sources of one label would fight.',
  remedy: 'Remove one of the two.',
})

const forbidden = defineRule('label-forbidden-to-kubelet', 'error', {
  title: 'a label is one that a kubelet may not set',
  why: 'A kubelet that is told to set it does not start ([NodeRestriction](https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction)).',
  remedy:
    'Write it into adminLabels, which an administrator sets once the node has joined, or use a prefix of your own.',
})

/** Labels are well-formed, ours to give, and such that a node may carry them from its first start. */
export const checkLabels: DefinitionCheck = {
  rules: [invalidKey, invalidValue, reserved, duplicate, forbidden],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) => checkNode(value, path))
  },
}

function checkNode({ labels, adminLabels, instanceType }: NodeDraft, node: string): Problem[] {
  const twice = Object.keys(adminLabels ?? {}).filter((key) => labels && key in labels)
  return [
    ...checkSet(labels, 'labels', node),
    ...checkSet(adminLabels, 'adminLabels', node),
    ...twice.map((key) => {
      const path = node + formatPath(['x', 'adminLabels', key]).slice(1)
      return duplicate.problem(path, `${quote(key)} is set in labels too`)
    }),
    ...(instanceType === undefined || (instanceType !== '' && isLabelValue(instanceType))
      ? []
      : [badValue(`${node}.instanceType`, instanceType)]),
  ]
}

function checkSet(labels: NodeDraft['labels'], set: 'labels' | 'adminLabels', node: string): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => {
    const path = node + formatPath(['x', set, key]).slice(1)
    const valueProblems = value === undefined || isLabelValue(value) ? [] : [badValue(path, value)]
    return [...checkKey(key, path, set), ...valueProblems]
  })
}

function checkKey(key: string, path: string, set: 'labels' | 'adminLabels'): Problem[] {
  if (!isLabelKey(key)) {
    const message = `${quote(key)} is not a label key; allowed are up to 63 letters, digits, -, _ and ., after an optional DNS name and a slash`
    return [invalidKey.problem(path, message)]
  }
  if (isReservedLabel(key)) {
    const message = `${quote(key)} follows from the node's name, hardware, role, capabilities and failure domains`
    const remedy = key.startsWith('ainur.tools/')
      ? 'List the word in capabilities instead.'
      : key.startsWith(domainPrefix)
        ? 'Say it in failureDomains, or as host.'
        : key === 'node.kubernetes.io/instance-type'
          ? 'Say it as instanceType.'
          : 'Remove it.'
    return [reserved.problem(path, message, remedy)]
  }
  if (set === 'adminLabels' || kubeletMaySet(key)) return []
  const message = `${quote(key)} may not be set by a kubelet, so the node would refuse to start; of kubernetes.io and k8s.io allowed are node.kubernetes.io/*, kubelet.kubernetes.io/*, topology.kubernetes.io/region and topology.kubernetes.io/zone`
  return [forbidden.problem(path, message)]
}

function badValue(path: string, value: string): Problem {
  const message = `${quote(value)} is not a label value; allowed are up to 63 letters, digits, -, _ and ., with a letter or digit at both ends`
  return invalidValue.problem(path, message)
}

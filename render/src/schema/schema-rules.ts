import { defineRule } from '@ainur/constructs/finding'

/** What most of the rules below are about: when they fire, and what to do. */
function refusal(id: string, title: string, remedy: string) {
  return defineRule(id, 'error', { title, why: 'The API server refuses the object.', remedy })
}

/** Rules of what a schema says. */
// biome-ignore format: a table is read by rows
export const schemaRule = {
  kindUnknown: defineRule('schema-kind-unknown', 'error', {
    title: 'no schema is known for the kind',
    why: 'Nothing in the object can be checked.',
    remedy: 'Correct kind or apiVersion, or put its CustomResourceDefinition into the tree, or into `crds/` if a chart brings it.',
  }),
  minorUnknown: defineRule('schema-minor-unknown', 'warning', {
    title: "there are no schemas for the cluster's Kubernetes minor; the nearest is used",
    why: 'A field that changed between the two is judged wrongly.',
    remedy: 'Choose a minor with schemas, or generate those of this one.',
  }),
  unknownField: defineRule('schema-unknown-field', 'error', {
    title: 'a field does not exist; the message suggests the nearest',
    why: 'The API server drops the field or refuses the object.',
    remedy: 'Take the spelling that is suggested, or remove the field.',
  }),
  required: refusal('schema-required', 'a required field is missing', 'Add the field.'),
  type: refusal('schema-type', 'a value has another type than its field', 'Write the type that the message names.'),
  null: defineRule('schema-null', ['error', 'warning'], {
    title: 'a value is null: in a custom resource an error, anywhere else a warning',
    why: 'A custom resource may not hold null; anything else reads it as absent.',
    remedy: 'Leave the field out.',
  }),
  enum: refusal('schema-enum', 'a value is not one of those that are allowed', 'Choose one of them.'),
  format: refusal('schema-format', 'a value breaks a format: quantity, date, name of a port …', 'Correct the value.'),
  pattern: defineRule('schema-pattern', ['error', 'warning'], {
    title: 'a value does not match the pattern of its field (a pattern that cannot be read is a warning)',
    why: 'The API server refuses the object.',
    remedy: 'Correct the value.',
  }),
  range: refusal('schema-range', 'a number is too small or too large', 'Correct the value.'),
  length: refusal('schema-length', 'a text or list is too short or too long', 'Shorten or lengthen it.'),
  duplicate: defineRule('schema-duplicate', 'error', {
    title: 'two entries of a list have the same key',
    why: 'The API server refuses the object, or keeps one of them.',
    remedy: 'Remove or rename one of them.',
  }),
  alternative: refusal('schema-alternative', 'none, or more than one, of several alternatives holds', 'Keep exactly one.'),
  name: refusal('schema-name', 'a name is not legal for its kind', 'Rename the object.'),
  namespace: refusal('schema-namespace', 'a namespace is missing, is not legal, or is set on a cluster-scoped kind', 'Add, correct or remove it.'),
  label: refusal('schema-label', 'a label is not legal', 'Correct the label.'),
  annotation: refusal('schema-annotation', 'an annotation is not legal', 'Correct the annotation.'),
}

/** Rules that the API server keeps in code. */
// biome-ignore format: a table is read by rows
export const serverRule = {
  container: refusal('schema-container', 'a container has no image; an init container has the name of another container, or probes or hooks though it ends; an ephemeral container is declared', 'Correct the container.'),
  portName: refusal('schema-port-name', 'two ports of a container or Service share a name, or one of several ports of a Service has no name', 'Give each port a name of its own.'),
  hostPort: refusal('schema-host-port', 'two containers of a pod want one port of the node, or `hostPort` is not the `containerPort` under `hostNetwork`', 'Give each its own port.'),
  env: refusal('schema-env', 'a variable has a value and a source, no source, two sources, `=` in its name, or asks for a field that does not exist', 'Give each variable one value or one source.'),
  probe: refusal('schema-probe', 'a probe or hook has no handler or two, a port that cannot exist, or a threshold that its kind does not have', 'Give it one handler and a legal port.'),
  resource: refusal('schema-resource', 'a resource does not exist (`mem`), or its amount is below 0', 'Correct the name or the amount.'),
  requests: refusal('schema-requests', 'a request is above its limit; for devices, a request does not have the same limit', 'Raise the limit or lower the request.'),
  volumeMount: refusal('schema-volume-mount', 'a container mounts a volume that the pod does not have', 'Name a volume of the pod.'),
  volumeSource: refusal('schema-volume-source', 'a volume has two sources, or a source without its name', 'Give it one source, complete.'),
  volumePath: refusal('schema-volume-path', 'a path leaves its volume, or the path of a share is not absolute', 'Write a path within the volume.'),
  fileMode: refusal('schema-file-mode', 'a file mode is above 0777: `755` is not `0o755`', 'Write the mode in octal.'),
  claim: refusal('schema-claim', 'a claim or volume lacks its size or access modes; a local volume lacks its node', 'Add what is missing.'),
  dns: refusal('schema-dns', 'a nameserver or alias is not an address, there are more than three, or none with `dnsPolicy: None`; a host name is not legal', 'Correct the DNS settings of the pod.'),
  toleration: refusal('schema-toleration', 'the parts of a toleration do not fit together: `Exists` with a value, seconds without `NoExecute`', 'Correct the toleration.'),
  expression: refusal('schema-expression', 'an expression of a selector has values that its operator does not take, or lacks those that it needs', 'Correct the values or the operator.'),
  affinity: refusal('schema-affinity', 'an affinity has no terms, a weight outside 1 to 100, or spreads over no label', 'Correct the affinity.'),
  security: refusal('schema-security', 'a user that cannot exist, a profile without name, or `allowPrivilegeEscalation: false` beside more than that', 'Correct the security context.'),
  selector: refusal('schema-selector', 'a selector is empty, or a Job has one', 'Select the labels of the template; leave it out of a Job.'),
  restartPolicy: refusal('schema-restart-policy', 'the restart policy or deadline of a pod does not suit its workload', 'Set the policy that the message names.'),
  strategy: refusal('schema-strategy', 'a rollout could never begin, an amount is not legal, or the settings are those of another strategy', 'Correct the strategy.'),
  schedule: refusal('schema-schedule', 'Kubernetes does not read the schedule (`7` for Sunday, a 25th hour, six fields), or does not know the time zone', 'Correct the schedule.'),
  job: refusal('schema-job', 'a Job numbers its pods without saying how many', 'Set `completions`.'),
  service: refusal('schema-service', 'a Service lacks its ports or name, or has what its type does not have', 'Add or remove what the message names.'),
  ingress: refusal('schema-ingress', 'a host has a scheme, port or capitals; a backend has no port; there are two classes, or no rules', 'Correct the Ingress.'),
  ingressPath: refusal('schema-ingress-path', 'a path does not start with `/`, goes up, or its backend names the port twice', 'Correct the path.'),
  networkPolicy: refusal('schema-network-policy', 'a peer is nobody or mixes addresses with selectors, or a range of addresses or ports is not legal', 'Correct the policy.'),
  role: refusal('schema-role', 'a rule lacks verbs, API groups or resources, or is about resources and URLs at once', 'Correct the rule.'),
  binding: refusal('schema-binding', 'the role or a subject has a kind, group or namespace that it cannot have', 'Correct the binding.'),
  autoscaler: refusal('schema-autoscaler', 'an autoscaler wants fewer than one pod, or at most fewer than at least', 'Correct the bounds.'),
  budget: refusal('schema-budget', 'a budget says both `minAvailable` and `maxUnavailable`, or an amount that is not legal', 'Keep one of them.'),
  priority: refusal('schema-priority', "a PriorityClass has a value or a name that only the system's own have", 'Choose another name, and a value of at most 1000000000.'),
  webhook: refusal('schema-webhook', 'a webhook asks nobody, waits more than 30 seconds, or has a name of fewer than three parts', 'Correct the webhook.'),
  configKey: refusal('schema-config-key', 'a key of a ConfigMap or Secret holds a path, or is in both `data` and `binaryData`', 'Write the name of the file alone, once.'),
}

export const schemaRules = Object.values(schemaRule)
export const serverCodeRules = Object.values(serverRule)

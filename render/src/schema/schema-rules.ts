import { defineRule } from '@ainur/constructs/finding'

export const schemaKindUnknown = defineRule('schema-kind-unknown', 'error', {
  title: 'no schema is known for the kind',
  why: 'Nothing in the object can be checked.',
  remedy: 'Correct kind or apiVersion, or put its CustomResourceDefinition into the tree.',
})

export const schemaMinorUnknown = defineRule('schema-minor-unknown', 'warning', {
  title: "there are no schemas for the cluster's Kubernetes minor; the nearest is used",
  why: 'A field that changed between the two is judged wrongly.',
  remedy: 'Choose a minor with schemas, or generate those of this one.',
})

export const schemaUnknownField = defineRule('schema-unknown-field', 'error', {
  title: 'a field does not exist; the message suggests the nearest',
  why: 'The API server drops the field or refuses the object.',
  remedy: 'Take the spelling that is suggested, or remove the field.',
})

export const schemaRequired = defineRule('schema-required', 'error', {
  title: 'a required field is missing',
  why: 'The API server refuses the object.',
  remedy: 'Add the field.',
})

export const schemaType = defineRule('schema-type', 'error', {
  title: 'a value has another type than its field',
  why: 'The API server refuses the object.',
  remedy: 'Write the type that the message names.',
})

export const schemaNull = defineRule('schema-null', ['error', 'warning'], {
  title: 'a value is null: in a custom resource an error, anywhere else a warning',
  why: 'A custom resource may not hold null; anything else reads it as absent.',
  remedy: 'Leave the field out.',
})

export const schemaEnum = defineRule('schema-enum', 'error', {
  title: 'a value is not one of those that are allowed',
  why: 'The API server refuses the object.',
  remedy: 'Choose one of them.',
})

export const schemaFormat = defineRule('schema-format', 'error', {
  title: 'a value breaks a format: quantity, date, name of a port …',
  why: 'The API server refuses the object.',
  remedy: 'Correct the value.',
})

export const schemaPattern = defineRule('schema-pattern', ['error', 'warning'], {
  title: 'a value does not match the pattern of its field (a pattern that cannot be read is a warning)',
  why: 'The API server refuses the object.',
  remedy: 'Correct the value.',
})

export const schemaRange = defineRule('schema-range', 'error', {
  title: 'a number is too small or too large',
  why: 'The API server refuses the object.',
  remedy: 'Correct the value.',
})

export const schemaLength = defineRule('schema-length', 'error', {
  title: 'a text or list is too short or too long',
  why: 'The API server refuses the object.',
  remedy: 'Shorten or lengthen it.',
})

export const schemaDuplicate = defineRule('schema-duplicate', 'error', {
  title: 'two entries of a list have the same key',
  why: 'The API server refuses the object, or keeps one of them.',
  remedy: 'Remove or rename one of them.',
})

export const schemaAlternative = defineRule('schema-alternative', 'error', {
  title: 'none, or more than one, of several alternatives holds',
  why: 'The API server refuses the object.',
  remedy: 'Keep exactly one.',
})

export const schemaName = defineRule('schema-name', 'error', {
  title: 'a name is not legal for its kind',
  why: 'The API server refuses the object.',
  remedy: 'Rename the object.',
})

export const schemaNamespace = defineRule('schema-namespace', 'error', {
  title: 'a namespace is missing, is not legal, or is set on a cluster-scoped kind',
  why: 'The API server refuses the object.',
  remedy: 'Add, correct or remove it.',
})

export const schemaLabel = defineRule('schema-label', 'error', {
  title: 'a label is not legal',
  why: 'The API server refuses the object.',
  remedy: 'Correct the label.',
})

export const schemaAnnotation = defineRule('schema-annotation', 'error', {
  title: 'an annotation is not legal',
  why: 'The API server refuses the object.',
  remedy: 'Correct the annotation.',
})

export const schemaContainer = defineRule('schema-container', 'error', {
  title:
    'a container has no image; an init container has the name of another container, or probes or hooks though it ends; an ephemeral container is declared',
  why: 'The API server refuses the object.',
  remedy: 'Correct the container.',
})

export const schemaPortName = defineRule('schema-port-name', 'error', {
  title: 'two ports of a container or Service share a name, or one of several ports of a Service has no name',
  why: 'The API server refuses the object.',
  remedy: 'Give each port a name of its own.',
})

export const schemaHostPort = defineRule('schema-host-port', 'error', {
  title:
    'two containers of a pod want one port of the node, or `hostPort` is not the `containerPort` under `hostNetwork`',
  why: 'The API server refuses the object.',
  remedy: 'Give each its own port.',
})

export const schemaEnv = defineRule('schema-env', 'error', {
  title:
    'a variable has a value and a source, no source, two sources, `=` in its name, or asks for a field that does not exist',
  why: 'The API server refuses the object.',
  remedy: 'Give each variable one value or one source.',
})

export const schemaProbe = defineRule('schema-probe', 'error', {
  title: 'a probe or hook has no handler or two, a port that cannot exist, or a threshold that its kind does not have',
  why: 'The API server refuses the object.',
  remedy: 'Give it one handler and a legal port.',
})

export const schemaResource = defineRule('schema-resource', 'error', {
  title: 'a resource does not exist (`mem`), or its amount is below 0',
  why: 'The API server refuses the object.',
  remedy: 'Correct the name or the amount.',
})

export const schemaRequests = defineRule('schema-requests', 'error', {
  title: 'a request is above its limit; for devices, a request does not have the same limit',
  why: 'The API server refuses the object.',
  remedy: 'Raise the limit or lower the request.',
})

export const schemaVolumeMount = defineRule('schema-volume-mount', 'error', {
  title: 'a container mounts a volume that the pod does not have',
  why: 'The API server refuses the object.',
  remedy: 'Name a volume of the pod.',
})

export const schemaVolumeSource = defineRule('schema-volume-source', 'error', {
  title: 'a volume has two sources, or a source without its name',
  why: 'The API server refuses the object.',
  remedy: 'Give it one source, complete.',
})

export const schemaVolumePath = defineRule('schema-volume-path', 'error', {
  title: 'a path leaves its volume, or the path of a share is not absolute',
  why: 'The API server refuses the object.',
  remedy: 'Write a path within the volume.',
})

export const schemaFileMode = defineRule('schema-file-mode', 'error', {
  title: 'a file mode is above 0777: `755` is not `0o755`',
  why: 'The API server refuses the object.',
  remedy: 'Write the mode in octal.',
})

export const schemaClaim = defineRule('schema-claim', 'error', {
  title: 'a claim or volume lacks its size or access modes; a local volume lacks its node',
  why: 'The API server refuses the object.',
  remedy: 'Add what is missing.',
})

export const schemaDns = defineRule('schema-dns', 'error', {
  title:
    'a nameserver or alias is not an address, there are more than three, or none with `dnsPolicy: None`; a host name is not legal',
  why: 'The API server refuses the object.',
  remedy: 'Correct the DNS settings of the pod.',
})

export const schemaToleration = defineRule('schema-toleration', 'error', {
  title: 'the parts of a toleration do not fit together: `Exists` with a value, seconds without `NoExecute`',
  why: 'The API server refuses the object.',
  remedy: 'Correct the toleration.',
})

export const schemaExpression = defineRule('schema-expression', 'error', {
  title: 'an expression of a selector has values that its operator does not take, or lacks those that it needs',
  why: 'The API server refuses the object.',
  remedy: 'Correct the values or the operator.',
})

export const schemaAffinity = defineRule('schema-affinity', 'error', {
  title: 'an affinity has no terms, a weight outside 1 to 100, or spreads over no label',
  why: 'The API server refuses the object.',
  remedy: 'Correct the affinity.',
})

export const schemaSecurity = defineRule('schema-security', 'error', {
  title: 'a user that cannot exist, a profile without name, or `allowPrivilegeEscalation: false` beside more than that',
  why: 'The API server refuses the object.',
  remedy: 'Correct the security context.',
})

export const schemaSelector = defineRule('schema-selector', 'error', {
  title: 'a selector is empty, or a Job has one',
  why: 'The API server refuses the object.',
  remedy: 'Select the labels of the template; leave it out of a Job.',
})

export const schemaRestartPolicy = defineRule('schema-restart-policy', 'error', {
  title: 'the restart policy or deadline of a pod does not suit its workload',
  why: 'The API server refuses the object.',
  remedy: 'Set the policy that the message names.',
})

export const schemaStrategy = defineRule('schema-strategy', 'error', {
  title: 'a rollout could never begin, an amount is not legal, or the settings are those of another strategy',
  why: 'The API server refuses the object.',
  remedy: 'Correct the strategy.',
})

export const schemaSchedule = defineRule('schema-schedule', 'error', {
  title:
    'Kubernetes does not read the schedule (`7` for Sunday, a 25th hour, six fields), or does not know the time zone',
  why: 'The API server refuses the object.',
  remedy: 'Correct the schedule.',
})

export const schemaJob = defineRule('schema-job', 'error', {
  title: 'a Job numbers its pods without saying how many',
  why: 'The API server refuses the object.',
  remedy: 'Set `completions`.',
})

export const schemaService = defineRule('schema-service', 'error', {
  title: 'a Service lacks its ports or name, or has what its type does not have',
  why: 'The API server refuses the object.',
  remedy: 'Add or remove what the message names.',
})

export const schemaIngress = defineRule('schema-ingress', 'error', {
  title: 'a host has a scheme, port or capitals; a backend has no port; there are two classes, or no rules',
  why: 'The API server refuses the object.',
  remedy: 'Correct the Ingress.',
})

export const schemaIngressPath = defineRule('schema-ingress-path', 'error', {
  title: 'a path does not start with `/`, goes up, or its backend names the port twice',
  why: 'The API server refuses the object.',
  remedy: 'Correct the path.',
})

export const schemaNetworkPolicy = defineRule('schema-network-policy', 'error', {
  title: 'a peer is nobody or mixes addresses with selectors, or a range of addresses or ports is not legal',
  why: 'The API server refuses the object.',
  remedy: 'Correct the policy.',
})

export const schemaRole = defineRule('schema-role', 'error', {
  title: 'a rule lacks verbs, API groups or resources, or is about resources and URLs at once',
  why: 'The API server refuses the object.',
  remedy: 'Correct the rule.',
})

export const schemaBinding = defineRule('schema-binding', 'error', {
  title: 'the role or a subject has a kind, group or namespace that it cannot have',
  why: 'The API server refuses the object.',
  remedy: 'Correct the binding.',
})

export const schemaAutoscaler = defineRule('schema-autoscaler', 'error', {
  title: 'an autoscaler wants fewer than one pod, or at most fewer than at least',
  why: 'The API server refuses the object.',
  remedy: 'Correct the bounds.',
})

export const schemaBudget = defineRule('schema-budget', 'error', {
  title: 'a budget says both `minAvailable` and `maxUnavailable`, or an amount that is not legal',
  why: 'The API server refuses the object.',
  remedy: 'Keep one of them.',
})

export const schemaPriority = defineRule('schema-priority', 'error', {
  title: "a PriorityClass has a value or a name that only the system's own have",
  why: 'The API server refuses the object.',
  remedy: 'Choose another name, and a value of at most 1000000000.',
})

export const schemaWebhook = defineRule('schema-webhook', 'error', {
  title: 'a webhook asks nobody, waits more than 30 seconds, or has a name of fewer than three parts',
  why: 'The API server refuses the object.',
  remedy: 'Correct the webhook.',
})

export const schemaConfigKey = defineRule('schema-config-key', 'error', {
  title: 'a key of a ConfigMap or Secret holds a path, or is in both `data` and `binaryData`',
  why: 'The API server refuses the object.',
  remedy: 'Write the name of the file alone, once.',
})

/** Rules of what a schema says. */
export const schemaRules = [
  schemaKindUnknown,
  schemaMinorUnknown,
  schemaUnknownField,
  schemaRequired,
  schemaType,
  schemaNull,
  schemaEnum,
  schemaFormat,
  schemaPattern,
  schemaRange,
  schemaLength,
  schemaDuplicate,
  schemaAlternative,
  schemaName,
  schemaNamespace,
  schemaLabel,
  schemaAnnotation,
]

/** Rules that the API server keeps in code. */
export const serverCodeRules = [
  schemaContainer,
  schemaPortName,
  schemaHostPort,
  schemaEnv,
  schemaProbe,
  schemaResource,
  schemaRequests,
  schemaVolumeMount,
  schemaVolumeSource,
  schemaVolumePath,
  schemaFileMode,
  schemaClaim,
  schemaDns,
  schemaToleration,
  schemaExpression,
  schemaAffinity,
  schemaSecurity,
  schemaSelector,
  schemaRestartPolicy,
  schemaStrategy,
  schemaSchedule,
  schemaJob,
  schemaService,
  schemaIngress,
  schemaIngressPath,
  schemaNetworkPolicy,
  schemaRole,
  schemaBinding,
  schemaAutoscaler,
  schemaBudget,
  schemaPriority,
  schemaWebhook,
  schemaConfigKey,
]

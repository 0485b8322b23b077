import type { Problem } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../../model/rendered-object.ts'
import { nearestWord } from '../../text/nearest-word.ts'
import type { KindSchema } from '../schema.ts'
import type { SchemaRegistry } from '../schema-registry.ts'
import { schemaRule } from '../schema-rules.ts'
import { serverRules } from '../server-rules/index.ts'
import { nameProblem } from './object-names.ts'
import { compilePattern } from './pattern.ts'
import { quote } from './quote.ts'
import { dnsLabel } from './syntax.ts'
import { validateValue } from './validate-value.ts'
import { report, type Walk } from './walk.ts'

/**
 * Everything that is wrong with `object` by the schema of its kind: types, required and unknown fields, enums, ranges,
 * formats, duplicate list keys, names, labels. An unknown kind is one problem of its own.
 *
 * Also the commonest rules between fields that the API server keeps in code; CEL and immutability are out of reach.
 */
export function validateObject(object: KubeObject, registry: SchemaRegistry): Problem[] {
  const { apiVersion, kind } = object
  const schema = registry.schemaFor(apiVersion, kind)
  if (!schema) return [unknownKind(apiVersion, kind, registry)]
  const walk = startWalk(object, schema)
  validateValue(object, schema.root, walk)
  // Custom resources leave metadata to the API server: it is walked by itself, for all kinds alike.
  const metadata: unknown = object.metadata ?? {}
  const metadataWalk = { ...walk, kind: registry.objectMeta(), path: ['metadata'] }
  validateValue(metadata, metadataWalk.kind.root, metadataWalk)
  if (isRecord(metadata)) validateIdentity(object, registry, metadataWalk)
  if (apiVersion === 'apiextensions.k8s.io/v1' && kind === 'CustomResourceDefinition') validateDefinition(object, walk)
  return [...walk.problems, ...rulesOf(object, walk.problems)]
}

/** Problems by the rules. Where a value has a wrong type, which the rules do not expect, only the type is reported. */
function rulesOf(object: KubeObject, problems: readonly Problem[]): Problem[] {
  try {
    return serverRules(object)
  } catch (error) {
    if (problems.some(({ rule }) => rule === schemaRule.type.id)) return []
    throw error
  }
}

function startWalk({ apiVersion, kind }: KubeObject, schema: KindSchema): Walk {
  const secret = apiVersion === 'v1' && kind === 'Secret'
  return {
    kind: schema,
    path: [],
    problems: [],
    secretFields: new Set(secret ? ['data', 'stringData'] : []),
    valuesOnly: false,
  }
}

function unknownKind(apiVersion: string, kind: string, registry: SchemaRegistry): Problem {
  const known = registry.knownKinds()
  const elsewhere = known.filter((other) => other.kind === kind).map((other) => other.apiVersion)
  const meant = nearestWord(
    kind,
    known.filter((other) => other.apiVersion === apiVersion).map((other) => other.kind),
  )
  const remedy =
    elsewhere.length > 0
      ? `${kind} exists in ${elsewhere.join(', ')}: change the apiVersion`
      : meant
        ? `did you mean "${meant}"?`
        : 'put its CustomResourceDefinition into the tree; or, if a chart brings it, save it in crds/ for the checks: kubectl get crd … -o yaml'
  const message = `${apiVersion} ${kind}: neither Kubernetes ${registry.minor} nor a known CustomResourceDefinition has this kind`
  return schemaRule.kindUnknown.problem('kind', message, remedy)
}

function validateIdentity({ apiVersion, kind, metadata }: KubeObject, registry: SchemaRegistry, walk: Walk): void {
  const { name, namespace } = metadata ?? {}
  if (name === undefined || name === '') {
    report(walk, schemaRule.name, '"name" is missing: every object of the tree has a fixed one', 'add a name', {
      below: 'name',
    })
  } else if (typeof name === 'string') {
    const allowed = nameProblem(apiVersion, kind, name, registry.minor)
    if (allowed)
      report(walk, schemaRule.name, `${quote(name)}: only ${allowed} is allowed`, 'rename it', { below: 'name' })
  }
  const scope = registry.scopeOf(apiVersion, kind)
  const at = { below: 'namespace' }
  if (scope === 'Cluster' && namespace !== undefined) {
    report(
      walk,
      schemaRule.namespace,
      `${quote(namespace)}: ${kind} is cluster-scoped, it has no namespace`,
      'leave it out',
      at,
    )
  } else if (scope === 'Namespaced' && namespace === undefined) {
    report(walk, schemaRule.namespace, `"namespace" is missing: ${kind} is namespaced`, 'add the namespace', at)
  } else if (typeof namespace === 'string' && dnsLabel(namespace)) {
    report(walk, schemaRule.namespace, `${quote(namespace)}: only ${dnsLabel(namespace)} is allowed`, 'rename it', at)
  }
}

function validateDefinition(crd: KubeObject, walk: Walk): void {
  const { group, names, versions } = isRecord(crd.spec) ? crd.spec : {}
  const plural = isRecord(names) ? names.plural : undefined
  if (typeof group === 'string' && typeof plural === 'string' && crd.metadata.name !== `${plural}.${group}`) {
    const message = `${quote(crd.metadata.name)}: only "${plural}.${group}" is allowed, its plural and group`
    walk.problems.push(schemaRule.name.problem('metadata.name', message, 'rename it'))
  }
  for (const pattern of unreadablePatterns(versions)) {
    const message = `pattern ${quote(pattern)} cannot be read by JavaScript: values are not checked against it`
    const remedy = 'write the pattern with what RE2 and JavaScript share'
    walk.problems.push(schemaRule.pattern.problem('spec.versions', message, remedy, 'warning'))
  }
}

function unreadablePatterns(value: unknown): Set<string> {
  const found = new Set<string>()
  const visit = (inner: unknown) => {
    if (Array.isArray(inner)) for (const item of inner) visit(item)
    else if (isRecord(inner)) {
      if (typeof inner.pattern === 'string' && compilePattern(inner.pattern) === null) found.add(inner.pattern)
      for (const child of Object.values(inner)) visit(child)
    }
  }
  visit(value)
  return found
}

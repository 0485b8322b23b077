import { asMap, asMaps, asText, specOf } from '../../model/shape.ts'
import type { Tree, TreeObject } from '../model.ts'

/** Paths of a custom resource that its definition, if it is in the tree, declares immutable by a CEL rule. */
export function selfRules(object: TreeObject, tree: Tree): string[] {
  if (!object.group.includes('.')) return []
  const definition = tree.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition').find(({ value }) => {
    const spec = specOf(value)
    return spec.group === object.group && asMap(spec.names).kind === object.ref.kind
  })
  const version = asMaps(specOf(definition?.value).versions).find(
    ({ name }) => `${object.group}/${name}` === object.ref.apiVersion,
  )
  const paths: string[] = []
  const visit = (schema: Record<string, unknown>, path: string): void => {
    const rules = asMaps(schema['x-kubernetes-validations']).map(({ rule }) => asText(rule)?.replace(/\s/g, ''))
    if (rules.some((rule) => rule === 'self==oldSelf' || rule === 'oldSelf==self')) paths.push(path)
    for (const [key, value] of Object.entries(asMap(schema.properties)))
      visit(asMap(value), path ? `${path}.${key}` : key)
    if (schema.items) visit(asMap(schema.items), `${path}.[]`)
  }
  visit(asMap(asMap(version?.schema).openAPIV3Schema), '')
  return paths
}

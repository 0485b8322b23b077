import type { CustomResourceDefinition } from '../../src/upstream/crds.ts'
import * as choices from './choices.ts'
import { interfaces } from './interfaces.ts'
import type { RawSchema } from './raw-schema.ts'

/** Text of `../src/generated/types.ts`, from Argo CD's definitions. */
export function argoCdTypes(crds: readonly CustomResourceDefinition[], version: string): string {
  const roots = Object.fromEntries(
    ['Application.spec', 'Application.status', 'AppProject.spec', 'ApplicationSet.spec'].map((path) => {
      const [kind, part = ''] = path.split('.')
      const definition = crds.find((crd) => crd.spec.names.kind === kind)?.spec.versions[0]
      const schema = (definition?.schema?.openAPIV3Schema as RawSchema | undefined)?.properties?.[part]
      if (!schema) throw new Error(`the definitions of Argo CD ${version} have no schema of ${path}`)
      return [path, schema]
    }),
  )
  return `// Made from the definitions of Argo CD ${version} by npm run generate. Do not edit.\n\n${interfaces(roots, choices)}`
}
